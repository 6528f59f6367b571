package import Rules
package import Sandbox

/// Everything that one evaluation found out.
package struct EvaluationResult: Sendable, Hashable, Codable {
    /// The tokens of the plan that this answers.
    package var evaluation: String
    package var execution: String
    package var submission: String
    package var codeHash: String
    package var presetHash: String
    /// The end.
    package var verdict: Verdict
    /// The score; only an accepted evaluation has one.
    package var score: Score?
    /// The runs that took place, in order; the last one of a rejected evaluation is the one that decided.
    package var runs: [RunRecord]
    /// The machine and the software.
    package var environment: EnvironmentRecord
    /// Where the time went, in nanoseconds by phase.
    package var phases: [String: UInt64]
    /// The highest memory use in bytes, by role.
    package var peakMemory: [String: Int]

    enum CodingKeys: String, CodingKey {
        case evaluation, execution, submission, verdict, score, runs, environment, phases
        case codeHash = "code_hash"
        case presetHash = "preset_hash"
        case peakMemory = "peak_memory_bytes"
    }
}

extension EvaluationResult {
    /// The answer to a plan that could not even be begun.
    package init(refusing plan: Plan, _ verdict: Verdict) {
        self.init(
            evaluation: plan.evaluation,
            execution: plan.execution,
            submission: plan.submission,
            codeHash: plan.codeHash,
            presetHash: plan.presetHash,
            verdict: verdict,
            score: nil,
            runs: [],
            environment: .none,
            phases: [:],
            peakMemory: [:]
        )
    }
}

/// One timed run.
package struct RunRecord: Sendable, Hashable, Codable {
    /// Counted from 0.
    package var index: Int
    /// Stamps of the host's raw monotonic clock in nanoseconds: before GO was sent, and after the sandbox stood still.
    package var started: UInt64
    package var stopped: UInt64
    /// The time that counts, in nanoseconds, where the run stood still now and then; missing: all from start to stop.
    package var counted: UInt64?
    /// From DONE to standing still, in nanoseconds; part of the time.
    package var freezing: UInt64
    /// The tokens that the plan handed out.
    package var tokens: Int
    /// Processor time of the sandbox in nanoseconds, load box included.
    package var processorTime: UInt64?
    /// The share of the machine that others used just before the run, from 0 to 1; missing when nobody looked.
    package var foreignLoad: Double?
    /// The share of the contestant's processors that others used during the run, where the machine can tell.
    package var foreignLoadDuring: Double?
    /// What may have made the run slower than the submission is.
    package var disturbances: [Disturbance]
    /// The referee's comparison; missing when the run did not get that far.
    package var statistics: RunStatistics?

    /// Whether the time is published with a mark.
    package var isMarked: Bool { !disturbances.isEmpty }
    /// Wall time in nanoseconds; 0 when the stamps are in the wrong order, which no clock that counts up makes.
    package var nanoseconds: UInt64 {
        let whole = stopped > started ? stopped - started : 0
        return min(counted ?? whole, whole)
    }
    /// Tokens per second.
    package var tokensPerSecond: Double { Throughput.tokensPerSecond(tokens: tokens, nanoseconds: nanoseconds) }

    enum CodingKeys: String, CodingKey {
        case index, started, stopped, counted, freezing, tokens, disturbances, statistics
        case processorTime = "processor_time"
        case foreignLoad = "foreign_load"
        case foreignLoadDuring = "foreign_load_during"
    }
}

/// The machine and the software of an evaluation.
package struct EnvironmentRecord: Sendable, Hashable, Codable {
    package var isolation: String
    package var degradations: [Degradation]
    package var isRankable: Bool
    /// Processor numbers of the contestant, and of host and referee.
    package var contestantProcessors: [Int]
    package var hostProcessors: [Int]
    package var processor: String
    package var kernel: String
    /// The SHA-256 of the harness that was used.
    package var harness: String?
    package var python: String?
    package var torch: String?
    /// The accelerator's name, where one was used.
    package var device: String?
    /// Trainable numbers of the model.
    package var parameters: Int?
    /// FLOP a token by the formula named beside it, and the measured matmul peak in FLOP/s.
    package var flopsPerToken: Double?
    package var flopsFormula: String?
    package var peakFlops: Double?
    /// The packages of the Python environment with their versions, such as `numpy 2.2.6`, by name.
    package var packages: [String]?
    /// What walls the sandboxes had.
    package var sandbox: SandboxRecord?

    enum CodingKeys: String, CodingKey {
        case isolation, degradations, processor, kernel, harness, python, torch, device, parameters, packages, sandbox
        case isRankable = "rankable"
        case contestantProcessors = "contestant_processors"
        case hostProcessors = "host_processors"
        case flopsPerToken = "flops_per_token"
        case flopsFormula = "flops_formula"
        case peakFlops = "peak_flops"
    }
}

extension EnvironmentRecord {
    /// What is known where nothing could be started.
    static var none: EnvironmentRecord {
        EnvironmentRecord(
            isolation: "none",
            degradations: [],
            isRankable: false,
            contestantProcessors: [],
            hostProcessors: [],
            processor: Machine.processor,
            kernel: Machine.kernel
        )
    }
}
