import Foundation
import Rules
import Testing

@testable import Records

@Suite struct MatchTests {
    private static let rule = CrownRule(
        rule: .titleMatch,
        fraction: 0.005,
        match: TitleMatchRule(
            errorBudget: 0.06,
            futility: 20,
            mostPairs: 60,
            qualifyWithin: 0.05,
            inherits: .normalised
        )
    )

    /// A board with a submission a score, judged in this order under title matches; the ids.
    private func board(
        _ bench: Workbench,
        scores: [Double],
        prints: [String]? = nil
    ) async throws -> [String] {
        let numbers = (1...UInt8(scores.count)).map { $0 }
        let commitments = try numbers.enumerated().map { try Workbench.commitment($1, block: 3, index: $0) }
        let ids = try await bench.records.ingest(commitments, through: 3)
        for (index, id) in ids.enumerated() {
            let name = prints?[index] ?? "\(index)"
            try await bench.records.storeCode(
                id,
                Workbench.code(numbers[index]),
                fingerprints: Fingerprints(exact: name, normalised: name, structure: "s")
            )
        }
        try await bench.openEpoch(ids)
        for score in scores {
            let execution = try await bench.begin()
            let judgement = Workbench.accepted(execution, score: score)
            _ = try await bench.records.accept(judgement, execution: execution.id, rule: Self.rule, atBlock: 20)
        }
        return ids
    }

    private func next(_ bench: Workbench, block: UInt64 = 30) async throws -> QueuedMatch? {
        try await bench.records.nextMatch(
            presetHash: Workbench.presetHash,
            rule: Self.rule,
            secret: .makeRandom(),
            beacon: Beacon(block: block, hash: Data(repeating: 7, count: 32))
        )
    }

    private func judgement(_ match: Match, _ outcome: TitleMatch.Outcome?) -> MatchJudgement {
        MatchJudgement(
            match: match.id,
            outcome: outcome,
            code: outcome?.rawValue ?? "host_busy",
            sentence: "so it went",
            evidence: 50,
            evidenceAgainst: 0.1,
            pairs: [.object(["sign": .integer(1)])]
        )
    }

    @discardableResult
    private func fight(_ bench: Workbench, _ outcome: TitleMatch.Outcome?) async throws -> Match {
        let queued = try #require(try await next(bench))
        let execution = try await bench.records.beginMatch(queued.match.id, directory: "jobs/\(UUID().uuidString)")
        let acceptance = try await accept(bench, judgement(queued.match, outcome), execution)
        #expect(acceptance == .accepted)
        return queued.match
    }

    private func accept(_ bench: Workbench, _ judgement: MatchJudgement, _ execution: MatchExecution) async throws
        -> Acceptance
    {
        try await bench.records.accept(judgement, execution: execution.id, rule: Self.rule, atBlock: 40)
    }

    private func champion(_ bench: Workbench) async throws -> String? {
        try await bench.records.champion(presetHash: Workbench.presetHash)?.submission
    }

    @Test func theFirstIsChampionWithoutAMatchAndNoScoreTakesTheCrown() async throws {
        let bench = try Workbench()
        let ids = try await board(bench, scores: [100, 200])
        #expect(try await champion(bench) == ids[0])
        let queued = try #require(try await next(bench))
        #expect(queued.match.challenger.submission == ids[1])
        #expect(queued.match.champion.submission == ids[0])
        #expect(queued.challengerCode == Workbench.code(2))
        #expect(queued.championCode == Workbench.code(1))
        #expect(queued.match.number == 1)
        #expect(queued.match.errorShare == 0.03)
        // The same match until it is fought.
        #expect(try await next(bench)?.match.id == queued.match.id)
        try bench.remove()
    }

    @Test func onlyOutcomesChangeTheCrown() async throws {
        let bench = try Workbench()
        let ids = try await board(bench, scores: [100, 101, 102, 103])
        try await fight(bench, .futile)
        #expect(try await champion(bench) == ids[0])
        try await fight(bench, .crowned)
        #expect(try await champion(bench) == ids[2])
        let third = try #require(try await next(bench))
        #expect(third.match.champion.submission == ids[2])
        #expect(third.match.number == 3)
        // One crown was won, which gives some of the budget back.
        #expect(abs(third.match.errorShare - 0.06 * 2 / 12) < 1e-12)
        let crowns = try await bench.records.crowns(presetHash: Workbench.presetHash)
        #expect(crowns.map(\.submission) == [ids[0], ids[2]])
        #expect(crowns.last?.beatenScore == 100)
        try bench.remove()
    }

