import Foundation
import TestSupport
import Testing

@testable import Evidence
@testable import Judging
@testable import Rules

@Suite struct EvidenceMatchTests {
    private static let matchBlock: UInt64 = 30

    /// Two on the board, and a match that the second one wins or loses pair by pair.
    private func log(isBetter: Bool, errorShare: Double? = nil) throws -> TestLog {
        var preset = try Preset.named("crusade-open")
        preset.environmentGate.mode = .warn
        var log = try TestLog.begun(preset)
        try log.add(.epochOpened, TestLog.epoch((1...2).map(TestLog.member)))
        try log.add(.evaluation, try TestLog.evaluation(1, rate: 1000, preset))
        try log.add(.crown, TestLog.crown(1, rate: 1000, over: nil, preset, log))
        try log.add(.evaluation, try TestLog.evaluation(2, rate: 1000, preset))
        try log.add(.matchOpened, try opening(preset, errorShare: errorShare))
        try log.add(.match, try match(preset, challengerRate: isBetter ? 1100 : 900, errorShare: errorShare))
        guard isBetter else { return log }
        var crown = TestLog.crown(2, rate: 1000, over: 1, preset, log)
        crown.atBlock = Self.matchBlock
        try log.add(.crown, crown)
        return log
    }

    private func opening(_ preset: Preset, errorShare: Double?) throws -> MatchOpenedBody {
        let rule = try #require(preset.crown.match)
        return MatchOpenedBody(
            at: 7,
            match: "a match",
            presetHash: preset.hash,
            number: 1,
            challenger: "s-000002",
            champion: "s-000001",
            errorShare: errorShare ?? ErrorBudget.share(ofMatch: 1, crowns: 0, budget: rule.errorBudget),
            beaconBlock: 20,
            beaconHash: Hex.text(TestLog.beacon),
            secretHash: SecretCommitment.hash(of: TestLog.secret),
            attempts: 0
        )
    }

    private func match(_ preset: Preset, challengerRate: Double, errorShare: Double?) throws -> MatchBody {
        let rule = try #require(preset.crown.match)
        let share = errorShare ?? ErrorBudget.share(ofMatch: 1, crowns: 0, budget: rule.errorBudget)
        let entrants = [2, 1].map { number in
            MatchPlan.Entrant(
                submission: TestLog.member(number).submission,
                codeHash: TestLog.member(number).codeHash
            )
        }
        let seed = Seeds.match(
            secret: TestLog.secret,
            beacon: TestLog.beacon,
            preset: preset,
            challenger: entrants[0],
            champion: entrants[1],
            attempt: 1
        )
        var fight = TitleMatch(margin: preset.crown.fraction, rule: rule, errorShare: share)
        var pairs: [MatchPair] = []
        while fight.outcome == nil {
            pairs.append(try pair(pairs.count, seed, preset, challengerRate, &fight))
        }
        return MatchBody(
            at: 8,
            atBlock: Self.matchBlock,
            match: "a match",
            attempt: 1,
            secret: Hex.text(TestLog.secret),
            result: MatchResult(
                match: "a match",
                execution: "an execution",
                challenger: entrants[0],
                champion: entrants[1],
                presetHash: preset.hash,
                errorShare: share,
                outcome: fight.outcome,
                failure: nil,
                pairs: pairs,
                environment: TestLog.environment(),
                phases: [:]
            )
        )
    }

    private func pair(_ index: Int, _ seed: String, _ preset: Preset, _ rate: Double, _ fight: inout TitleMatch)
        throws -> MatchPair
    {
        let own = Seeds.pair(index, ofMatch: seed)
        let tokens = preset.workload.tokens(steps: Seeds.steps(of: own, preset: preset))
        let first = Seeds.first(ofPair: index, ofMatch: seed)
        let places = first == .challenger ? (0, 1) : (1, 0)
        let challenger = try ScriptedRun.make(places.0, tokens: tokens, rate: rate)
        let champion = try ScriptedRun.make(places.1, tokens: tokens, rate: 1000)
        let times = (challenger.nanoseconds, champion.nanoseconds)
        fight.take(TitleMatch.sign(challenger: times.0, champion: times.1, margin: fight.margin))
        return MatchPair(
            index: index,
            attempt: 1,
            first: first,
            challenger: .init(run: challenger),
            champion: .init(run: champion),
            lead: TitleMatch.lead(challenger: times.0, champion: times.1, margin: fight.margin),
            sign: fight.signs.last ?? 0,
            evidence: fight.evidence,
            evidenceAgainst: fight.evidenceAgainst
        )
    }

