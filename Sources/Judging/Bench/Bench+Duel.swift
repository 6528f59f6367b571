import Rules
import Sandbox

extension Bench {
    /// Two timed runs with the same seed, a slice of each in turn.
    struct Duel {
        /// One of the two.
        struct Side {
            /// The submission's bytes.
            var code: [UInt8]
            /// Is given what the contestant printed.
            var keepLog: ([UInt8]) -> Void
        }

        /// The pair's number, counted from 0.
        var index: Int
        /// The secret seed of both runs.
        var seed: String
        /// Both sides in the order in which they load.
        var sides: [Side]
        /// How long each side goes on in its turn.
        var slice: Duration
        /// Whether another pair may follow.
        var isFollowed: Bool
    }

    /// How one side of a duel ended: its run, or why it was lost.
    typealias DuelEnd = Result<RunRecord, Verdict>

    /// Lets two contestants train, a slice of each in turn, and has both outputs verified.
    ///
    /// Both load first and stand still; then each goes on for a slice, in an order that a coin decides anew for each round,
    /// until both have ended. Whatever else the machine does over more than a slice is the same for both.
    ///
    /// - Parameter duel: Who takes part.
    /// - Returns: The ends, in the order of the sides.
    /// - Throws: A `Verdict` when the machine failed.
    func duel(_ duel: Duel) throws -> [DuelEnd] {
        guard let sizes = description else { throw Verdict(.refereeFailed, "the referee was not asked") }
        let referee = try requireReferee()
        let steps = Seeds.steps(of: duel.seed, preset: preset)
        let inputs = try duel.sides.map { _ in try RunInputs(sizes, steps: steps, warmupSteps: preset.warmupSteps) }
        try timer.time("prepare") {
            for inputs in inputs {
                try referee.prepare(inputs, seed: duel.seed)
                try inputs.seal()
            }
        }
        try referee.beginReference()
        var arms: [Arm] = []
        defer { for arm in arms { try? finish(arm) } }
        for (side, inputs) in zip(duel.sides, inputs) {
            let output = try MemoryFile(named: "output", size: sizes.outputBytes)
            let arm = Arm(side: side, contestant: try pool.take(), inputs: inputs, output: output)
            arms.append(arm)
            try timer.time("load") { try arm.load() }
        }
        try timer.time("reference") { _ = try referee.finishReference() }
        let watch = try time(arms, duel)
        for arm in arms { try finish(arm) }
        if duel.isFollowed { try pool.prepare() }
        return try arms.map { try end(of: $0, index: duel.index, steps: steps, watch) }
    }

    /// Has the slices take place, once the machine is quiet.
    private func time(_ arms: [Arm], _ duel: Duel) throws -> MachineWatch {
        var watch = try gate { ForeignLoad.measure() }
        for arm in arms { try arm.standReady() }
        if duel.isFollowed { try pool.prepareDuringRun(duel.sides.count) }
        watch.begin(.take(of: processors.contestant), processorTime: processorTime(of: arms))
        let start = RawInstant.now
        var round = 0
        while arms.contains(where: \.isRunning) {
            let isTurned = Seeds.turnsRound(round, ofPair: duel.seed)
            for arm in isTurned ? arms.reversed() : arms where arm.isRunning { try arm.goOn(for: duel.slice) }
            round += 1
        }
        let nanoseconds = RawInstant.now.nanoseconds(since: start)
        timer.add("timed", nanoseconds)
        watch.end(
            .take(of: processors.contestant),
            nanoseconds: nanoseconds,
            processorTime: processorTime(of: arms)
        )
        return watch
    }

    /// Ends a side's sandbox and takes its log, once.
    private func finish(_ arm: Arm) throws {
        guard !arm.isFinished else { return }
        arm.isFinished = true
        try finish(arm.contestant, arm.side.keepLog)
    }

    /// What both sides have used so far, where the machine counts it.
    private func processorTime(of arms: [Arm]) -> UInt64? {
        let times = arms.compactMap(\.contestant.processorTime)
        return times.count == arms.count ? times.reduce(0, +) : nil
    }

    /// What became of one side, once its sandbox is gone.
    private func end(of arm: Arm, index: Int, steps: Int, _ watch: MachineWatch) throws -> DuelEnd {
        if let failure = arm.failure { return .failure(try explained(failure, by: arm.contestant.usage)) }
        guard let usage = arm.contestant.usage, usage.isEmpty, let timing = arm.timing else {
            throw Verdict(.sandboxFailed, "the sandbox could not be ended")
        }
        var record = RunRecord(
            index: index,
            started: timing.started.nanoseconds,
            stopped: timing.stopped.nanoseconds,
            counted: arm.contestant.slices.nanoseconds,
            freezing: timing.stopped.nanoseconds(since: timing.done),
            tokens: preset.workload.tokens(steps: steps),
            processorTime: usage.processorNanoseconds,
            foreignLoad: watch.foreignLoadBefore,
            foreignLoadDuring: watch.foreignLoadDuring,
            disturbances: watch.disturbances
        )
        record.statistics = try timer.time("verify") { try requireReferee().verify(arm.output) }
        return .success(record)
    }
}

/// One side of a duel on its way.
private final class Arm {
    let side: Bench.Duel.Side
    let contestant: Contestant
    let inputs: RunInputs
    let output: MemoryFile
    /// The stamps, once the run has ended.
    var timing: Contestant.Timing?
    /// Why the run is lost.
    var failure: Verdict?
    /// Whether its sandbox was ended and its log taken.
    var isFinished = false

    init(side: Bench.Duel.Side, contestant: Contestant, inputs: RunInputs, output: MemoryFile) {
        self.side = side
        self.contestant = contestant
        self.inputs = inputs
        self.output = output
    }

    var isRunning: Bool { timing == nil && failure == nil }

    func load() throws {
        try attempt {
            try contestant.beginLoading(side.code, inputs, output: output)
            try contestant.finishLoading()
            try contestant.freeze()
        }
    }

    func standReady() throws {
        guard isRunning else { return }
        try attempt { try contestant.standReady(inputs.batches) }
    }

    func goOn(for slice: Duration) throws {
        var ended: Contestant.Timing?
        try attempt { ended = try contestant.goOn(for: slice) }
        timing = ended
    }

    /// Notes what the submission did wrong; what the machine did is thrown.
    private func attempt(_ body: () throws -> Void) throws {
        do {
            try body()
        } catch let verdict as Verdict where verdict.responsibility == .competitor {
            failure = verdict
            // A side that has lost may not go on while the other is timed.
            try contestant.end()
        }
    }
}
