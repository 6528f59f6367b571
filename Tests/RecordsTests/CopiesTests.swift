import Foundation
import Rules
import Testing

@testable import Records

@Suite struct CopiesTests {
    private func prints(_ normalised: String, exact: String? = nil, structure: String = "s") -> Fingerprints {
        Fingerprints(exact: exact ?? normalised, normalised: normalised, structure: structure)
    }

    /// Takes in submissions that were committed in the given blocks and fetched in the order given.
    private func fetch(_ bench: Workbench, _ entries: [(hotkey: UInt8, committedAt: UInt64, prints: Fingerprints)])
        async throws -> [String]
    {
        let commitments = try entries.enumerated().map { index, entry in
            try Workbench.commitment(entry.hotkey, committedAt: entry.committedAt, block: 9, index: index)
        }
        let ids = try await bench.records.ingest(commitments, through: 9)
        for (id, entry) in zip(ids, entries) {
            try await bench.records.storeCode(id, Workbench.code(entry.hotkey), fingerprints: entry.prints)
        }
        return ids
    }

    @Test func theFirstCommitmentWinsWhoeverIsRevealedFirst() async throws {
        let bench = try Workbench()
        let ids = try await fetch(bench, [(1, 5, prints("a")), (2, 4, prints("a")), (3, 6, prints("b"))])
        #expect(try await bench.records.refuseCopies(by: .normalised, presetHash: Workbench.presetHash) == [ids[0]])
        let refused = try await bench.records.submission(ids[0])
        #expect(refused.submission.refusal?.code == "copied")
        #expect(refused.submission.refusal?.sentence.contains(ids[1]) == true)
        #expect(try await bench.records.refuseCopies(by: .normalised, presetHash: Workbench.presetHash).isEmpty)
        try bench.remove()
    }

    struct Level: CustomTestStringConvertible {
        let rule: CopyRule
        let refused: Int
        var testDescription: String { rule.rawValue }
    }

    @Test(arguments: [
        Level(rule: .none, refused: 0), Level(rule: .exact, refused: 1), Level(rule: .normalised, refused: 2),
        Level(rule: .structure, refused: 3),
    ])
    func theRuleSaysHowAlikeIsACopy(_ level: Level) async throws {
        let bench = try Workbench()
        _ = try await fetch(
            bench,
            [
                (1, 1, prints("a", exact: "1")), (2, 2, prints("a", exact: "1")), (3, 3, prints("a", exact: "2")),
                (4, 4, prints("b", exact: "3")), (5, 5, prints("c", exact: "4", structure: "t")),
            ]
        )
        let refused = try await bench.records.refuseCopies(by: level.rule, presetHash: Workbench.presetHash)
        #expect(refused.count == level.refused)
        try bench.remove()
    }

    @Test func onesOwnCodeMayEnterANewBoard() async throws {
        let bench = try Workbench()
        let first = try await fetch(bench, [(1, 1, prints("a"))])
        try await bench.openEpoch(first, block: 9, presetHash: String(repeating: "cd", count: 32))
        let later = try [UInt8(1), 2].enumerated().map { index, hotkey in
            try Workbench.commitment(hotkey, committedAt: 10, block: 12, index: index)
        }
        let ids = try await bench.records.ingest(later, through: 12)
        for id in ids { try await bench.records.storeCode(id, Workbench.code(1), fingerprints: prints("a")) }
        #expect(try await bench.records.refuseCopies(by: .normalised, presetHash: Workbench.presetHash) == [ids[1]])
        try bench.remove()
    }

    @Test func aFailureOfTheMachineMakesNobodyACopy() async throws {
        let bench = try Workbench()
        let first = try await fetch(bench, [(1, 1, prints("a"))])
        try await bench.openEpoch(first, block: 9)
        for _ in 0..<Records.maximumAttempts { try await bench.records.markLost(bench.begin().id) }
        #expect(try await bench.records.submission(first[0]).verdict?.judgement.fault == .infrastructure)
        let again = try await bench.records.ingest(
            [try Workbench.commitment(1, committedAt: 10, block: 12)],
            through: 12
        )
        try await bench.records.storeCode(again[0], Workbench.code(1), fingerprints: prints("a"))
        #expect(try await bench.records.refuseCopies(by: .normalised, presetHash: Workbench.presetHash).isEmpty)
        try bench.remove()
    }

    struct Reuse: CustomTestStringConvertible {
        let testDescription: String
        let hotkey: UInt8
        let committedAt: UInt64
        let reason: String
        let isCopy: Bool
    }

    @Test(arguments: [
        Reuse(testDescription: "a stranger, later", hotkey: 2, committedAt: 6, reason: "rules_broken", isCopy: true),
        Reuse(testDescription: "a stranger, before", hotkey: 2, committedAt: 4, reason: "rules_broken", isCopy: false),
        Reuse(testDescription: "the owner", hotkey: 1, committedAt: 6, reason: "rules_broken", isCopy: false),
        Reuse(testDescription: "another reason", hotkey: 2, committedAt: 6, reason: "wrong_seal", isCopy: false),
    ])
    func codeThatBrokeARuleBelongsToWhoCommittedItFirst(_ reuse: Reuse) async throws {
        let bench = try Workbench()
        let commitments = [
            try Workbench.commitment(1, committedAt: 5, block: 9),
            try Workbench.commitment(reuse.hotkey, committedAt: reuse.committedAt, block: 9, index: 1),
        ]
        let ids = try await bench.records.ingest(commitments, through: 9)
        try await bench.records.rejectAtIntake(
            ids[0],
            code: reuse.reason,
            sentence: "No.",
            file: Workbench.code(1),
            fingerprints: prints("a")
        )
        try await bench.records.storeCode(ids[1], Workbench.code(1), fingerprints: prints("a"))
        let refused = try await bench.records.refuseCopies(by: .normalised, presetHash: Workbench.presetHash)
        #expect(refused == (reuse.isCopy ? [ids[1]] : []))
        if reuse.isCopy {
            let refusal = try await bench.records.submission(ids[1]).submission.refusal
            #expect(refusal?.sentence.contains(ids[0]) == true)
        }
        try bench.remove()
    }
}
