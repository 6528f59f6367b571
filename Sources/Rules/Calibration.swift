import Crypto
import FoundationEssentials

/// Where the limits of a workload come from: honest and dishonest runs of it in its precision class.
///
/// A preset names the hash of its calibration, so that neither can be changed without the other.
package struct Calibration: Sendable, Hashable, Codable {
    /// The version of this document's form.
    package var format: Int
    /// The training that was measured.
    package var workload: Workload
    /// The number of its steps.
    package var steps: Int
    /// The limits that follow.
    package var limits: VerificationLimits
    /// The largest saving of work that passes under these limits.
    package var resolution: Resolution
    /// What was measured, a recipe a line.
    package var recipes: [Recipe]
    /// By statistic, the dishonest recipe that comes nearest to honest ones and by how much it misses.
    package var margins: JSONValue
    /// The secret seeds that were used, in hexadecimal digits.
    package var seeds: [String]
    /// The machine and the software.
    package var environment: Environment

    /// How fine the sieve is.
    package struct Resolution: Sendable, Hashable, Codable {
        /// The largest saving that passed, as a share of a run's forward and backward work; 0: none did.
        package var passing: Double
        /// The recipe that passed with it.
        package var recipe: String?
        /// The smallest saving that was tried.
        package var smallestTried: Double

        package init(passing: Double, recipe: String?, smallestTried: Double) {
            self.passing = passing
            self.recipe = recipe
            self.smallestTried = smallestTried
        }

        enum CodingKeys: String, CodingKey {
            case passing, recipe
            case smallestTried = "smallest_tried"
        }
    }

    /// One way to train, and how far it came from the reference.
    package struct Recipe: Sendable, Hashable, Codable {
        package var name: String
        /// `honest`, `rare` (what happens to an honest run under few seeds, brought about under all), `cheat`, `probe` (a
        /// cheat so small that it tells the resolution) or `precision` (honest in another precision class).
        package var family: String
        /// The share of a run's forward and backward work that it leaves out.
        package var saving: Double?
        /// How often it was tried: under some of the seeds, honest ones with several lengths of run.
        package var runs: Int
        /// In how many of these it exceeds a limit.
        package var caught: Int
        /// By statistic, the smallest and largest distance from the reference over these.
        package var deviations: [String: Band]

        package init(
            name: String,
            family: String,
            saving: Double?,
            runs: Int,
            caught: Int,
            deviations: [String: Band]
        ) {
            self.name = name
            self.family = family
            self.saving = saving
            self.runs = runs
            self.caught = caught
            self.deviations = deviations
        }
    }

    /// Where it was measured.
    package struct Environment: Sendable, Hashable, Codable {
        package var python: String
        package var torch: String
        package var processor: String

        package init(python: String, torch: String, processor: String) {
            self.python = python
            self.torch = torch
            self.processor = processor
        }
    }

    package init(
        workload: Workload,
        steps: Int,
        limits: VerificationLimits,
        resolution: Resolution,
        recipes: [Recipe],
        margins: JSONValue,
        seeds: [String],
        environment: Environment
    ) {
        format = Self.currentFormat
        self.workload = workload
        self.steps = steps
        self.limits = limits
        self.resolution = resolution
        self.recipes = recipes
        self.margins = margins
        self.seeds = seeds
        self.environment = environment
    }

    /// The form that this program writes and reads.
    package static let currentFormat = 2
    /// One of so many runs of a rare kind may exceed a limit.
    package static let rareRuns = 10
    /// The largest saving that may pass under the limits of a workload that is to be ranked.
    package static let coarsestResolution = 0.03
}

extension Calibration {
    /// The SHA-256 of the document's canonical JSON in hexadecimal digits.
    package var hash: String {
        do {
            let text = try JSONValue(encoding: self).canonicalText
            return Hex.text(SHA256.hash(data: Data(text.utf8)))
        } catch {
            preconditionFailure("a calibration's numbers are finite, so it encodes: \(error)")
        }
    }

    /// Cheats that nothing can tell from honest training, and that save no work that the class asks for.
    ///
    /// Gradients that are rounded to 8 bits with a scale for each row are as fine as bfloat16. A last step in a shorter
    /// format moves the weights no further than rounding at its worst does; it shows in the moments alone.
    package var indistinguishable: Set<String> {
        switch workload.precision {
        case .bf16Autocast, .bf16Params: ["int8_gradients_by_row"]
        case .fp32:
            limits.firstMomentError == nil
                ? ["bfloat16_in_last_step", "float16_in_last_step", "scaled_float16_in_last_step"] : []
        }
    }

    /// What forbids ranking by these limits, or `nil`.
    package var flaw: String? {
        if let honest = recipes.first(where: { $0.family == "honest" && $0.caught > 0 }) {
            return "the honest recipe \(honest.name) exceeds a limit in \(honest.caught) of \(honest.runs) runs"
        }
        if let rare = recipes.first(where: { $0.family == "rare" && $0.caught * Self.rareRuns > $0.runs }) {
            return "what is rare in honest training, \(rare.name), exceeds a limit in \(rare.caught) of \(rare.runs)"
        }
        let passing = recipes.first {
            $0.family == "cheat" && $0.saving == nil && $0.caught < $0.runs && !indistinguishable.contains($0.name)
        }
        if let passing { return "the cheat \(passing.name) is caught in \(passing.caught) of \(passing.runs) runs" }
        guard resolution.passing > Self.coarsestResolution else { return nil }
        let share = (resolution.passing * 1000).rounded() / 10
        return "\(resolution.recipe ?? "a recipe") saves \(share) % of the work and passes; at most "
            + "\(Self.coarsestResolution * 100) % may"
    }

    /// Says why a preset's limits are not these, or `nil` when they are.
    package func mismatch(with preset: Preset) -> String? {
        guard format == Self.currentFormat else {
            return "it has format \(format), this program reads \(Self.currentFormat)"
        }
        guard hash == preset.verification.calibration else { return "it is not the one that the preset names" }
        guard workload == preset.workload else { return "it belongs to another version of the workload" }
        guard steps == preset.steps else { return "it was made with \(steps) steps, the preset has \(preset.steps)" }
        var own = preset.verification
        own.calibration = nil
        guard limits == own else { return "its limits are not those of the preset" }
        guard preset.crown.fraction >= resolution.passing else {
            return "a crown may not be won by \(preset.crown.fraction), below the resolution of \(resolution.passing)"
        }
        return flaw
    }
}