    @Test func eachChallengesOnceAndADethronedChampionNeverAgain() async throws {
        let bench = try Workbench()
        _ = try await board(bench, scores: [100, 101, 102])
        try await fight(bench, .crowned)
        try await fight(bench, .exhausted)
        #expect(try await next(bench) == nil)
        #expect(try await bench.records.isMatchDue(presetHash: Workbench.presetHash, rule: Self.rule) == false)
        let matches = try await bench.records.allMatches(presetHash: Workbench.presetHash)
        #expect(matches.map(\.ending) == [.crowned, .exhausted])
        #expect(matches.map(\.pairs) == [1, 1])
        #expect(try await bench.records.pairs(ofMatch: matches[0].id) == [.object(["sign": .integer(1)])])
        try bench.remove()
    }

    @Test func whoIsFarBehindGetsNoMatch() async throws {
        let bench = try Workbench()
        _ = try await board(bench, scores: [100, 94])
        #expect(try await bench.records.isMatchDue(presetHash: Workbench.presetHash, rule: Self.rule) == false)
        #expect(try await next(bench) == nil)
        try bench.remove()
    }

    @Test func nearCopiesInheritAndSpendNothing() async throws {
        let bench = try Workbench()
        let ids = try await board(
            bench,
            scores: [100, 101, 101, 101, 102],
            prints: ["champion", "champion", "other", "other", "third"]
        )
        // The copy of the champion inherits at once, the first of the others fights.
        let fought = try await fight(bench, .futile)
        #expect(fought.challenger.submission == ids[2])
        #expect(fought.number == 1)
        let last = try #require(try await next(bench))
        #expect(last.match.challenger.submission == ids[4])
        #expect(last.match.number == 2)
        let matches = try await bench.records.allMatches(presetHash: Workbench.presetHash)
        #expect(matches.map(\.ending) == [.inherited, .futile, .inherited, nil])
        #expect(matches.map(\.ancestor) == [ids[0], nil, ids[2], nil])
        #expect(matches.map(\.number) == [nil, 1, nil, 2])
        #expect(try await bench.kinds().filter { $0 == .matchInherited }.count == 2)
        try bench.remove()
    }

    @Test func matchesAreReadInPartsNewestFirst() async throws {
        let bench = try Workbench()
        let ids = try await board(bench, scores: [100, 101, 102, 103])
        for _ in 0..<3 { try await fight(bench, .futile) }
        let first = try await bench.records.matches(presetHash: Workbench.presetHash, limit: 2)
        #expect(first.matches.map(\.challenger.submission) == [ids[3], ids[2]])
        let cursor = try #require(first.next)
        let rest = try await bench.records.matches(presetHash: Workbench.presetHash, before: cursor, limit: 2)
        #expect(rest.matches.map(\.challenger.submission) == [ids[1]])
        #expect(rest.next == nil)
        let whole = try await bench.records.matches(presetHash: Workbench.presetHash, limit: 3)
        #expect(whole.matches.count == 3 && whole.next == nil)
        #expect(try await bench.records.matches(presetHash: "other", limit: 3).matches.isEmpty)
        try bench.remove()
    }

    @Test func aResultIsTakenOnce() async throws {
        let bench = try Workbench()
        let ids = try await board(bench, scores: [100, 101])
        let queued = try #require(try await next(bench))
        let execution = try await bench.records.beginMatch(queued.match.id, directory: "jobs/1")
        #expect(try await bench.records.openMatchExecutions() == [execution])
        let won = judgement(queued.match, .crowned)
        #expect(try await accept(bench, won, execution) == .accepted)
        #expect(try await accept(bench, won, execution) == .duplicate)
        #expect(try await bench.records.markMatchLost(execution.id) == false)
        #expect(try await champion(bench) == ids[1])
        #expect(try await bench.records.crowns(presetHash: Workbench.presetHash).count == 2)
        #expect(try await bench.kinds().filter { $0 == .matchDecided }.count == 1)
        try bench.remove()
    }

