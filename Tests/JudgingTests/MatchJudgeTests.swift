import Foundation
import Judging
import Rules
import Sandbox
import TestSupport
import Testing

/// Title matches in real sandboxes.
///
/// Times decide no test: who is faster is only asked where one side does no work that counts, or fails.
@Suite(.serialized)
struct MatchJudgeTests {
    private struct SmallMatch {
        var preset: Preset
        var challenger: Data
        var champion: Data

        init(_ challenger: String, against champion: String, mostPairs: Int = 3, slice: Seconds? = nil) throws {
            preset = try SmallContest().preset
            preset.environmentGate.mode = .off
            preset.crown = CrownRule(
                rule: .titleMatch,
                fraction: 0.005,
                match: TitleMatchRule(
                    errorBudget: 0.05,
                    futility: 3,
                    mostPairs: mostPairs,
                    qualifyWithin: 0.05,
                    inherits: .none,
                    slice: slice
                )
            )
            self.challenger = try SmallContest.code(challenger)
            self.champion = try SmallContest.code(champion)
        }

        func plan(errorShare: Double = 0.3, fixedPairs: Int? = nil) -> MatchPlan {
            MatchPlan(
                match: UUID().uuidString,
                execution: UUID().uuidString,
                challenger: .init(submission: "s-000002", codeHash: CodeHash(of: challenger).text),
                champion: .init(submission: "s-000001", codeHash: CodeHash(of: champion).text),
                preset: preset,
                errorShare: errorShare,
                seed: String(repeating: "0123456789abcdef", count: 4),
                fixedPairs: fixedPairs
            )
        }

        func fight(_ plan: MatchPlan? = nil) async throws -> MatchResult {
            let (challenger, champion) = (challenger, champion)
            let plan = plan ?? self.plan()
            let mounts = try SmallContest.resource().mounts
            return try await OwnThread.run {
                let isolation = try TestLauncher.start(mounts: mounts)
                return try MatchJudge(plan: plan, challenger: challenger, champion: champion, isolation: isolation)
                    .decide()
            }
        }
    }

    @Test func bothArmsOfAPairDoTheSameWorkOneAfterTheOther() async throws {
        let match = try SmallMatch("honest_small", against: "honest_small")
        let plan = match.plan(fixedPairs: 3)
        let result = try await match.fight(plan)
        #expect(result.failure == nil)
        #expect(result.outcome == nil)
        #expect(result.pairs.map(\.index) == [0, 1, 2])
        for pair in result.pairs {
            let challenger = try #require(pair.challenger.run)
            let champion = try #require(pair.champion.run)
            #expect(pair.challenger.failure == nil && pair.champion.failure == nil)
            #expect(challenger.tokens == champion.tokens)
            #expect((challenger.statistics?.updateError ?? 1) < 0.01)
            #expect((champion.statistics?.updateError ?? 1) < 0.01)
            #expect(pair.first == Seeds.first(ofPair: pair.index, ofMatch: plan.seed))
            let (first, second) = pair.first == .challenger ? (challenger, champion) : (champion, challenger)
            #expect(first.stopped < second.started)
            let sign = TitleMatch.sign(
                challenger: challenger.nanoseconds,
                champion: champion.nanoseconds,
                margin: plan.preset.crown.fraction
            )
            #expect(pair.sign == sign)
        }
    }

