import Crypto
import FoundationEssentials

/// A named, versioned set of rules: everything that decides a score, a crown or a payout.
///
/// Presets are JSON documents with snake_case keys. Reading one is strict: an unknown key, a missing key, a value of
/// another type or a value out of range is an error that names it.
///
/// ```swift
/// let preset = try Preset.named("demo")
/// print(preset.hash)
/// ```
package struct Preset: Sendable, Hashable, Codable {
    /// The name, which is also the name of its file.
    package var name: String
    /// The version, counted from 1.
    package var version: Int
    /// One sentence for people.
    package var summary: String
    /// The contract between harness and submission, such as `crusade-tps`.
    package var contract: String
    /// The number that the board is ranked by.
    package var metric: Metric
    /// How many timed runs make one score.
    package var runs: Int
    /// How many training steps one timed run has.
    package var steps: Int
    /// How many untimed steps come before it, on other weights and data.
    package var warmupSteps: Int
    /// The training that has to be done.
    package var workload: Workload
    /// What the submission's sandbox may use.
    package var contestant: ContestantLimits
    /// What fetching a submission may cost.
    package var intake: IntakeLimits
    /// How far an update may be from the reference's.
    package var verification: VerificationLimits
    /// When a challenger takes the crown.
    package var crown: CrownRule
    /// What happens on a busy machine.
    package var environmentGate: EnvironmentGate
    /// The rhythm of the board.
    package var schedule: Schedule

    enum CodingKeys: String, CodingKey {
        case name, version, summary, contract, metric, runs, steps, workload, contestant, intake, verification, crown
        case schedule
        case warmupSteps = "warmup_steps"
        case environmentGate = "environment_gate"
    }
}

extension Preset {
    /// The canonical JSON of this preset: keys sorted, no whitespace.
    package var canonicalText: String {
        do {
            return try JSONValue(encoding: self).canonicalText
        } catch {
            preconditionFailure("a preset's numbers are finite, so it encodes: \(error)")
        }
    }

    /// The SHA-256 of the canonical JSON in lower-case hexadecimal digits, which a decision records.
    package var hash: String {
        Hex.text(SHA256.hash(data: Data(canonicalText.utf8)))
    }

    /// The longest that an evaluation can take before something is wrong with its judge.
    ///
    /// Start and end take at most ten minutes; every run has its load box, its gate of five minutes, its time and its
    /// verification, for which the referee gets as long as ten runs.
    package var longestEvaluation: Duration {
        let run = contestant.loadTime.value + 300 + 12 * contestant.runTime.value + 240
        return .seconds(600 + Double(runs) * run)
    }

    /// The tokens of one timed run, which the plan hands out whatever the contestant claims.
    package var tokensPerRun: Int { workload.tokens(steps: steps) }
}