    @Test func aMatchThatIsWonLeadsToACrown() throws {
        let audit = try EvidenceAudit(log(isBetter: true).entries)
        let board = try #require(audit.boards.values.first)
        #expect(board.crown?.entry.submission == "s-000002")
        #expect(board.matchesWon == 1 && board.lastMatch == 1)
    }

    @Test func aMatchThatIsLostLeadsToNone() throws {
        let audit = try EvidenceAudit(log(isBetter: false).entries)
        #expect(audit.boards.values.first?.crown?.entry.submission == "s-000001")
    }

    struct Lie: CustomTestStringConvertible, Sendable {
        var testDescription: String
        var code: EvidenceProblem.Code
        var entry = 8
        var path: [String]
        var value: JSONValue?
        /// The entry that is named, where it is another.
        var named: Int?
    }

    @Test(arguments: [
        Lie(
            testDescription: "a sign turned round",
            code: .wrongMatch,
            path: ["result", "pairs", "0", "sign"],
            value: -1
        ),
        Lie(
            testDescription: "more evidence",
            code: .wrongMatch,
            path: ["result", "pairs", "1", "evidence"],
            value: 100
        ),
        Lie(testDescription: "another lead", code: .wrongMatch, path: ["result", "pairs", "1", "lead"], value: 1),
        Lie(
            testDescription: "another secret",
            code: .wrongSecret,
            path: ["secret"],
            value: .string(String(repeating: "08", count: 32))
        ),
        Lie(testDescription: "another outcome", code: .wrongMatch, path: ["result", "outcome"], value: "futile"),
        Lie(testDescription: "a number left out", code: .wrongMatch, entry: 7, path: ["number"], value: 2),
        Lie(
            testDescription: "a match for somebody unknown",
            code: .wrongMatch,
            entry: 7,
            path: ["challenger"],
            value: "s-7"
        ),
        Lie(
            testDescription: "a match with itself",
            code: .wrongMatch,
            entry: 7,
            path: ["challenger"],
            value: "s-000001"
        ),
        Lie(
            testDescription: "another beacon",
            code: .wrongTokens,
            entry: 7,
            path: ["beacon_hash"],
            value: "ab",
            named: 8
        ),
        Lie(
            testDescription: "somebody who is not on the board",
            code: .wrongMatch,
            path: ["result", "challenger", "submission"],
            value: "s-000007"
        ),
        Lie(
            testDescription: "a clock that jumps",
            code: .clockBackwards,
            path: ["result", "pairs", "0", "champion", "run", "stopped"],
            value: 7
        ),
        Lie(
            testDescription: "a failure hidden",
            code: .wrongVerdict,
            path: ["result", "pairs", "0", "challenger", "run", "statistics", "update_error"],
            value: 1
        ),
        Lie(
            testDescription: "fewer tokens",
            code: .wrongTokens,
            path: ["result", "pairs", "0", "challenger", "run", "tokens"],
            value: 1
        ),
    ])
    func aLieAboutAMatchIsNamed(_ lie: Lie) throws {
        let log = try log(isBetter: true)
        let entries = try log.resealed {
            $0[lie.entry - 1].body = $0[lie.entry - 1].body.replacing(lie.path[...], with: lie.value)
        }
        let problem = #expect(throws: EvidenceProblem.self) { try EvidenceAudit(entries) }
        #expect(problem?.code == lie.code, "\(problem.map(\.sentence) ?? "")")
        #expect(problem?.entry == Int64(lie.named ?? lie.entry))
    }

    @Test func aMatchHasItsShareOfTheErrorBudgetAndNoMore() throws {
        let log = try log(isBetter: true, errorShare: 0.05)
        let problem = #expect(throws: EvidenceProblem.self) { try EvidenceAudit(log.entries) }
        #expect(problem?.code == .wrongMatch)
    }
}
