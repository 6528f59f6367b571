import Foundation
import Testing

@testable import Rules

struct TitleMatchTests {
    private let rule = TitleMatchRule(
        errorBudget: 0.05,
        futility: 20,
        mostPairs: 60,
        qualifyWithin: 0.05,
        inherits: .normalised
    )

    private func makeMatch(errorShare: Double = 0.01) -> TitleMatch {
        TitleMatch(margin: 0.005, rule: rule, errorShare: errorShare)
    }

    struct Streak: CustomTestStringConvertible {
        var errorShare: Double
        var wins: Int
        var testDescription: String { "\(errorShare) needs \(wins) wins" }
    }

    @Test(arguments: [Streak(errorShare: 0.01, wins: 10), Streak(errorShare: 0.0002, wins: 16)])
    func winsInARowTakeTheCrown(_ streak: Streak) {
        var match = makeMatch(errorShare: streak.errorShare)
        for _ in 1..<streak.wins { #expect(match.take(1) == nil) }
        #expect(match.take(1) == .crowned)
        #expect(match.signs.count == streak.wins)
    }

    @Test func evidenceIsTheMeanWealthOverTheBets() {
        var process = SignProcess()
        #expect(process.evidence == 1)
        process.take(1)
        #expect(abs(process.evidence - 1.5) < 1e-12)
        process.take(-1)
        let wealth: [Double] = SignProcess.bets.map { 1 - $0 * $0 }
        let expected = wealth.reduce(0, +) / 19
        #expect(abs(process.evidence - expected) < 1e-12)
        process.take(0)
        #expect(abs(process.evidence - expected) < 1e-12)
    }

    @Test func evidenceIsAFairGame() {
        // Over all 2^12 equally likely outcomes of a fair coin the mean evidence is exactly what it began with.
        var sum = 0.0
        for outcomes in 0..<4096 {
            var process = SignProcess()
            for toss in 0..<12 { process.take(outcomes >> toss & 1 == 1 ? 1 : -1) }
            sum += process.evidence
        }
        #expect(abs(sum / 4096 - 1) < 1e-9)
    }

    @Test func losingEndsEarly() {
        var match = makeMatch()
        var pairs = 0
        while match.outcome == nil {
            match.take(-1)
            pairs += 1
        }
        #expect(match.outcome == .futile)
        #expect(pairs == 7)
    }

    @Test func aMatchWithoutAnAnswerKeepsTheChampion() {
        var match = makeMatch()
        while match.outcome == nil { match.take(match.signs.count.isMultiple(of: 2) ? 1 : -1) }
        #expect(match.outcome == .exhausted)
        #expect(match.signs.count == 60)
    }

    struct Pair: CustomTestStringConvertible {
        var challenger: UInt64?
        var champion: UInt64?
        var sign: Int
        var testDescription: String { "\(challenger ?? 0) against \(champion ?? 0)" }
    }

    @Test(arguments: [
        Pair(challenger: 1000, champion: 1006, sign: 1),
        Pair(challenger: 1000, champion: 1004, sign: -1),
        Pair(challenger: 1000, champion: 1000, sign: -1),
        Pair(challenger: 1000, champion: nil, sign: 1),
        Pair(challenger: nil, champion: 1000, sign: -1),
        Pair(challenger: nil, champion: nil, sign: 0),
    ])
    func aPairCountsForWhoeverWasFasterByTheMargin(_ pair: Pair) {
        #expect(TitleMatch.sign(challenger: pair.challenger, champion: pair.champion, margin: 0.005) == pair.sign)
    }

    @Test func theBudgetIsNeverSpentTwice() {
        let shares = (1...100_000).map { ErrorBudget.share(ofMatch: $0, crowns: 0, budget: 0.05) }
        let sum = shares.reduce(0, +)
        #expect(sum < 0.05)
        #expect(sum > 0.0499)
        #expect(abs(ErrorBudget.share(ofMatch: 7, crowns: 2, budget: 0.05) - 3 * shares[6]) < 1e-15)
    }

    /// The claim of the board: 50 identical copies take the crown at most as often as the budget says.
    ///
    /// Identical copies toss a fair coin at a margin of 0, which is the worst case.
    @Test func identicalCopiesKeepToTheBudget() {
        var random = SplitMix(seed: 5)
        let boards = 400
        var wrong = 0
        for _ in 0..<boards {
            for number in 1...50 {
                let share = ErrorBudget.share(ofMatch: number, crowns: 0, budget: rule.errorBudget)
                var match = TitleMatch(margin: 0, rule: rule, errorShare: share)
                while match.outcome == nil { match.take(Bool.random(using: &random) ? 1 : -1) }
                if match.outcome == .crowned {
                    wrong += 1
                    break
                }
            }
        }
        #expect(Double(wrong) / Double(boards) <= rule.errorBudget)
        #expect(wrong > 0)
    }

    @Test func aBetterChallengerIsCrowned() {
        var random = SplitMix(seed: 6)
        var crowned = 0
        for _ in 0..<500 {
            var match = makeMatch(errorShare: ErrorBudget.share(ofMatch: 50, crowns: 0, budget: 0.05))
            while match.outcome == nil { match.take(Double.random(in: 0..<1, using: &random) < 0.9 ? 1 : -1) }
            crowned += match.outcome == .crowned ? 1 : 0
        }
        #expect(crowned >= 475)
    }

    @Test func noScoreTakesACrownThatMatchesDecide() throws {
        let hotkey = try #require(Hotkey(bytes: [UInt8](repeating: 0xAB, count: 32)))
        func entry(_ name: String, _ score: Double) -> Ladder.Entry {
            Ladder.Entry(submission: name, hotkey: hotkey, score: score, reveal: RevealPosition(block: 1, index: 0))
        }
        var ladder = Ladder(rule: CrownRule(rule: .titleMatch, fraction: 0.005, match: rule))
        #expect(ladder.judge(entry("first", 100))?.entry.submission == "first")
        #expect(ladder.judge(entry("faster", 200)) == nil)
        #expect(ladder.champion?.submission == "first")
        #expect(ladder.crown(winner: "faster", at: 9)?.beaten == "first")
        #expect(ladder.crown(winner: "faster", at: 10) == nil)
        #expect(ladder.crown(winner: "nobody", at: 10) == nil)
        #expect(ladder.champion?.submission == "faster")
    }

    @Test func onlyThoseNearTheChampionQualify() {
        #expect(rule.leastScore(against: 100) == 95)
    }
}
