package import Chain
import Evidence
package import Execution
import FoundationEssentials
import Intake
package import Logging
package import Records
package import Rules
import ServiceLifecycle

/// The standing contest: takes submissions from the chain, has them judged, keeps the board, and pays the champion.
///
/// Its loops work side by side through the records alone, so that a long evaluation keeps nobody from being revealed
/// and the champion from being paid. Each may be killed at any instant: what it did is in one transaction, what it did
/// not is found again.
package struct CrusadeValidator: Service {
    let chain: any Chain
    /// Where fees are looked for, if the rules have one.
    let treasury: (any Treasury)?
    let validator: HotkeyPair
    let records: Records
    let engine: any ExecutionEngine
    let preset: Preset
    let home: Home
    let logger: Logger
    /// Is told each line that a judge reports, with the submission's id.
    let onProgress: @Sendable (String, String) async -> Void
    /// How long each loop rests when there is nothing to do.
    let rest: Duration
    /// How long nothing is judged after two failures of the machine in a row; doubled after each further one, up to 16
    /// times as long.
    let pauseAfterFailure: Duration
    /// How many submissions are fetched side by side; which of them arrives first may be judged first.
    let parallelFetches: Int
    let fetcher: Fetcher
    let inspector: any CodeInspector
    /// Who gets what is burned, in the place of the network's own burn uid.
    let burnHotkey: Hotkey?
    let epochHold: EpochHold
    let peak: MeasuredPeak
    let retries: FetchRetries
    let machineFailures = MachineFailures()
    let turn = Turn()
    let standby = Standby()
    let evidence: EvidenceSealer

    package init(
        chain: any Chain,
        treasury: (any Treasury)? = nil,
        validator: HotkeyPair,
        records: Records,
        engine: any ExecutionEngine,
        inspector: any CodeInspector,
        preset: Preset,
        home: Home,
        logger: Logger,
        rest: Duration = .milliseconds(250),
        pauseAfterFailure: Duration = .seconds(60),
        parallelFetches: Int = 8,
        burnHotkey: Hotkey? = nil,
        onProgress: @escaping @Sendable (String, String) async -> Void = { _, _ in }
    ) {
        self.chain = chain
        self.treasury = treasury
        self.validator = validator
        self.records = records
        self.engine = engine
        self.inspector = inspector
        self.burnHotkey = burnHotkey
        self.preset = preset
        self.home = home
        self.logger = logger
        self.rest = rest
        self.onProgress = onProgress
        self.pauseAfterFailure = pauseAfterFailure
        self.parallelFetches = parallelFetches
        evidence = EvidenceSealer(records: records, home: home)
        peak = MeasuredPeak(file: "\(home.path)/peak.json")
        retries = FetchRetries(first: rest * 4, patience: preset.intake.patience.duration)
        epochHold = EpochHold(patience: preset.intake.fetchTime.duration)
        fetcher = Fetcher(limits: preset.intake, uploads: home.uploads)
    }

    /// Works until the task is cancelled or a graceful shutdown begins.
    ///
    /// - Throws: `ArenaError` with `busy` when another validator works in the same folder, and with `refused` when the
    ///   rules have a fee that nobody can look for; `EvidenceProblem` when the log of evidence is damaged or not that of
    ///   the records.
    package func run() async throws {
        guard preset.fee == nil || treasury != nil else {
            throw ArenaError(.refused, "\(preset.name) has a fee, and payments cannot be seen on this chain")
        }
        let lock = try home.lock()
        defer { withExtendedLifetime(lock) {} }
        try await evidence.begin()
        try await prove(preset)
        _ = try await evidence.seal()
        let changed = try await records.adoptRules(presetName: preset.name, presetHash: preset.hash)
        if changed > 0 { logger.notice("rules changed", metadata: ["evaluations": "\(changed)"]) }
        await removeAbandonedStandbys()
        await cancelWhenGracefulShutdown {
            await withTaskGroup(of: Void.self) { group in
                group.addTask { await self.loop("reveals") { try await self.ingest() } }
                group.addTask { await self.loop("fetching") { try await self.fetchRevealed() } }
                group.addTask { await self.loop("epochs") { try await self.openEpoch() } }
                group.addTask { await self.loop("judging") { try await self.judgeNext() } }
                group.addTask { await self.loop("weights") { try await self.payChampion() } }
                group.addTask { await self.loop("evidence") { try await evidence.seal() } }
            }
        }
        // What was decided last is sealed by a task of its own: this one is cancelled.
        let last = Task { try await evidence.seal() }
        _ = try? await last.value
    }

    /// Writes rules down before anything is judged by them.
    func prove(_ rules: Preset) async throws {
        try await records.proveRules(try JSONValue(encoding: rules), hash: rules.hash)
    }

    /// Repeats a step until it is cancelled.
    ///
    /// A step answers whether it did something; if not, the loop rests. A step that fails is logged and tried again:
    /// nothing it left half done counts.
    private func loop(_ name: String, _ step: () async throws -> Bool) async {
        var failures = 0
        while !Task.isCancelled {
            var didSomething = false
            do {
                didSomething = try await step()
                failures = 0
            } catch is CancellationError {
                return
            } catch {
                failures += 1
                logger.error(
                    "a step failed",
                    metadata: ["loop": "\(name)", "error": "\(error)", "failures": "\(failures)"]
                )
            }
            guard !didSomething else { continue }
            try? await Task.sleep(for: rest * (1 << min(failures, 7)))
        }
    }
}
