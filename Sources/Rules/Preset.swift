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
    /// The contract between harness and submission.
    package var contract: Contract
    /// The number that the board is ranked by.
    package var metric: Metric
    /// How many timed runs make one score.
    package var runs: Int
    /// How many training steps one timed run has.
    package var steps: Int
    /// A run has this many steps more or fewer, drawn from its seed; 0: all runs are alike.
    package var stepSpread: Int
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
    /// What is asked of the machine.
    package var environmentGate: EnvironmentGate
    /// The rhythm of the board.
    package var schedule: Schedule
    /// What a submission's text may not contain; without it nothing is forbidden.
    package var lint: LintRules?
    /// How a score is formed; without it by `6N+12LTd` and the device's peak, without bounds.
    package var score: ScoreRule?
    /// How the emission is divided; without it nothing is burned while there is a champion.
    package var payout: PayoutRule?
    /// How much the machine's times vary, for the intervals of the board; without it there are none.
    package var noise: NoiseModel?
    /// What it costs to hand something in; without it nothing.
    package var fee: FeeRule?

    enum CodingKeys: String, CodingKey {
        case name, version, summary, contract, metric, runs, steps, workload, contestant, intake, verification, crown
        case schedule, lint, score, payout, noise, fee
        case stepSpread = "step_spread"
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
    /// Start and end take at most ten minutes; every run has its load box, its gate, its time and its verification, for
    /// which the referee gets as long as ten runs. A strict gate may add some.
    package var longestEvaluation: Duration {
        let additional = environmentGate.mode == .strict ? environmentGate.additionalRuns : 0
        return longest(runs: runs + additional)
    }

    /// The longest that a title match can take before something is wrong with its judge.
    package var longestMatch: Duration { longest(runs: 2 * (crown.match?.mostPairs ?? 0)) }

    private func longest(runs: Int) -> Duration {
        let run = contestant.loadTime.value + environmentGate.patience.value + 12 * contestant.runTime.value + 240
        return .seconds(600 + Double(runs) * run)
    }

    /// The most steps that a run can have.
    package var mostSteps: Int { steps + stepSpread }
}
