import Arena
import Chain
import Execution
import Foundation
import Judging
import Logging
import Records
import Rules
import ServiceLifecycle
import Testing

/// An arena in a temporary folder: a real chain whose blocks pass quickly, real records, and a judge by script.
struct TestArena {
    let home = Home(NSTemporaryDirectory() + "arena-\(UUID().uuidString)")
    let chain: LocalChain
    let key: HotkeyPair
    let records: Records
    let preset: Preset

    init(
        crown: CrownRule? = nil,
        emission: UInt64 = 1_000_000_007,
        fee: FeeRule? = nil,
        revealBlocks: Int? = nil
    ) throws {
        var preset = try Preset.named("demo")
        preset.fee = fee
        if let revealBlocks { preset.schedule.revealBlocks = revealBlocks }
        // An epoch waits so long for a submission that this machine could not look at.
        preset.intake.fetchTime = Seconds(5)
        if let crown { preset.crown = crown }
        preset.schedule.blockTime = Seconds(0.02)
        preset.schedule.tempoBlocks = 5
        self.preset = preset
        (chain, key) = try home.openOrFound(schedule: preset.schedule, emission: emission)
        records = try Records.open(at: home.records)
    }

    func remove() throws {
        try records.close()
        try chain.close()
        try FileManager.default.removeItem(atPath: home.path)
    }

    func validator(
        _ engine: any ExecutionEngine,
        departed: Set<Hotkey> = [],
        inspector: ScriptedInspector = ScriptedInspector()
    ) -> CrusadeValidator {
        CrusadeValidator(
            chain: DepartingChain(chain: chain, departed: departed),
            treasury: chain,
            validator: key,
            records: records,
            engine: engine,
            inspector: inspector,
            preset: preset,
            home: home,
            logger: Logger(label: "test", factory: { _ in SwiftLogNoOpLogHandler() }),
            rest: .milliseconds(5),
            pauseAfterFailure: .milliseconds(5),
            // One after another, so that what was revealed first is judged first.
            parallelFetches: 1
        )
    }

    /// Commits to some text as a submission.
    @discardableResult
    func submit(_ text: String, as name: String) async throws -> MinerClient.Receipt {
        let file = "\(home.path)/\(name).txt"
        try Data(text.utf8).write(to: URL(fileURLWithPath: file))
        return try await MinerClient(home: home, preset: preset).submit(file: file, as: name)
    }

    /// Runs a validator until the board fits, or a minute has passed.
    func run(
        _ engine: any ExecutionEngine,
        departed: Set<Hotkey> = [],
        inspector: ScriptedInspector = ScriptedInspector(),
        until fits: @escaping @Sendable (BoardView) -> Bool
    ) async throws -> BoardView {
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try await validator(engine, departed: departed, inspector: inspector).run() }
            let deadline = ContinuousClock.now + .seconds(60)
            while true {
                let board = try await read()
                if fits(board) || ContinuousClock.now > deadline {
                    group.cancelAll()
                    return board
                }
                try await Task.sleep(for: .milliseconds(10))
            }
        }
    }

    func read() async throws -> BoardView {
        try await BoardView.read(records: records, chain: chain, preset: preset)
    }
}

extension Records {
    /// All title matches under one set of rules, oldest first.
    func allMatches(presetHash: String) async throws -> [Match] {
        try await matches(presetHash: presetHash, limit: 1000).matches.reversed()
    }
}
