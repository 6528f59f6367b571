import FoundationEssentials
import Rules
import Sandbox

/// One hostile process and what the host does with it: load, time, freeze, kill.
///
/// It lives for one run. Whose submission it runs is told with the load frame; until then it is nobody's, and nothing
/// hostile runs in it.
final class Contestant {
    /// The stamps of a timed run.
    struct Timing {
        var started: RawInstant
        var done: RawInstant
        var stopped: RawInstant
        /// The processor time that it had used by then in nanoseconds, where the machine counts it.
        var processorTime: UInt64?
    }

    let sandbox: any SandboxInstance
    let preset: Preset
    var log: ContestantLog
    var hasGreeted = false
    /// How far a run that is cut into slices has come.
    var slices = Slices()
    /// What the sandbox used; known after `end`.
    private(set) var usage: SandboxUsage?

    /// How long a sandbox may take to stand still; 4 ms was the slowest seen.
    static let freezeLimit = Duration.seconds(5)

    init(isolation: any Isolation, preset: Preset, processors: [Int]) throws {
        let limits = preset.contestant
        self.preset = preset
        sandbox = try isolation.start(
            SandboxSpecification(
                command: HarnessCommand.make("contestant"),
                environment: HarnessCommand.environment(threads: limits.cores),
                folders: [HarnessCommand.submissionFolder],
                usesAccelerator: preset.workload.model.device == .cuda,
                limits: Limits(
                    processors: processors,
                    memoryBytes: limits.memory.bytes,
                    processes: limits.processes,
                    fileBytes: limits.file.bytes,
                    temporaryBytes: limits.temporary.bytes,
                    processorSeconds: limits.cores * Int(4 * (limits.loadTime.value + limits.runTime.value)) + 10
                )
            )
        )
        log = ContestantLog(sandbox.log, limit: limits.log.bytes)
    }

    /// What it printed.
    var printed: [UInt8] { log.bytes }

    /// Throws when anything was said that nobody asked for.
    func requireSilence(_ code: VerdictCode, _ sentence: String) throws {
        switch try sandbox.channel.receiveNow(limit: ContestantFrame.limit) {
        case nil: return
        case .end: throw Verdict(.endedWithoutDone, "the submission ended before the run began")
        case .packet, .tooLong: throw Verdict(code, sentence)
        }
    }

    /// Runs the training that counts: stamp, GO, DONE, freeze, stamp.
    ///
    /// The sandbox is frozen afterwards.
    ///
    /// - Throws: A `Verdict` when the run is lost.
    func run(_ batches: MemoryFile) throws -> Timing {
        let limit = preset.contestant.runTime
        let nonce = Self.makeNonce()
        try requireSilence(.spokeBeforeGo, "the submission sent something between READY and GO")
        let started = RawInstant.now
        try send(ContestantFrame.go(nonce: nonce), attaching: [batches], gone: .endedWithoutDone)
        let answer = try frame(until: started.advanced(by: limit.duration), gone: .endedWithoutDone)
        let done = RawInstant.now
        try freeze()
        var stopped = RawInstant.now
        let used = processorTime
        if preset.workload.model.device == .cuda {
            // A device goes on working for a process that stands still; for one that is gone it has stopped for certain.
            try end()
            stopped = RawInstant.now
        }
        try requireDone(answer, nonce)
        if usage == nil { try requireSilence(.spokeAfterDone, "the submission sent something after DONE") }
        return Timing(started: started, done: done, stopped: stopped, processorTime: used)
    }

    /// 16 random bytes that nobody who has not seen GO can know.
    static func makeNonce() -> [UInt8] {
        var generator = SystemRandomNumberGenerator()
        return (0..<ContestantFrame.nonceLength).map { _ in UInt8.random(in: 0...255, using: &generator) }
    }

    /// Lets every process stand still.
    func freeze() throws {
        do {
            try sandbox.freeze(within: Self.freezeLimit)
        } catch let error as SandboxError where error.code == .freeze {
            throw Verdict(.wouldNotFreeze, "the submission's processes did not stand still within \(Self.freezeLimit)")
        }
    }

    /// Throws unless a run's answer is the DONE that belongs to its GO; `nil` is a run that took too long.
    func requireDone(_ answer: ContestantFrame?, _ nonce: [UInt8]) throws {
        let limit = preset.contestant.runTime
        switch answer {
        case .done(nonce): return
        case .done:
            throw Verdict(.wrongNonce, "the submission reported the end of a run without having seen its beginning")
        case .failed(let code, let message): throw Verdict(code, "\(Self.intro(code)): \(message)")
        case .hello, .ready, .malformed:
            throw Verdict(.malformedFrame, "the submission sent a frame that the protocol does not know")
        case nil:
            throw Verdict(
                .runTimedOut,
                "the run took longer than \(limit)",
                numbers: ["run_seconds_limit": limit.value]
            )
        }
    }

    /// Does something while the contestant stands still, so that it cannot be the one who is busy.
    func whileFrozen<Result>(_ body: () throws -> Result) throws -> Result {
        try freeze()
        let result = try body()
        try sandbox.thaw()
        return result
    }

    /// The processor time that it has used so far in nanoseconds, where the machine counts it.
    var processorTime: UInt64? { sandbox.meter?.nanoseconds }

    /// Kills everything and takes the last of the log.
    func end() throws {
        guard usage == nil else { return }
        usage = try sandbox.end()
        log.drain()
    }

    func send(_ bytes: [UInt8], attaching files: [MemoryFile], gone: VerdictCode) throws {
        guard (try? sandbox.channel.send(bytes, attaching: files.map(\.descriptor))) != nil else {
            throw Verdict(gone, Self.goneSentence(gone))
        }
    }

    /// The next frame, or `nil` at the deadline.
    func frame(until deadline: RawInstant, gone: VerdictCode) throws -> ContestantFrame? {
        switch try log.next(on: sandbox.channel, limit: ContestantFrame.limit, until: deadline) {
        case .frame(.packet(let bytes)): return ContestantFrame(bytes)
        case .frame(.tooLong): return .malformed
        case .frame(.end): throw Verdict(gone, Self.goneSentence(gone))
        case .deadline: return nil
        case .logFull:
            let limit = preset.contestant.log
            throw Verdict(
                .logLimitExceeded,
                "the submission printed more than \(limit)",
                numbers: ["log_bytes_limit": Double(limit.bytes)]
            )
        }
    }
}
