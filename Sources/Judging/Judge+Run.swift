import Rules
import Sandbox

extension Judge {
    /// What all runs of one evaluation share.
    struct Bench {
        var pool: ContestantPool
        var referee: Referee
        /// The sizes of the memory files.
        var sizes: RefereeDescription
    }

    /// Carries out one timed run and has it verified.
    ///
    /// - Parameters:
    ///   - index: The run's number.
    ///   - bench: Who takes part.
    /// - Returns: The run with its statistics.
    /// - Throws: A `Verdict` when the run is lost.
    func run(_ index: Int, _ bench: Bench) throws -> RunRecord {
        let isPlanned = index < plan.seeds.count
        let seed = isPlanned ? plan.seeds[index] : Seeds.additional(to: plan.seeds, index: index)
        let steps = Seeds.steps(of: seed, preset: preset)
        let inputs = try RunInputs(bench.sizes, steps: steps, warmupSteps: preset.warmupSteps)
        let output = try MemoryFile(named: "output", size: bench.sizes.outputBytes)
        try timer.time("prepare") {
            try bench.referee.prepare(inputs, seed: seed)
            try inputs.seal()
        }
        let reference = try Reference(of: seed, steps: steps, for: self, sizes: bench.sizes)
        let contestant = try timer.time("load") { try bench.pool.take() }
        let timing: Contestant.Timing
        let watch: MachineWatch
        do {
            // However this ends, nothing is said about the submission before its sandbox was seen to be gone.
            defer { try? finish(contestant, run: index) }
            (timing, watch) = try time(contestant, inputs, output: output, reference: reference, bench) {
                if isFollowed(index) { try bench.pool.prepareDuringRun() }
            }
        } catch let failure as Verdict {
            throw try explained(failure, by: contestant.usage)
        }
        guard let usage = contestant.usage, usage.isEmpty else {
            throw Verdict(.sandboxFailed, "the sandbox could not be ended")
        }
        if isFollowed(index) { try bench.pool.prepare() }
        timer.add("timed", timing.stopped.nanoseconds(since: timing.started))
        var record = RunRecord(
            index: index,
            started: timing.started.nanoseconds,
            stopped: timing.stopped.nanoseconds,
            freezing: timing.stopped.nanoseconds(since: timing.done),
            tokens: preset.workload.tokens(steps: steps),
            processorTime: usage.processorNanoseconds,
            foreignLoad: watch.foreignLoadBefore,
            foreignLoadDuring: watch.foreignLoadDuring,
            disturbances: watch.disturbances
        )
        report(
            .ran(run: index, of: preset.runs, nanoseconds: record.nanoseconds, tokensPerSecond: record.tokensPerSecond)
        )
        record.statistics = try timer.time("verify") { try bench.referee.verify(output) }
        report(.verified(run: index, of: preset.runs, updateError: record.statistics?.updateError))
        timer.time("reference") { reference.keep(bench.referee) }
        return record
    }

    /// Whether another run is known to follow.
    private func isFollowed(_ index: Int) -> Bool { index + 1 < preset.runs + additionalRuns }

    /// Lets a contestant load, and times it; `prepareNext` is called just before GO.
    private func time(
        _ contestant: Contestant,
        _ inputs: RunInputs,
        output: MemoryFile,
        reference: Reference,
        _ bench: Bench,
        prepareNext: () throws -> Void
    ) throws -> (Contestant.Timing, MachineWatch) {
        // The reference trains on the host's processors while the contestant loads on its own.
        try reference.begin(bench.referee)
        try timer.time("load") {
            try contestant.beginLoading(inputs, output: output)
            try contestant.finishLoading()
        }
        try timer.time("reference") { try reference.finish(bench.referee) }
        var watch = try gate(contestant)
        try prepareNext()
        watch.begin(.take(of: processors.contestant), processorTime: contestant.processorTime)
        let timing = try contestant.run(inputs.batches)
        let nanoseconds = timing.done.nanoseconds(since: timing.started)
        watch.end(.take(of: processors.contestant), nanoseconds: nanoseconds, processorTime: timing.processorTime)
        return (timing, watch)
    }

    private func finish(_ contestant: Contestant, run index: Int) throws {
        try timer.time("teardown") { try contestant.end() }
        keepLog(contestant.printed, index)
        note(contestant.usage?.peakMemoryBytes, for: "contestant")
    }

    /// Looks at the machine just before a run; a strict gate waits until it is quiet.
    private func gate(_ contestant: Contestant) throws -> MachineWatch {
        let gate = preset.environmentGate
        var watch = MachineWatch(gate: gate, processors: processors.contestant, hasSlowGovernor: slowGovernor != nil)
        guard gate.mode != .off else { return watch }
        let deadline = RawInstant.now.advanced(by: gate.patience.duration)
        while true {
            watch.foreignLoadBefore = try timer.time("gate") { try contestant.whileFrozen { ForeignLoad.measure() } }
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
