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
        revealBlocks: Int? = nil,
        blockTime: Seconds = Seconds(0.02)
    ) throws {
        var preset = try Preset.named("demo")
        preset.fee = fee
        if let revealBlocks { preset.schedule.revealBlocks = revealBlocks }
        // An epoch waits so long for a submission that this machine could not look at.
        preset.intake.fetchTime = Seconds(5)
        if let crown { preset.crown = crown }
        preset.schedule.blockTime = blockTime
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

    /// Lets time pass on the chain until it is beyond a block; it never goes back.
    func pass(_ block: UInt64) async throws {
        let seconds = Double(block + 1) * preset.schedule.blockTime.value
        let later = try LocalChain.open(at: home.chain) { Date(timeIntervalSinceNow: seconds) }
        defer { try? later.close() }
        #expect(try await later.currentBlock() > block)
    }

    /// Queues texts of one hotkey, as a validator does that ends before it judges any.
    ///
    /// - Returns: What the submissions are called.
    func queue(_ texts: [String], as name: String) async throws -> [String] {
        let hotkey = try home.wallet.create(name).hotkey
        let ids = try await records.ingest(
            texts.enumerated().map { index, text in
                NewSubmission(
                    hotkey: hotkey,
                    codeHash: CodeHash(of: Data(text.utf8)),
                    url: "https://example.org/\(index)/train.py",
                    committedAt: 0,
                    reveal: RevealPosition(block: 1, index: index)
                )
            },
            through: 1
        )
        for (id, text) in zip(ids, texts) { #expect(try await records.storeCode(id, Data(text.utf8))) }
        _ = try await records.openEpoch(
            secret: .makeRandom(),
            beacon: Beacon(block: 1, hash: Data(repeating: 9, count: 32)),
            presetName: preset.name,
            presetHash: preset.hash,
            for: ids
        )
        return ids
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