    @Test func cutIntoSlicesBothSidesTrainInTurn() async throws {
        var match = try SmallMatch("honest_small", against: "honest_small", slice: Seconds(0.005))
        // So a run lasts 200 ms on a fast machine, and many slices.
        match.preset.steps = 60
        let result = try await match.fight(match.plan(fixedPairs: 2))
        #expect(result.failure == nil)
        #expect(result.pairs.count == 2)
        for pair in result.pairs {
            let runs = [try #require(pair.challenger.run), try #require(pair.champion.run)]
            #expect(pair.challenger.failure == nil && pair.champion.failure == nil)
            for run in runs {
                #expect((run.statistics?.updateError ?? 1) < 0.01)
                #expect(run.nanoseconds == run.counted)
                #expect(run.nanoseconds < run.stopped - run.started)
            }
            // Neither had ended when the other began.
            #expect(runs[0].started < runs[1].stopped && runs[1].started < runs[0].stopped)
        }
    }

    @Test func aSideThatFailsInItsSliceLosesThePair() async throws {
        let result = try await SmallMatch("exit_zero", against: "honest_small", mostPairs: 1, slice: Seconds(0.02))
            .fight()
        #expect(result.outcome == .exhausted)
        #expect(result.pairs.map { $0.challenger.failure?.code } == [.endedWithoutDone])
        #expect(result.pairs.map { $0.champion.nanoseconds != nil } == [true])
    }

    @Test func whoEarnsNothingByTalkingForfeits() async throws {
        let result = try await SmallMatch("done_twice", against: "honest_small", slice: Seconds(0.02)).fight()
        #expect(result.outcome == .forfeited)
        #expect(result.breach?.code == .spokeAfterDone)
    }

    @Test func aRunThatNeverEndsIsCutOff() async throws {
        var match = try SmallMatch("hang", against: "honest_small", mostPairs: 1, slice: Seconds(0.2))
        match.preset.contestant.runTime = Seconds(2)
        let result = try await match.fight()
        #expect(result.pairs.map { $0.challenger.failure?.code } == [.runTimedOut])
    }

    @Test func anArmThatFailsLosesItsPairs() async throws {
        let result = try await SmallMatch("exit_zero", against: "honest_small", mostPairs: 10).fight()
        #expect(result.failure == nil)
        #expect(result.outcome == .futile)
        #expect(result.pairs.allSatisfy { $0.challenger.failure?.code == .endedWithoutDone && $0.sign == -1 })
        #expect(result.pairs.allSatisfy { $0.champion.nanoseconds != nil })
    }

    @Test func trainingThatWasNotDoneLosesHoweverFast() async throws {
        let result = try await SmallMatch("nothing_trained", against: "honest_small", mostPairs: 2).fight()
        #expect(result.outcome == .forfeited)
        #expect(result.pairs.map { $0.challenger.failure?.code } == [.updateError])
        #expect(result.pairs.map(\.sign) == [-1])
        #expect(result.breach?.code == .updateError)
    }

    @Test func aPairInWhichBothBreakTheSameLimitSaysNothing() async throws {
        let result = try await SmallMatch("nothing_trained", against: "nothing_trained", mostPairs: 2).fight()
        #expect(result.outcome == .exhausted)
        #expect(result.pairs.map(\.sign) == [0, 0])
        #expect(result.pairs.map { $0.champion.failure?.code } == [.updateError, .updateError])
        #expect(result.breach == nil)
    }

    @Test func aChampionThatRunsNoMoreIsBeaten() async throws {
        let match = try SmallMatch("honest_small", against: "import_raises", mostPairs: 10)
        let result = try await match.fight()
        #expect(result.outcome == .crowned)
        #expect(result.pairs.count == 3)
        #expect((result.pairs.last?.evidence ?? 0) >= 1 / match.plan().errorShare)
    }

    @Test func pairsThatBothSidesLoseSayNothing() async throws {
        let result = try await SmallMatch("exit_zero", against: "import_raises", mostPairs: 2).fight()
        #expect(result.outcome == .exhausted)
        #expect(result.pairs.allSatisfy { $0.sign == 0 && $0.evidence == 1 })
    }

    @Test func aPlanThatDoesNotFitIsRefused() throws {
        let match = try SmallMatch("honest_small", against: "exit_zero")
        var plan = match.plan()
        plan.champion.codeHash = plan.challenger.codeHash
        #expect(throws: Verdict.self) {
            _ = try MatchJudge(
                plan: plan,
                challenger: match.challenger,
                champion: match.champion,
                isolation: NoIsolation()
            )
        }
    }

    @Test func aFailingMachineIsNobodysLoss() async throws {
        let match = try SmallMatch("honest_small", against: "honest_small")
        let plan = match.plan()
        let result = try await OwnThread.run {
            try MatchJudge(
                plan: plan,
                challenger: match.challenger,
                champion: match.champion,
                isolation: NoIsolation()
            ).decide()
        }
        #expect(result.outcome == nil)
        #expect(result.failure?.responsibility == .infrastructure)
        #expect(result.pairs.isEmpty)
    }

    @Test func ordersAreFairAndFollowFromTheSeed() {
        let seed = String(repeating: "5", count: 64)
        let firsts = (0..<1000).map { Seeds.first(ofPair: $0, ofMatch: seed) }
        #expect(firsts == (0..<1000).map { Seeds.first(ofPair: $0, ofMatch: seed) })
        let challengers = firsts.count { $0 == .challenger }
        #expect((430...570).contains(challengers))
        #expect(Set((0..<100).map { Seeds.pair($0, ofMatch: seed) }).count == 100)
    }
}
