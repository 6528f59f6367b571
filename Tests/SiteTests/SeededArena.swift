import Arena
import Chain
import Foundation
import Records
import Rules

/// An arena in a temporary folder, with submissions in every state, as a validator would have left them.
struct SeededArena {
    let home: Home
    let preset: Preset
    let records: Records
    let chain: LocalChain

    static let hostileCode = """
        def inner_steps():  # <script>alert("x")</script> \u{202E}reversed
            return "&amp; \u{1B}[31m'quoted'"
        """

    /// Founds the arena.
    ///
    /// - Parameter blockTime: How long a block takes, for tests in which none may pass.
    /// - Throws: Errors of the databases.
    init(blockTime: Seconds? = nil) throws {
        home = Home(NSTemporaryDirectory() + "site-\(UUID().uuidString)")
        var preset = try Preset.named("demo")
        if let blockTime { preset.schedule.blockTime = blockTime }
        self.preset = preset
        chain = try home.openOrFound(schedule: preset.schedule, emission: 1_000_000_000).chain
        records = try Records.open(at: home.records)
    }

    /// An arena with five accepted submissions, one rejected, one refused at intake and one that waits.
    static func full() async throws -> SeededArena {
        let arena = try SeededArena()
        let ids = try await arena.queue((1...7).map { code($0) }, block: 3)
        for (index, rate) in [1000.0, 1100, 1099, 1300, 900].enumerated() {
            try await arena.judge(ids[index], rate: rate)
        }
        try await arena.reject(ids[5])
        let refused = try await arena.ingest([Data("broken".utf8)], block: 4)
        try await arena.records.rejectAtIntake(
            refused[0],
            code: "syntax_error",
            sentence: "Line 1 is <b>no</b> Python."
        )
        return arena
    }

    func remove() throws {
        try records.close()
        try chain.close()
        try FileManager.default.removeItem(atPath: home.path)
    }

    static func code(_ number: Int) -> Data {
        number == 2 ? Data(hostileCode.utf8) : Data("def inner_steps():\n    return \(number)\n".utf8)
    }

    func ingest(_ codes: [Data], block: UInt64) async throws -> [String] {
        try await records.ingest(
            codes.enumerated().map { index, code in
                NewSubmission(
                    hotkey: try hotkey(index),
                    codeHash: CodeHash(of: code),
                    url: "https://example.org/<i>\(index)</i>.py",
                    committedAt: block - 2,
                    reveal: RevealPosition(block: block, index: index)
                )
            },
            through: block
        )
    }

    private func hotkey(_ number: Int) throws -> Hotkey {
        guard let hotkey = Hotkey(bytes: [UInt8](repeating: UInt8(number + 1), count: 32)) else { throw SeedError() }
        return hotkey
    }

    struct SeedError: Error {}

    /// Takes in, fetches and queues; returns the ids.
    func queue(_ codes: [Data], block: UInt64) async throws -> [String] {
        let ids = try await ingest(codes, block: block)
        for (id, code) in zip(ids, codes) { try await records.storeCode(id, code) }
        _ = try await records.openEpoch(
            secret: EpochSecret.makeRandom(),
            beacon: Beacon(block: block, hash: Data(repeating: 9, count: 32)),
            presetName: preset.name,
            presetHash: preset.hash,
            for: ids
        )
        return ids
    }

    func judge(_ id: String, rate: Double) async throws {
        try await accept(id) { evaluation in
            Judgement(
                evaluation: evaluation,
                outcome: .accepted,
                code: "accepted",
                sentence: "Three runs were verified.",
                score: rate,
                tokensPerSecond: rate,
                mfu: 0.25,
                runs: (0..<3).map { run($0, rate: rate + Double($0), outcome: "verified") }
            )
        }
    }

    func reject(_ id: String) async throws {
        try await accept(id) { evaluation in
            Judgement(
                evaluation: evaluation,
                outcome: .rejected,
                fault: .competitor,
                code: "update_error",
                sentence: "The update is not that of the reference: <script>alert(1)</script>",
                runs: [run(0, rate: 5000, outcome: "update_error")]
            )
        }
    }

    private func accept(_ id: String, _ judgement: (String) -> Judgement) async throws {
        guard let evaluation = try await records.evaluation(ofSubmission: id) else { throw SeedError() }
        let execution = try await records.beginExecution(evaluation.id, directory: "\(home.jobs)/\(id)")
        _ = try await records.accept(judgement(evaluation.id), execution: execution.id, rule: preset.crown, atBlock: 20)
    }

    private func run(_ index: Int, rate: Double, outcome: String) -> Judgement.Run {
        Judgement.Run(
            index: index,
            nanoseconds: UInt64(20_480 / rate * 1e9),
            tokens: 20_480,
            outcome: outcome,
            statistics: .object(["foreign_load": .number(0.01)])
        )
    }
}
