import FoundationEssentials
import Rules
import Sandbox

/// From the start of Python to READY.
extension Contestant {
    /// Waits until torch is imported.
    ///
    /// Nothing of the submission has run by then, so a failure is the machine's.
    func awaitHello() throws {
        guard !hasGreeted else { return }
        hasGreeted = true
        let limit = preset.contestant.loadTime
        let event = try log.next(
            on: sandbox.channel,
            limit: ContestantFrame.limit,
            until: .now.advanced(by: limit.duration)
        )
        switch event {
        case .frame(.packet(let bytes)) where ContestantFrame(bytes) == .hello: return
        case .frame(.packet(let bytes)):
            throw Verdict(
                .sandboxFailed,
                "Python could not begin: \(ContestantLog.printable(String(decoding: bytes, as: UTF8.self)))"
            )
        case .frame, .logFull:
            log.drain()
            throw Verdict(.sandboxFailed, "Python could not begin: \(log.lastLine)")
        case .deadline: throw Verdict(.sandboxFailed, "Python did not begin within \(limit)")
        }
    }

    /// Moves to the processors on which the run is timed, once torch is imported.
    ///
    /// Nothing of the submission has run by then.
    func move(to processors: [Int]) throws {
        try awaitHello()
        try sandbox.move(to: processors)
    }

    /// Sends the load box's content.
    ///
    /// `finishLoading` takes the answer; meanwhile the host is free.
    ///
    /// - Parameters:
    ///   - code: The submission's bytes, of which each contestant gets a file of its own: processes that share an open
    ///     file share its position, and could leave messages in it.
    ///   - inputs: The run's material, but for the batches.
    ///   - output: Where the contestant leaves its result.
    /// - Throws: A `Verdict` when the contestant is gone.
    func beginLoading(_ code: [UInt8], _ inputs: RunInputs, output: MemoryFile) throws {
        try awaitHello()
        let submission = try MemoryFile(named: "submission", holding: code)
        let request = LoadRequest(
            contract: preset.contract.rawValue,
            workload: preset.workload,
            steps: inputs.steps,
            warmupSteps: preset.warmupSteps,
            threads: preset.contestant.cores,
            submission: HarnessCommand.submissionPath
        )
        try send(
            Array(try JSONEncoder().encode(request)),
            attaching: [inputs.weights, inputs.warmupWeights, inputs.warmupBatches, output, submission],
            gone: .endedBeforeReady
        )
    }

    /// Waits for READY.
    ///
    /// - Throws: A `Verdict` when anything else comes.
    func finishLoading() throws {
        let limit = preset.contestant.loadTime
        switch try frame(until: .now.advanced(by: limit.duration), gone: .endedBeforeReady) {
        case .ready: return
        case .failed(let code, let message): throw Verdict(code, "\(Self.intro(code)): \(message)")
        case .done: throw Verdict(.spokeBeforeReady, "the submission reported the end of a run before any had begun")
        case .hello, .malformed:
            throw Verdict(.malformedFrame, "the submission sent a frame that the protocol does not know")
        case nil:
            throw Verdict(
                .loadTimedOut,
                "loading and warm-up took longer than \(limit)",
                numbers: ["load_seconds_limit": limit.value]
            )
        }
    }
}
