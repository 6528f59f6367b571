import Rules
import Sandbox

extension Judge {
    /// Carries out one timed run and has it verified.
    ///
    /// - Parameters:
    ///   - index: The run's number.
    ///   - contestant: A fresh contestant; it is gone afterwards.
    ///   - referee: Who makes the inputs and compares.
    ///   - sizes: The sizes of the memory files.
    ///   - afterwards: Is called as soon as the contestant is gone.
    /// - Returns: The run with its statistics.
    /// - Throws: A `Verdict` when the run is lost.
    func run(
        _ index: Int,
        _ contestant: Contestant,
        referee: Referee,
        sizes: RefereeDescription,
        afterwards: () throws -> Void
    ) throws -> RunRecord {
        let inputs = try RunInputs(sizes)
        let output = try MemoryFile(named: "output", size: sizes.outputBytes)
        try timer.time("prepare") {
            try referee.prepare(inputs, seed: plan.seeds[index])
            try inputs.seal()
        }
        let timing: Contestant.Timing
        let load: Double
        do {
            // However this ends, nothing is said about the submission before its sandbox was seen to be gone.
            defer { try? finish(contestant, run: index) }
            // The reference trains on the host's processors while the contestant loads on its own.
            try referee.beginReference()
            try timer.time("load") {
                try contestant.beginLoading(inputs, output: output)
                try contestant.finishLoading()
            }
            _ = try timer.time("reference") { try referee.finishReference() }
            load = try gate(contestant)
            timing = try contestant.run(inputs.batches)
        } catch let failure as Verdict {
            throw try explained(failure, by: contestant.usage)
        }
        guard let usage = contestant.usage, usage.isEmpty else {
            throw Verdict(.sandboxFailed, "the sandbox could not be ended")
        }
        try afterwards()
        timer.add("timed", timing.stopped.nanoseconds(since: timing.started))
        var record = RunRecord(
            index: index,
            started: timing.started.nanoseconds,
            stopped: timing.stopped.nanoseconds,
            freezing: timing.stopped.nanoseconds(since: timing.done),
            tokens: preset.tokensPerRun,
            processorTime: usage.processorNanoseconds,
            foreignLoad: load,
            isMarked: load > ForeignLoad.limit
        )
        report(
            .ran(run: index, of: preset.runs, nanoseconds: record.nanoseconds, tokensPerSecond: record.tokensPerSecond)
        )
        let statistics = try timer.time("verify") { try referee.verify(output) }
        record.statistics = statistics
        runs.append(record)
        report(.verified(run: index, of: preset.runs, updateError: statistics.updateError))
        return record
    }

    private func finish(_ contestant: Contestant, run index: Int) throws {
        try timer.time("teardown") { try contestant.end() }
        keepLog(contestant.printed, index)
        note(contestant.usage?.peakMemoryBytes, for: "contestant")
    }

    /// The kernel knows better than the process why it ended.
    ///
    /// A sandbox that nobody could end says nothing about its submission: the launcher may have died before it.
    private func explained(_ verdict: Verdict, by usage: SandboxUsage?) throws -> Verdict {
        guard verdict.responsibility == .competitor else { return verdict }
        guard let usage else { throw Verdict(.sandboxFailed, "the launcher failed during a run") }
        let limits = preset.contestant
        if let kills = usage.memoryKills, kills > 0 {
            return Verdict(
                .outOfMemory,
                "the submission needed more than \(limits.memory) of memory",
                numbers: ["memory_bytes_limit": Double(limits.memory.bytes)]
            )
        }
        if let refused = usage.refusedProcesses, refused > 0 {
            return Verdict(
                .tooManyProcesses,
                "the submission started more than \(limits.processes) processes and threads",
                numbers: ["processes_limit": Double(limits.processes), "refused": Double(refused)]
            )
        }
        return verdict
    }

    /// Looks at the machine just before a run; a strict gate waits until it is quiet.
    private func gate(_ contestant: Contestant) throws -> Double {
        let deadline = RawInstant.now.advanced(by: .seconds(300))
        while true {
            let load = try timer.time("gate") { try contestant.measureForeignLoad() }
            guard preset.environmentGate == .strict, load > ForeignLoad.limit else { return load }
            guard RawInstant.now < deadline else {
                throw Verdict(
                    .hostBusy,
                    "the host stayed busy for 300 seconds",
                    numbers: ["foreign_load": load, "foreign_load_limit": ForeignLoad.limit]
                )
            }
        }
    }
}
