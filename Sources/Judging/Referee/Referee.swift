import FoundationEssentials
import Rules
import Sandbox

/// The trusted process that knows the answer: it makes inputs from a secret seed, trains the reference, and compares.
final class Referee {
    private let sandbox: any SandboxInstance
    private var log: ContestantLog
    private let patience: Duration
    /// Whether a reference training was ordered whose answer nobody has taken.
    private var owesReference = false
    /// Whether an answer came too late: whatever comes next would be taken for another request's.
    private var isOutOfStep = false

    /// Starts a referee on the host's processors.
    ///
    /// - Parameters:
    ///   - isolation: Where sandboxes come from.
    ///   - mounts: The names of folders that it alone sees.
    ///   - usesAccelerator: Whether it trains on one.
    ///   - limits: What it may use.
    ///   - patience: How long any one answer may take.
    /// - Throws: `SandboxError` when it cannot be started.
    init(isolation: any Isolation, mounts: [String], usesAccelerator: Bool, limits: Limits, patience: Duration) throws {
        sandbox = try isolation.start(
            SandboxSpecification(
                command: HarnessCommand.make("referee"),
                environment: HarnessCommand.environment(threads: 1),
                mounts: mounts,
                usesAccelerator: usesAccelerator,
                limits: limits
            )
        )
        log = ContestantLog(sandbox.log, limit: 1 << 20)
        self.patience = patience
    }

    /// Takes up a workload.
    func describe(_ preset: Preset) throws -> RefereeDescription {
        try ask(
            RefereeRequest(
                verb: "describe",
                workload: preset.workload,
                steps: preset.mostSteps,
                warmupSteps: preset.warmupSteps
            )
        )
    }

    /// Fills the four input files of a run from its seed.
    ///
    /// The answer to a reference training that a lost run left behind is taken first.
    func prepare(_ inputs: RunInputs, seed: String) throws {
        if owesReference { _ = try finishReference() }
        let request = RefereeRequest(verb: "prepare", steps: inputs.steps, seed: seed)
        let _: RefereeStatus = try ask(request, attaching: inputs.all)
    }

    /// Orders the reference training.
    ///
    /// `finishReference` takes its answer; meanwhile the host is free.
    func beginReference() throws {
        try send(RefereeRequest(verb: "reference"), attaching: [])
        owesReference = true
    }

    /// Waits for the end of the reference training.
    func finishReference() throws -> ReferenceReport {
        owesReference = false
        return try receive()
    }

    /// Writes the result of the reference training into a file of an output's size.
    func export(to file: MemoryFile) throws -> ReferenceReport {
        try ask(RefereeRequest(verb: "export"), attaching: [file])
    }

    /// Gives back what an earlier referee exported, in the place of a reference training.
    func recall(_ entry: ReferenceCache.Entry) throws {
        let report = entry.report
        let request = RefereeRequest(verb: "recall", loss: report.loss, lossBefore: report.lossBefore)
        let _: RefereeStatus = try ask(request, attaching: [entry.content])
    }

    /// Compares an output with the reference.
    func verify(_ output: MemoryFile) throws -> RunStatistics {
        try ask(RefereeRequest(verb: "verify"), attaching: [output])
    }

    /// Ends the process.
    func end() -> SandboxUsage? { try? sandbox.end() }

    private func ask<Answer: Decodable>(_ request: RefereeRequest, attaching files: [MemoryFile] = []) throws -> Answer
    {
        try send(request, attaching: files)
        return try receive()
    }

    private func send(_ request: RefereeRequest, attaching files: [MemoryFile]) throws {
        guard !isOutOfStep else { throw Verdict(.refereeFailed, "the referee did not answer in time") }
        do {
            try sandbox.channel.send(
                Array(try JSONEncoder().encode(request)),
                attaching: files.map(\.descriptor)
            )
        } catch {
            throw Verdict(.refereeFailed, "the referee is gone")
        }
    }

    private func receive<Answer: Decodable>() throws -> Answer {
        let deadline = RawInstant.now.advanced(by: patience)
        while true {
            switch try log.next(on: sandbox.channel, limit: 65_536, until: deadline) {
            case .frame(.packet(let bytes)): return try decode(Data(bytes))
            case .frame, .logFull:
                log.drain()
                throw Verdict(.refereeFailed, "the referee ended in the middle of its work: \(log.lastLine)")
            case .deadline:
                isOutOfStep = true
                throw Verdict(.refereeFailed, "the referee did not answer within \(patience)")
            }
        }
    }

    private func decode<Answer: Decodable>(_ data: Data) throws -> Answer {
        let decoder = JSONDecoder()
        guard let status = try? decoder.decode(RefereeStatus.self, from: data) else {
            throw Verdict(.refereeFailed, "the referee sent something that is no answer")
        }
        guard status.ok else {
            let codes: [String: VerdictCode] = [
                "torch_missing": .torchMissing, "bad_request": .badWorkload, "workload_diverged": .badWorkload,
                "out_of_memory": .badWorkload,
            ]
            let code = status.error.flatMap { codes[$0] } ?? .refereeFailed
            throw Verdict(code, "the referee reports: \(status.message ?? status.error ?? "no reason")")
        }
        guard let answer = try? decoder.decode(Answer.self, from: data) else {
            throw Verdict(.refereeFailed, "the referee's answer lacks something")
        }
        return answer
    }
}

/// The memory files that the referee fills for one run.
struct RunInputs {
    /// The number of steps of the run.
    let steps: Int
    let weights: MemoryFile
    let batches: MemoryFile
    let warmupWeights: MemoryFile
    let warmupBatches: MemoryFile

    init(_ sizes: RefereeDescription, steps: Int, warmupSteps: Int) throws {
        self.steps = steps
        weights = try MemoryFile(named: "weights", size: sizes.weightsBytes)
        batches = try MemoryFile(named: "batches", size: steps * sizes.batchBytes)
        warmupWeights = try MemoryFile(named: "warmup-weights", size: sizes.weightsBytes)
        warmupBatches = try MemoryFile(named: "warmup-batches", size: warmupSteps * sizes.batchBytes)
    }

    var all: [MemoryFile] { [weights, batches, warmupWeights, warmupBatches] }

    /// Forbids every further write, the referee's included.
    func seal() throws {
        for file in all { try file.sealAgainstWriting() }
    }
}
