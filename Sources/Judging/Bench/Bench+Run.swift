import Rules
import Sandbox

extension Bench {
    /// One timed run to carry out.
    struct Order {
        /// Counted from 0.
        var index: Int
        /// The secret seed, which the run's length follows from too.
        var seed: String
        /// The submission's bytes.
        var code: [UInt8]
        /// Whether another run is known to follow, of whatever submission.
        var isFollowed: Bool
        /// Is given what the contestant printed.
        var keepLog: ([UInt8]) -> Void
        /// Whether the run before or after it has the same seed.
        ///
        /// Then the reference is there before the contestant loads, so that both wait alike between loading and GO, and
        /// it is kept for the other.
        var sharesReference = false
    }

    /// Carries out one timed run and has it verified.
    ///
    /// - Parameters:
    ///   - order: The run.
    ///   - timed: Is told the time, before the output is looked at.
    /// - Returns: The run with its statistics.
    /// - Throws: A `Verdict` when the run is lost.
    func run(_ order: Order, timed: (RunRecord) -> Void) throws -> RunRecord {
        guard let sizes = description else { throw Verdict(.refereeFailed, "the referee was not asked") }
        let referee = try requireReferee()
        let steps = Seeds.steps(of: order.seed, preset: preset)
        let inputs = try RunInputs(sizes, steps: steps, warmupSteps: preset.warmupSteps)
        let output = try MemoryFile(named: "output", size: sizes.outputBytes)
        try timer.time("prepare") {
            try referee.prepare(inputs, seed: order.seed)
            try inputs.seal()
        }
        let reference = try Reference(of: order.seed, steps: steps, on: self, sizes: sizes)
        if order.sharesReference { try reference.begin(referee) }
        let contestant = try timer.time("load") { try pool.take() }
        let timing: Contestant.Timing
        let watch: MachineWatch
        do {
            // However this ends, nothing is said about the submission before its sandbox was seen to be gone.
            defer { try? finish(contestant, order.keepLog) }
            if order.sharesReference { try timer.time("reference") { try reference.finish(referee) } }
            (timing, watch) = try time(
                contestant,
                order,
                inputs,
                output: output,
                order.sharesReference ? nil : reference
            )
        } catch let failure as Verdict {
            throw try explained(failure, by: contestant.usage)
        }
        guard let usage = contestant.usage, usage.isEmpty else {
            throw Verdict(.sandboxFailed, "the sandbox could not be ended")
        }
        if order.isFollowed { try pool.prepare() }
        timer.add("timed", timing.stopped.nanoseconds(since: timing.started))
        var record = RunRecord(
            index: order.index,
            started: timing.started.nanoseconds,
            stopped: timing.stopped.nanoseconds,
            freezing: timing.stopped.nanoseconds(since: timing.done),
            tokens: preset.workload.tokens(steps: steps),
            processorTime: usage.processorNanoseconds,
            foreignLoad: watch.foreignLoadBefore,
            foreignLoadDuring: watch.foreignLoadDuring,
            disturbances: watch.disturbances
        )
        timed(record)
        record.statistics = try timer.time("verify") { try referee.verify(output) }
        timer.time("reference") { reference.keep(referee, on: self, holding: order.sharesReference) }
        return record
    }

    /// Lets a contestant load, and times it.
    private func time(
        _ contestant: Contestant,
        _ order: Order,
        _ inputs: RunInputs,
        output: MemoryFile,
        _ reference: Reference?
    ) throws -> (Contestant.Timing, MachineWatch) {
        // The reference trains on the host's processors while the contestant loads on its own.
        let referee = try requireReferee()
        try reference?.begin(referee)
        var loading = makeWatch()
        try timer.time("load") {
            try hurry(contestant, &loading) {
                try contestant.beginLoading(order.code, inputs, output: output)
                try contestant.finishLoading()
            }
        }
        try timer.time("reference") { try reference?.finish(referee) }
        var watch = try gate { try contestant.whileFrozen { ForeignLoad.measure() } }
        if order.isFollowed { try pool.prepareDuringRun() }
        let timing = try hurry(contestant, &watch) { try contestant.run(inputs.batches) }
        let nanoseconds = timing.done.nanoseconds(since: timing.started)
        watch.end(.take(of: processors.contestant), nanoseconds: nanoseconds, processorTime: timing.processorTime)
        return (timing, watch)
    }

    /// Has a contestant do something for which it has little time, and looks at the machine when it runs out of it.
    ///
    /// - Parameters:
    ///   - contestant: The contestant.
    ///   - watch: Begins to watch the machine.
    ///   - body: What has to be done.
    /// - Returns: What it returns.
    /// - Throws: What it throws, and `host_busy` for a time-out that proves nothing.
    private func hurry<Result>(
        _ contestant: Contestant,
        _ watch: inout MachineWatch,
        _ body: () throws -> Result
    ) throws -> Result {
        watch.begin(.take(of: processors.contestant), processorTime: contestant.processorTime)
        let start = RawInstant.now
        do {
            return try body()
        } catch let verdict as Verdict where [.loadTimedOut, .runTimedOut].contains(verdict.code) {
            let nanoseconds = RawInstant.now.nanoseconds(since: start)
            let now = MachineSnapshot.take(of: processors.contestant)
            watch.end(now, nanoseconds: nanoseconds, processorTime: contestant.processorTime)
            throw watch.explained(verdict)
        }
    }

    private func makeWatch() -> MachineWatch {
        MachineWatch(
            gate: preset.environmentGate,
            processors: processors.contestant,
            hasSlowGovernor: slowGovernor != nil
        )
    }

    func finish(_ contestant: Contestant, _ keepLog: ([UInt8]) -> Void) throws {
        try timer.time("teardown") { try contestant.end() }
        keepLog(contestant.printed)
        note(contestant.usage?.peakMemoryBytes, for: "contestant")
    }

    /// Looks at the machine just before a run; a strict gate waits until it is quiet.
    ///
    /// - Parameter measure: Looks for a moment, while no contestant moves.
    /// - Returns: What was seen.
    /// - Throws: A `Verdict` with `host_busy` when it does not become quiet in time.
    func gate(_ measure: () throws -> Double) throws -> MachineWatch {
        let gate = preset.environmentGate
        var watch = makeWatch()
        guard gate.mode != .off else { return watch }
        let deadline = RawInstant.now.advanced(by: gate.patience.duration)
        while true {
            watch.foreignLoadBefore = try timer.time("gate", measure)
            guard gate.mode == .strict, let load = watch.foreignLoadBefore, load > gate.foreignLoad else {
                return watch
            }
            guard RawInstant.now < deadline else {
                throw Verdict(
                    .hostBusy,
                    "the host stayed busy for \(gate.patience)",
                    numbers: ["foreign_load": load, "foreign_load_limit": gate.foreignLoad]
                )
            }
        }
    }
}
