import Testing

@testable import Evidence
@testable import Judging
@testable import Rules

extension EvidenceMatchTests {
    @Test func aDecidedMatchCanBeFoughtAgainPairByPair() throws {
        let log = try log(Story(pairsOfFirst: 3))
        let replays = try EvidenceAudit(log.entries).matchReplays(log.entries)
        let replay = try #require(replays.first)
        #expect(replays.map(\.entry) == [9])
        let plans = replay.plans { "again" }
        #expect(plans.map(\.attempt) == [1, 2])
        #expect(plans.map(\.prior) == [[], Array(replay.result.pairs[..<3])])
        #expect(plans.map(\.fixedPairs) == [3, replay.result.pairs.count])
        for pair in replay.result.pairs {
            #expect(pair.first == Seeds.first(ofPair: pair.index, ofMatch: plans[pair.attempt - 1].seed))
        }
    }
}
