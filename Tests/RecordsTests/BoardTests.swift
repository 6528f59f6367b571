import Foundation
import GRDB
import Rules
import Testing

@testable import Records

@Suite struct BoardTests {
    @Test func theCrownNeedsTheImprovementOfTheRules() async throws {
        let bench = try Workbench()
        try await bench.queue([1, 2, 3])
        try await bench.judge(score: 100)
        try await bench.judge(score: 101)
        try await bench.judge(score: 101.5)
        let rows = try await bench.records.board(presetHash: Workbench.presetHash)
        #expect(rows.map(\.score) == [101.5, 101, 100])
        #expect(rows.map(\.rank) == [1, 2, 3])
        #expect(rows.map(\.isChampion) == [true, false, false])
        let champion = try #require(try await bench.records.champion(presetHash: Workbench.presetHash))
        #expect(champion.score == 101.5)
        #expect(champion.beatenScore == 100)
        #expect(champion.atBlock == 20)
        #expect(champion.hotkey == (try Workbench.hotkey(3)))
        try bench.remove()
    }

    @Test func equalScoresStandByEarlierReveal() async throws {
        let bench = try Workbench()
        try await bench.queue([1], block: 9)
        try await bench.judge(score: 100)
        try await bench.queue([2], block: 4)
        try await bench.judge(score: 100)
        let rows = try await bench.records.board(presetHash: Workbench.presetHash)
        #expect(rows.map(\.reveal.block) == [4, 9])
        #expect(rows.map(\.isChampion) == [false, true])
        try bench.remove()
    }

    @Test func scoresOfOtherRulesAreOnAnotherBoard() async throws {
        let bench = try Workbench()
        try await bench.queue([1])
        try await bench.judge(score: 100)
        let ids = try await bench.records.ingest([try Workbench.commitment(2, block: 5)], through: 5)
        try await bench.records.storeCode(ids[0], Workbench.code(2))
        let other = String(repeating: "cd", count: 32)
        try await bench.openEpoch(ids, presetHash: other)
        try await bench.judge(score: 3, presetHash: other)
        #expect(try await bench.records.board(presetHash: other).map(\.score) == [3])
        #expect(try await bench.records.champion(presetHash: other)?.beatenScore == nil)
        #expect(try await bench.records.champion(presetHash: Workbench.presetHash)?.score == 100)
        try bench.remove()
    }

    @Test func boardAndCrownsAgreeWithTheLadder() async throws {
        let bench = try Workbench()
        let scores: [Double] = [50, 60, 60.1, 40, 61, 61, 70, 12]
        try await bench.queue((1...UInt8(scores.count)).map(\.self))
        for score in scores { try await bench.judge(score: score) }
        let entries = try await bench.records.pool.read { db in
            try Records.entries(presetHash: Workbench.presetHash, in: db)
        }
        let ladder = Ladder.replay(entries, rule: Workbench.rule)
        let rows = try await bench.records.board(presetHash: Workbench.presetHash)
        #expect(rows.map(\.submission) == ladder.standings().map(\.entry.submission))
        #expect(rows.map(\.isChampion) == ladder.standings().map(\.isChampion))
        let crowns = try await bench.records.crowns(presetHash: Workbench.presetHash)
        #expect(crowns.map(\.submission) == ladder.crowns.map(\.entry.submission))
        #expect(crowns.map(\.beatenScore) == ladder.crowns.map(\.beatenScore))
        try bench.remove()
    }

    struct Rule: CustomTestStringConvertible {
        let rule: CrownRule
        var testDescription: String { rule.rule.rawValue }
    }

    /// Only contenders are read for a crown; a ladder that knows every entry has to come to the same champions.
    @Test(arguments: [
        Rule(rule: CrownRule(fraction: 0.03)),
        Rule(rule: CrownRule(rule: .adaptive, fraction: 0.01, decay: 0.4, decayBlocks: 3)),
    ])
    func crownsOfContendersAreThoseOfAllEntries(_ case: Rule) async throws {
        let bench = try Workbench(), rule = `case`.rule
        let scores = (0..<40).map { (number: Int) -> Double in 100 + Double(number * 7919 % 97) + Double(number) / 4 }
        try await bench.queue((1...UInt8(scores.count)).map(\.self))
        var ladder = Ladder(rule: rule)
        for (index, score) in scores.enumerated() {
            let execution = try await bench.begin(), block = UInt64(20 + index * 2)
            _ = try await bench.records.accept(
                Workbench.accepted(execution, score: score),
                execution: execution.id,
                rule: rule,
                atBlock: block
            )
            let entries = try await bench.records.pool.read { db in
                try Records.entries(presetHash: Workbench.presetHash, in: db)
            }
            ladder.judge(try #require(entries.last), at: block)
            // Between two verdicts a threshold that decays may let an older entry through.
            try await bench.records.reviewCrown(presetHash: Workbench.presetHash, rule: rule, atBlock: block + 1)
            ladder.review(at: block + 1)
        }
        let crowns = try await bench.records.crowns(presetHash: Workbench.presetHash)
        #expect(crowns.map(\.submission) == ladder.crowns.map(\.entry.submission))
        #expect(crowns.map(\.atBlock) == ladder.crowns.map(\.block))
        #expect(crowns.count > 3)
        try bench.remove()
    }

    @Test func weightsAreRemembered() async throws {
        let bench = try Workbench()
        #expect(try await bench.records.lastWeights() == nil)
        try await bench.records.recordWeights(block: 10, uid: 0, hotkey: nil, burnShare: 0)
        try await bench.records.recordWeights(block: 20, uid: 7, hotkey: try Workbench.hotkey(1))
        let last = try await bench.records.lastWeights()
        #expect(last == WeightsSet(block: 20, uid: 7, hotkey: try Workbench.hotkey(1), burnShare: 0))
        #expect(try await bench.kinds() == [.weightsSet, .weightsSet])
        try bench.remove()
    }
}