    @Test func theMachinesFailuresAreRepeatedAndThenCostNobodyTheCrown() async throws {
        let bench = try Workbench()
        let ids = try await board(bench, scores: [100, 101])
        let first = try #require(try await next(bench))
        let execution = try await bench.records.beginMatch(first.match.id, directory: "jobs/1")
        #expect(try await bench.records.markMatchLost(execution.id))
        #expect(try await accept(bench, judgement(first.match, .crowned), execution) == .stale)
        for _ in 2...Records.maximumAttempts { try await fight(bench, nil) }
        #expect(try await next(bench) == nil)
        let match = try #require(try await bench.records.allMatches(presetHash: Workbench.presetHash).first)
        #expect(match.ending == .failed)
        #expect(match.attempts == Records.maximumAttempts)
        #expect(try await champion(bench) == ids[0])
        // Its owner may hand the same code in again, and has another match then.
        let again = try await bench.records.ingest([try Workbench.commitment(2, block: 50)], through: 50)
        let prints = Fingerprints(exact: "1", normalised: "1", structure: "s")
        try await bench.records.storeCode(try #require(again.first), Workbench.code(2), fingerprints: prints)
        #expect(try await bench.records.refuseCopies(by: .normalised, presetHash: Workbench.presetHash).isEmpty)
        try await bench.openEpoch(again, block: 50)
        let second = try await bench.begin()
        let accepted = Workbench.accepted(second, score: 101)
        _ = try await bench.records.accept(accepted, execution: second.id, rule: Self.rule, atBlock: 60)
        #expect(try await next(bench, block: 70)?.match.challenger.submission == again.first)
        try bench.remove()
    }

    @Test func pairsOutliveAFailure() async throws {
        let bench = try Workbench()
        _ = try await board(bench, scores: [100, 101])
        try await fight(bench, nil)
        let queued = try #require(try await next(bench))
        #expect(queued.priorPairs == [.object(["sign": .integer(1)])])
        #expect(queued.match.attempts == 1)
        // A judge that dies leaves what the attempt before it found.
        let execution = try await bench.records.beginMatch(queued.match.id, directory: "jobs/2")
        #expect(try await bench.records.markMatchLost(execution.id))
        #expect(try await next(bench)?.priorPairs == queued.priorPairs)
        try bench.remove()
    }

    @Test func aTaskThatCannotBeDoneIsNotTriedAgain() async throws {
        let bench = try Workbench()
        _ = try await board(bench, scores: [100, 101])
        let queued = try #require(try await next(bench))
        let execution = try await bench.records.beginMatch(queued.match.id, directory: "jobs/1")
        var failed = judgement(queued.match, nil)
        failed.mayBeRepeated = false
        #expect(try await accept(bench, failed, execution) == .accepted)
        #expect(try await bench.records.allMatches(presetHash: Workbench.presetHash).map(\.ending) == [.failed])
        try bench.remove()
    }

    @Test func changedRulesEndAMatchThatWaits() async throws {
        let bench = try Workbench()
        _ = try await board(bench, scores: [100, 101])
        _ = try #require(try await next(bench))
        try await bench.records.adoptRules(presetName: "other", presetHash: String(repeating: "cd", count: 32))
        #expect(try await bench.records.allMatches(presetHash: Workbench.presetHash).map(\.ending) == [.failed])
        try bench.remove()
    }

    @Test func theSecretIsPublishedWhenTheMatchHasEnded() async throws {
        let bench = try Workbench()
        _ = try await board(bench, scores: [100, 101])
        let queued = try #require(try await next(bench))
        await #expect(throws: RecordsError(.invalid, "")) {
            try await bench.records.publishedSecret(ofMatch: queued.match.id)
        }
        try await fight(bench, .futile)
        #expect(try await bench.records.publishedSecret(ofMatch: queued.match.id) == queued.secret)
        try bench.remove()
    }

    @Test func theBeaconIsYoungerThanTheChallenger() async throws {
        let bench = try Workbench()
        _ = try await board(bench, scores: [100, 101])
        await #expect(throws: RecordsError(.invalid, "")) { try await next(bench, block: 1) }
        try bench.remove()
    }

    private func evidence(_ bench: Workbench) async throws {
        try await bench.records.beginEvidence(validator: "key 1", format: 1)
        try await bench.records.proveRules(.object([:]), hash: Workbench.presetHash)
    }

    @Test func theEvidenceOfAMatchComesBeforeThatOfItsCrown() async throws {
        let bench = try Workbench()
        try await evidence(bench)
        _ = try await board(bench, scores: [100, 101])
        try await fight(bench, nil)
        try await fight(bench, .crowned)
        let kinds = try await bench.records.evidence(after: 0).map(\.kind)
        #expect(kinds.suffix(4) == ["match_opened", "match_attempt", "match", "crown"])
        try bench.remove()
    }

    @Test func theLogTellsHowAMatchEndedThatWaitedWhenTheRulesChanged() async throws {
        let bench = try Workbench()
        try await evidence(bench)
        _ = try await board(bench, scores: [100, 101])
        try await fight(bench, nil)
        try await bench.records.adoptRules(presetName: "other", presetHash: String(repeating: "cd", count: 32))
        let last = try #require(try await bench.records.evidence(after: 0).last)
        #expect(last.kind == "match")
        let text = last.body.canonicalText
        #expect(text.contains("\"attempt\":1") && text.contains("\"code\":\"rules_changed\""))
        try bench.remove()
    }

    @Test func aMatchWhoseOpeningTheLogDoesNotKnowIsNotInIt() async throws {
        let bench = try Workbench()
        _ = try await board(bench, scores: [100, 101])
        let queued = try #require(try await next(bench))
        let execution = try await bench.records.beginMatch(queued.match.id, directory: "jobs/1")
        try await bench.records.beginEvidence(validator: "key 1", format: 1)
        try await bench.records.proveRules(.object([:]), hash: String(repeating: "cd", count: 32))
        #expect(try await accept(bench, judgement(queued.match, nil), execution) == .accepted)
        try await bench.records.adoptRules(presetName: "other", presetHash: String(repeating: "cd", count: 32))
        #expect(try await bench.records.evidence(after: 0).map(\.kind) == ["opened", "rules"])
        try bench.remove()
    }
}
