import Foundation
import TestSupport
import Testing

@testable import Evidence
@testable import Judging
@testable import Rules

@Suite struct EvidenceMatchTests {
    private static let matchBlock: UInt64 = 30

    /// What happens in the match.
    struct Story: Sendable {
        var isBetter = true
        var errorShare: Double?
        /// Whether both sides run a slice each in turn.
        var isSliced = false
        /// How many pairs the first attempt fought before the machine failed, where there was a second one.
        var pairsOfFirst: Int?
        /// The pair in which the challenger breaks the rules.
        var breach: Int?
        /// Whether the champion breaks the same rule in that pair.
        var isBreachShared = false

        /// Whether the challenger takes the crown.
        var isWon: Bool { isBetter && (breach == nil || isBreachShared) }
    }

    /// Two on the board, and a match that the second one wins or loses pair by pair.
    func log(_ story: Story = Story()) throws -> TestLog {
        let preset = try preset(story)
        var log = try opened(story)
        if story.pairsOfFirst != nil {
            let failed = MatchAttemptBody(at: 8, match: "a match", attempt: 1, execution: "e", code: "host_busy")
            try log.add(.matchAttempt, failed)
        }
        try log.add(.match, try match(preset, story))
        guard story.isWon else { return log }
        var crown = TestLog.crown(2, rate: 1000, over: 1, preset, log)
        crown.atBlock = Self.matchBlock
        try log.add(.crown, crown)
        return log
    }

    /// The log as far as the beginning of the match.
    private func opened(_ story: Story = Story()) throws -> TestLog {
        let preset = try preset(story)
        var log = try TestLog.begun(preset)
        try log.add(.epochOpened, TestLog.epoch((1...2).map(TestLog.member)))
        try log.add(.evaluation, try TestLog.evaluation(1, rate: 1000, preset))
        try log.add(.crown, TestLog.crown(1, rate: 1000, over: nil, preset, log))
        try log.add(.evaluation, try TestLog.evaluation(2, rate: 1000, preset))
        try log.add(.matchOpened, try opening(preset, errorShare: story.errorShare))
        return log
    }

