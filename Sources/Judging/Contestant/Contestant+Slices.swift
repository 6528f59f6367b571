import Rules
import Sandbox

/// How far a run has come that stands still now and then.
struct Slices {
    /// What the answer to GO has to hold.
    var nonce: [UInt8] = []
    /// The time that counts so far, in nanoseconds: from each thaw to standing still again.
    var nanoseconds: UInt64 = 0
    /// When the first slice began.
    var started: RawInstant?
}

extension Contestant {
    /// Lets the loaded contestant stand still and hands it GO, which it sees when it goes on.
    ///
    /// - Parameter batches: The run's batches.
    /// - Throws: A `Verdict` when it has said anything, or is gone.
    func standReady(_ batches: MemoryFile) throws {
        try freeze()
        try requireSilence(.spokeBeforeGo, "the submission sent something between READY and GO")
        slices = Slices(nonce: Self.makeNonce())
        try send(ContestantFrame.go(nonce: slices.nonce), attaching: [batches], gone: .endedWithoutDone)
    }

    /// Lets the contestant go on for a while, or to the end of its run.
    ///
    /// It stands still afterwards. Stamps are taken before it may move and after nothing moves any more.
    ///
    /// - Parameter length: How long.
    /// - Returns: The run's stamps when it has ended, or `nil` when there is more to do.
    /// - Throws: A `Verdict` when the run is lost.
    func goOn(for length: Duration) throws -> Timing? {
        let limit = preset.contestant.runTime.duration
        let began = RawInstant.now
        slices.started = slices.started ?? began
        try sandbox.thaw()
        let left = limit - .nanoseconds(Int64(clamping: slices.nanoseconds))
        let answer = try frame(until: began.advanced(by: min(length, left)), gone: .endedWithoutDone)
        let done = RawInstant.now
        try freeze()
        let stopped = RawInstant.now
        slices.nanoseconds += stopped.nanoseconds(since: began)
        guard answer != nil || .nanoseconds(Int64(clamping: slices.nanoseconds)) >= limit else { return nil }
        try requireDone(answer, slices.nonce)
        try requireSilence(.spokeAfterDone, "the submission sent something after DONE")
        return Timing(
            started: slices.started ?? began,
            done: done,
            stopped: stopped,
            processorTime: processorTime
        )
    }
}
