import Rules
import Sandbox

/// What timed runs need: the machine, the referee, the clock, and the books on time and memory.
///
/// Evaluations and title matches carry out their runs on one; it knows nothing of whose runs they are.
final class Bench {
    let isolation: any Isolation
    let preset: Preset
    let processors: Processors
    private(set) var references: ReferenceCache?
    /// Where contestants come from.
    let pool: ContestantPool
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
        pool = ContestantPool(processors: processors) {
            try Contestant(isolation: isolation, preset: preset, processors: $0)
        }
    }

    var usesAccelerator: Bool { preset.workload.model.device == .cuda }

    /// Starts the referee on a machine that is fit.
    ///
    /// - Throws: A `Verdict` when it cannot be.
    func open() throws {
        try requireFitMachine()
        if referee == nil { referee = try timer.time("setup") { try makeReferee() } }
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
    /// - Throws: A `Verdict` when the referee fails, `SandboxError` when a sandbox does.
    func prepare() throws {
        let earlier = description
        let sizes = try timer.time("setup") {
            let sizes = try describe()
            guard let earlier, sizes != earlier else { return sizes }
            // Somebody has put in another harness or another library since the bench was made ready.
            end()
            try open()
            return try describe()
        }
        description = sizes
        if usesAccelerator {
            peakFlops = sizes.device.flatMap { DevicePeak.flops(of: $0, precision: preset.workload.precision) }
        }
    }

    private func describe() throws -> RefereeDescription {
        try pool.prepare()
        return try requireReferee().describe(preset)
    }

    /// Gets ready for a job that is not known yet: everything before the first run that needs nothing but the rules.
    ///
    /// - Throws: A `Verdict` or `SandboxError`; the bench is closed then.
    func makeReady() throws {
        do {
            try open()
            try prepare()
            try pool.settle()
        } catch {
            close()
            throw error
        }
    }

    /// Takes up a job; its time begins now.
    func takeUp(references: ReferenceCache?, peakFlops: Double?) {
        self.references = references
        if let peakFlops { self.peakFlops = peakFlops }
        timer = PhaseTimer()
    }

    /// Ends the referee and the contestants that nobody took.
    func close() {
        end()
        peakMemory["host"] = Machine.ownPeakMemory
    }

    private func end() {
        pool.end()
        note(referee?.end()?.peakMemoryBytes, for: "referee")
        referee = nil
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