    private func preset(_ story: Story) throws -> Preset {
        var preset = try Preset.named("crusade-open")
        preset.environmentGate.mode = .warn
        preset.crown.match?.slice = story.isSliced ? Seconds(0.1) : nil
        return preset
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

    private func match(_ preset: Preset, _ story: Story) throws -> MatchBody {
        let rule = try #require(preset.crown.match)
        let share = story.errorShare ?? ErrorBudget.share(ofMatch: 1, crowns: 0, budget: rule.errorBudget)
        let entrants = [2, 1].map { number in
            MatchPlan.Entrant(
                submission: TestLog.member(number).submission,
                codeHash: TestLog.member(number).codeHash
            )
        }
        let seeds = (1...2).map { attempt in
            Seeds.match(
                secret: TestLog.secret,
                beacon: TestLog.beacon,
                preset: preset,
                challenger: entrants[0],
                champion: entrants[1],
                attempt: attempt
            )
        }
        var fight = TitleMatch(margin: preset.crown.fraction, rule: rule, errorShare: share)
        var pairs: [MatchPair] = []
        while fight.outcome == nil {
            let attempt = pairs.count < story.pairsOfFirst ?? .max ? 1 : 2
            var pair = try pair(pairs.count, seeds[attempt - 1], preset, story)
            pair.attempt = attempt
            pair.settle(in: &fight)
            pair.sign = fight.signs.last ?? 0
            (pair.evidence, pair.evidenceAgainst) = (fight.evidence, fight.evidenceAgainst)
            pairs.append(pair)
        }
        return MatchBody(
            at: 8,
            atBlock: Self.matchBlock,
            match: "a match",
            attempt: story.pairsOfFirst == nil ? 1 : 2,
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

    private func pair(_ index: Int, _ seed: String, _ preset: Preset, _ story: Story) throws -> MatchPair {
        let own = Seeds.pair(index, ofMatch: seed)
        let tokens = preset.workload.tokens(steps: Seeds.steps(of: own, preset: preset))
        let first = Seeds.first(ofPair: index, ofMatch: seed)
        let places = first == .challenger ? (0, 1) : (1, 0)
        let rate: Double = story.isBetter ? 1100 : 900
        let error = story.breach == index ? 0.5 : 1e-6
        var challenger = try ScriptedRun.make(places.0, tokens: tokens, rate: rate, updateError: error)
        var champion = try ScriptedRun.make(
            places.1,
            tokens: tokens,
            rate: 1000,
            updateError: story.isBreachShared ? error : 1e-6
        )
        if story.isSliced { Self.interleave(&challenger, &champion) }
        let breaches = [challenger, champion].map { run in
            run.statistics.flatMap { Verification.firstBreach($0, limits: preset.verification) }
        }
        let lead = TitleMatch.lead(
            challenger: challenger.nanoseconds,
            champion: champion.nanoseconds,
            margin: preset.crown.fraction
        )
        return MatchPair(
            index: index,
            attempt: 1,
            first: first,
            challenger: .init(run: challenger, failure: breaches[0]),
            champion: .init(run: champion, failure: breaches[1]),
            lead: breaches == [nil, nil] ? lead : nil,
            sign: 0,
            evidence: 1,
            evidenceAgainst: 1
        )
    }

    /// Has both runs begin at the same time and stand still while the other goes on.
    private static func interleave(_ one: inout RunRecord, _ other: inout RunRecord) {
        let times = (one.nanoseconds, other.nanoseconds)
        (one.counted, other.counted) = times
        (one.started, other.started) = (1, 1)
        (one.stopped, other.stopped) = (1 + times.0 + times.1, 1 + times.0 + times.1)
    }

    @Test func aMatchThatIsWonLeadsToACrown() throws {
        let audit = try EvidenceAudit(log().entries)
        let board = try #require(audit.boards.values.first)
        #expect(board.crown?.entry.submission == "s-000002")
        #expect(board.matchesWon == 1 && board.lastMatch == 1)
    }

    @Test func aMatchThatIsLostLeadsToNone() throws {
        let audit = try EvidenceAudit(log(Story(isBetter: false)).entries)
        #expect(audit.boards.values.first?.crown?.entry.submission == "s-000001")
    }

    struct Lie: CustomTestStringConvertible, Sendable {
        var testDescription: String
        var code: EvidenceProblem.Code
        var entry = 8
        var path: [String]
        var value: JSONValue?
        /// What may be found as well, where chance decides what shows first.
        var other: EvidenceProblem.Code?
        /// The entry that is named, where it is another.
        var named: Int?
        var story = Story()
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
            other: .wrongMatch,
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
        Lie(
            testDescription: "time that counts where no slices are",
            code: .clockBackwards,
            path: ["result", "pairs", "0", "challenger", "run", "counted"],
            value: 1
        ),
        Lie(
            testDescription: "no time that counts where slices are",
            code: .clockBackwards,
            path: ["result", "pairs", "0", "challenger", "run", "counted"],
            value: nil,
            story: Story(isSliced: true)
        ),
        Lie(
            testDescription: "time counted on both sides",
            code: .clockBackwards,
            path: ["result", "pairs", "0", "challenger", "run", "counted"],
            value: 25_000_000_000,
            story: Story(isSliced: true)
        ),
        Lie(
            testDescription: "a pair of an attempt that is over",
            code: .wrongMatch,
            entry: 9,
            path: ["result", "pairs", "5", "attempt"],
            value: 1,
            story: Story(pairsOfFirst: 3)
        ),
        Lie(
            testDescription: "a pair of an attempt to come",
            code: .wrongMatch,
            path: ["result", "pairs", "0", "attempt"],
            value: 2
        ),
        Lie(
            testDescription: "a loss beside the result",
            code: .malformed,
            path: ["loss"],
            value: .object(["code": "rules_changed", "sentence": "It ended.", "numbers": .object([:])])
        ),
        Lie(
            testDescription: "an attempt beyond all numbers",
            code: .wrongAttempt,
            path: ["attempt"],
            value: .integer(.max)
        ),
        Lie(
            testDescription: "a breach forgiven",
            code: .wrongVerdict,
            path: ["result", "pairs", "2", "challenger", "failure"],
            value: nil,
            story: Story(breach: 2)
        ),
        Lie(
            testDescription: "a breach made up",
            code: .wrongVerdict,
            path: ["result", "pairs", "0", "challenger", "failure"],
            value: .object([
                "code": "update_error", "responsibility": "competitor", "sentence": "it is", "numbers": .object([:]),
            ])
        ),
    ])
    func aLieAboutAMatchIsNamed(_ lie: Lie) throws {
        let log = try log(lie.story)
        let entries = try log.resealed {
            $0[lie.entry - 1].body = $0[lie.entry - 1].body.replacing(lie.path[...], with: lie.value)
        }
        let problem = #expect(throws: EvidenceProblem.self) { try EvidenceAudit(entries) }
        #expect(problem?.code == lie.code || problem?.code == lie.other, "\(problem.map(\.sentence) ?? "")")
        #expect(problem?.entry == Int64(lie.named ?? lie.entry))
    }

    @Test func aMatchHasItsShareOfTheErrorBudgetAndNoMore() throws {
        let log = try log(Story(errorShare: 0.05))
        let problem = #expect(throws: EvidenceProblem.self) { try EvidenceAudit(log.entries) }
        #expect(problem?.code == .wrongMatch)
    }

    @Test(arguments: [
        Story(isSliced: true), Story(pairsOfFirst: 3), Story(isBetter: false, pairsOfFirst: 2), Story(breach: 0),
        Story(pairsOfFirst: 1, breach: 4), Story(breach: 2, isBreachShared: true),
    ])
    func matchesOfAllKindsAreSound(_ story: Story) throws {
        let board = try #require(try EvidenceAudit(log(story).entries).boards.values.first)
        #expect(board.crown?.entry.submission == (story.isWon ? "s-000002" : "s-000001"))
        #expect(board.matchesWon == (story.isWon ? 1 : 0))
    }

    /// A match that ends without having been fought to its end.
    private func lost(_ code: String, attempt: Int, underOtherRules: Bool) throws -> TestLog {
        var log = try opened()
        if underOtherRules {
            let other = try Preset.named("demo")
            let body = RulesBody(at: 8, presetHash: other.hash, preset: try JSONValue(encoding: other))
            try log.add(.rules, body)
        }
        var body = try match(preset(Story()), Story())
        (body.result, body.atBlock, body.attempt) = (nil, nil, attempt)
        body.loss = .init(code: code, sentence: "It ended.", numbers: .object([:]))
        try log.add(.match, body)
        return log
    }

    @Test func aMatchThatWaitsEndsWithItsRules() throws {
        let audit = try EvidenceAudit(lost("rules_changed", attempt: 0, underOtherRules: true).entries)
        #expect(audit.boards.values.contains { $0.lastMatch == 1 && $0.matchesWon == 0 })
        _ = try EvidenceAudit(lost("execution_lost", attempt: 1, underOtherRules: false).entries)
    }

    @Test(arguments: [
        ("rules_changed", 0, false, EvidenceProblem.Code.wrongMatch),
        ("rules_changed", 1, true, .wrongAttempt), ("execution_lost", 0, true, .wrongAttempt),
        ("crown_moved", 1, true, .wrongMatch),
    ])
    func aLossNeedsItsReason(_ code: String, attempt: Int, others: Bool, problem: EvidenceProblem.Code) throws {
        let entries = try lost(code, attempt: attempt, underOtherRules: others).entries
        let found = #expect(throws: EvidenceProblem.self) { try EvidenceAudit(entries) }
        #expect(found?.code == problem)
    }
}
