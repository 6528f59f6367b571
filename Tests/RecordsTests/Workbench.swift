import Foundation
import GRDB
import Rules
import Testing

@testable import Records

/// Records in a temporary folder of their own, and the steps that bring a submission to its verdict.
struct Workbench {
    let folder: URL
    let records: Records

    static let presetHash = String(repeating: "ab", count: 32)
    static let rule = CrownRule(fraction: 0.01)

    init() throws {
        folder = FileManager.default.temporaryDirectory.appendingPathComponent("records-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        records = try Records.open(at: Self.path(in: folder), now: Self.now)
    }

    /// Opens the same file once more, as another process would.
    func reopened() throws -> Records {
        try Records.open(at: Self.path(in: folder), now: Self.now)
    }

    func remove() throws {
        try records.close()
        try FileManager.default.removeItem(at: folder)
    }

    private static func path(in folder: URL) -> String { folder.appendingPathComponent("records.sqlite").path }

    private static let now: @Sendable () -> Date = { Date(timeIntervalSince1970: 1_800_000_000) }
}

extension Workbench {
    static func hotkey(_ number: UInt8) throws -> Hotkey {
        try #require(Hotkey(bytes: [UInt8](repeating: number, count: 32)))
    }

    static func code(_ number: UInt8) -> Data { Data("def inner_steps(): return \(number)".utf8) }

    static func commitment(
        _ number: UInt8,
        committedAt: UInt64 = 1,
        block: UInt64 = 3,
        index: Int = 0
    ) throws -> NewSubmission {
        NewSubmission(
            hotkey: try hotkey(number),
            codeHash: CodeHash(of: code(number)),
            url: "https://example.org/\(number)/train.py",
            committedAt: committedAt,
            reveal: RevealPosition(block: block, index: index)
        )
    }

    /// Takes in, fetches and queues submissions of the given participants; returns their ids.
    @discardableResult
    func queue(_ numbers: [UInt8], block: UInt64 = 3) async throws -> [String] {
        let commitments = try numbers.enumerated().map { index, number in
            try Self.commitment(number, block: block, index: index)
        }
        let ids = try await records.ingest(commitments, through: block)
        for (id, number) in zip(ids, numbers) {
            #expect(try await records.storeCode(id, Self.code(number)))
        }
        try await openEpoch(ids, block: block)
        return ids
    }

    @discardableResult
    func openEpoch(
        _ ids: [String],
        block: UInt64 = 3,
        presetHash: String = presetHash
    ) async throws -> Epoch? {
        try await records.openEpoch(
            secret: EpochSecret.makeRandom(),
            beacon: Beacon(block: block, hash: Data(repeating: 9, count: 32)),
            presetName: "demo",
            presetHash: presetHash,
            for: ids
        )
    }

    /// Starts the next queued evaluation.
    func begin(presetHash: String = presetHash) async throws -> Execution {
        let next = try #require(try await records.nextQueued(presetHash: presetHash))
        return try await records.beginExecution(next.evaluation.id, directory: "jobs/\(UUID().uuidString)")
    }

    /// Starts the next queued evaluation and has it accepted with a score.
    @discardableResult
    func judge(score: Double, presetHash: String = presetHash) async throws -> Acceptance {
        let execution = try await begin(presetHash: presetHash)
        return try await accept(Self.accepted(execution, score: score), execution: execution)
    }

    func accept(_ judgement: Judgement, execution: Execution) async throws -> Acceptance {
        try await records.accept(judgement, execution: execution.id, rule: Self.rule, atBlock: 20)
    }

    static func accepted(_ execution: Execution, score: Double) -> Judgement {
        Judgement(
            evaluation: execution.evaluation,
            outcome: .accepted,
            code: "accepted",
            sentence: "Three runs were verified.",
            numbers: .object(["update_error": .number(0.001)]),
            score: score,
            tokensPerSecond: score,
            runs: (0..<3).map { index in
                Judgement.Run(
                    index: index,
                    nanoseconds: 2_000_000_000,
                    tokens: 20_480,
                    outcome: "accepted",
                    statistics: .object(["projection": .number(0.999)])
                )
            }
        )
    }

    static func broken(_ execution: Execution, fault: Judgement.Fault = .infrastructure) -> Judgement {
        Judgement(
            evaluation: execution.evaluation,
            outcome: fault == .competitor ? .rejected : .failed,
            fault: fault,
            code: fault == .competitor ? "update_error" : "referee_failed",
            sentence: "There is no score."
        )
    }

    func kinds() async throws -> [Event.Kind] {
        try await records.events(after: 0).map(\.kind)
    }

    func count(_ table: String) async throws -> Int {
        try await records.pool.read { db in try Int.fetchOne(db, sql: "SELECT COUNT(*) FROM \(table)") ?? 0 }
    }
}

extension Records {
    /// All title matches under one set of rules, oldest first.
    func allMatches(presetHash: String) async throws -> [Match] {
        try await matches(presetHash: presetHash, limit: 1000).matches.reversed()
    }
}
