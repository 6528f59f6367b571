import Rules

/// What was seen of the machine before and during one run.
struct MachineWatch {
    private let gate: EnvironmentGate
    private let processors: [Int]
    private let hasSlowGovernor: Bool
    private var before: (machine: MachineSnapshot, processorTime: UInt64?)?
    private var during: Set<Disturbance> = []

    /// The share of the machine that others used just before the run.
    var foreignLoadBefore: Double?
    /// The share of the contestant's processors that others used during the run.
    private(set) var foreignLoadDuring: Double?

    /// - Parameters:
    ///   - gate: What counts as disturbed.
    ///   - processors: The contestant's.
    ///   - hasSlowGovernor: Whether one of them does not run at full frequency.
    init(gate: EnvironmentGate, processors: [Int], hasSlowGovernor: Bool) {
        self.gate = gate
        self.processors = processors
        self.hasSlowGovernor = hasSlowGovernor
    }

    /// Notes how things stand as the run begins.
    mutating func begin(_ machine: MachineSnapshot, processorTime: UInt64?) {
        guard gate.mode != .off else { return }
        before = (machine, processorTime)
    }

    /// Compares with how they stand at its end.
    ///
    /// - Parameters:
    ///   - now: The machine's counts.
    ///   - nanoseconds: The run's wall time.
    ///   - processorTime: What the contestant has used in all.
    mutating func end(_ now: MachineSnapshot, nanoseconds: UInt64, processorTime: UInt64?) {
        guard let before else { return }
        if now.hasSwapped(since: before.machine) { during.insert(.swapped) }
        if now.hasThrottled(since: before.machine) { during.insert(.throttled) }
        guard let start = before.processorTime, let end = processorTime, nanoseconds > 0 else { return }
        let busy = Double(now.busyTime(since: before.machine, on: processors))
        // The kernel counts in ticks, so the difference may come out a little below zero.
        let foreign = max(0, busy - Double(end - min(start, end)))
        foreignLoadDuring = min(1, foreign / (Double(nanoseconds) * Double(max(1, processors.count))))
    }

    /// With others using more than this share of the contestant's processors, running out of time proves nothing.
    static let excusingLoad = 0.5

    /// Why a run that ran out of time is lost.
    ///
    /// Under a strict gate the machine was quiet just before. If it was busy then, the machine is at fault, and the run is
    /// repeated.
    ///
    /// - Parameter timeout: The submission's fault, as it looks.
    /// - Returns: The same, or `host_busy`.
    func explained(_ timeout: Verdict) -> Verdict {
        guard gate.mode == .strict, let load = foreignLoadDuring, load > Self.excusingLoad else { return timeout }
        return Verdict(
            .hostBusy,
            "\(timeout.sentence), while others used the contestant's processors",
            numbers: ["foreign_load": load, "foreign_load_limit": Self.excusingLoad]
        )
    }

    /// All that may have made the run slower.
    var disturbances: [Disturbance] {
        var found = during
        if hasSlowGovernor, gate.mode != .off { found.insert(.frequencyGovernor) }
        if let load = foreignLoadBefore, load > gate.foreignLoad { found.insert(.busyBefore) }
        if let load = foreignLoadDuring, load > gate.foreignLoad { found.insert(.busyDuring) }
        return Disturbance.allCases.filter(found.contains)
    }
}
