import Rules
import Sandbox

/// What timed runs need: the machine, the referee, the clock, and the books on time and memory.
///
/// Evaluations and title matches carry out their runs on one; it knows nothing of whose runs they are.
final class Bench {
    let isolation: any Isolation
    let preset: Preset
    let processors: Processors
    let references: ReferenceCache?
    var timer = PhaseTimer()
    /// The machine's matmul peak in FLOP/s, once it is known.
    var peakFlops: Double?
    /// What the referee says about the workload, once it was asked.
    private(set) var description: RefereeDescription?
    /// The last reference, for the other arm of a pair.
    var heldReference: HeldReference?
    private(set) var peakMemory: [String: Int] = [:]
    private var referee: Referee?

    /// - Parameters:
    ///   - preset: The rules.
    ///   - isolation: Where sandboxes come from.
    ///   - references: Where results of reference trainings are kept.
    ///   - peakFlops: The machine's matmul peak in FLOP/s, if it has been measured already.
    init(
        preset: Preset,
        isolation: any Isolation,
        references: ReferenceCache?,
        peakFlops: Double?
    ) {
        self.preset = preset
        self.isolation = isolation
        self.references = references
        self.peakFlops = peakFlops
        processors = .divide(cores: preset.contestant.cores)
    }

    var usesAccelerator: Bool { preset.workload.model.device == .cuda }

    /// Starts the referee on a machine that is fit.
    ///
    /// - Throws: A `Verdict` when it cannot be.
    func open() throws {
        try requireFitMachine()
        referee = try timer.time("setup") { try makeReferee() }
    }

    /// Measures the machine's peak, unless it is known or the device's own is meant.
    func measurePeak() throws {
        guard peakFlops == nil, !usesAccelerator else { return }
        peakFlops = try timer.time("peak") {
            try PeakMeasurement.measure(isolation: isolation, preset: preset, processors: processors.contestant)
        }
    }

    /// Lets the referee take up the workload while the first contestant imports torch.
    ///
    /// - Parameter pool: Where the first contestant comes from.
    /// - Throws: A `Verdict` when the referee fails, `SandboxError` when a sandbox does.
    func prepare(_ pool: ContestantPool) throws {
        let sizes = try timer.time("setup") {
            try pool.prepare()
            return try requireReferee().describe(preset)
        }
        description = sizes
        if usesAccelerator {
            peakFlops = sizes.device.flatMap { DevicePeak.flops(of: $0, precision: preset.workload.precision) }
        }
    }

    /// Ends the referee.
    func close() {
        note(referee?.end()?.peakMemoryBytes, for: "referee")
        referee = nil
        peakMemory["host"] = Machine.ownPeakMemory
    }

    /// Makes a pool of contestants of one submission.
    ///
    /// - Parameter code: The submission's bytes.
    /// - Returns: The pool, empty.
    func makePool(_ code: MemoryFile) -> ContestantPool {
        ContestantPool(processors: processors) { [isolation, preset] in
            try Contestant(isolation: isolation, preset: preset, code: code, processors: $0)
        }
    }

    func note(_ bytes: Int?, for role: String) {
        guard let bytes else { return }
        peakMemory[role] = max(bytes, peakMemory[role] ?? 0)
    }

    func requireReferee() throws -> Referee {
        guard let referee else { throw Verdict(.refereeFailed, "the referee was not started") }
        return referee
    }

    private func makeReferee() throws -> Referee {
        try Referee(
            isolation: isolation,
            mounts: preset.workload.model.assets.isEmpty ? [] : [HarnessResource.assetsMount],
            usesAccelerator: usesAccelerator,
            limits: Limits(
                processors: processors.host,
                memoryBytes: max(2 << 30, 2 * preset.contestant.memory.bytes),
                processes: 64,
                // Trusted code: memory limits it, and patience. The files are what it hands out, of the model's size.
                fileBytes: 1 << 40,
                temporaryBytes: 1 << 28,
                processorSeconds: 1_000_000
            ),
            patience: .seconds(max(120, 10 * preset.contestant.runTime.value))
        )
    }
}
