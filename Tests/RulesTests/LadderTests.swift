import Testing

@testable import Rules

@Suite struct LadderTests {
    private let rule = CrownRule(fraction: 0.01)

    private func entry(_ name: String, _ score: Double, block: UInt64 = 1, index: Int = 0) throws -> Ladder.Entry {
        let hotkey = try #require(Hotkey(bytes: [UInt8](repeating: 7, count: 32)))
        return Ladder.Entry(
            submission: name,
            hotkey: hotkey,
            score: score,
            reveal: RevealPosition(block: block, index: index)
        )
    }

    @Test func hasNoChampionAtFirst() {
        let ladder = Ladder(rule: rule)
        #expect(ladder.champion == nil)
        #expect(ladder.threshold(at: 0) == nil)
        #expect(ladder.standings().isEmpty)
    }

    @Test func firstAcceptedTakesTheCrown() throws {
        var ladder = Ladder(rule: rule)
        let crown = try #require(ladder.judge(try entry("s-1", 0)))
        #expect(crown.beaten == nil)
        #expect(ladder.champion?.submission == "s-1")
    }

    @Test func reachingTheThresholdIsNotEnough() throws {
        var ladder = Ladder(rule: CrownRule(fraction: 0.5))
        ladder.judge(try entry("s-1", 100))
        #expect(ladder.threshold(at: 7) == 150)
        #expect(ladder.judge(try entry("s-2", 150)) == nil)
        #expect(ladder.judge(try entry("s-3", 150.5))?.beaten == "s-1")
        #expect(ladder.crowns.map(\.entry.submission) == ["s-1", "s-3"])
    }

    @Test func theBestScoreNeedNotHoldTheCrown() throws {
        let ladder = Ladder.replay([try entry("s-1", 100), try entry("s-2", 100.5)], rule: rule)
        #expect(ladder.champion?.submission == "s-1")
        let rows = ladder.standings()
        #expect(rows.map(\.entry.submission) == ["s-2", "s-1"])
        #expect(rows.map(\.isChampion) == [false, true])
    }

    @Test func equalScoresStandByEarlierReveal() throws {
        let ladder = Ladder.replay(
            [
                try entry("late", 50, block: 9), try entry("second", 50, block: 8, index: 1),
                try entry("first", 50, block: 8, index: 0),
            ],
            rule: rule
        )
        #expect(ladder.standings().map(\.entry.submission) == ["first", "second", "late"])
        #expect(ladder.standings().map(\.rank) == [1, 2, 3])
        #expect(ladder.champion?.submission == "late")
    }

    @Test func takesEverySubmissionOnce() throws {
        var ladder = Ladder(rule: rule)
        ladder.judge(try entry("s-1", 100))
        #expect(ladder.judge(try entry("s-1", 500)) == nil)
        #expect(ladder.standings().count == 1)
    }

    @Test(arguments: UInt64(1)...50)
    func replayAgreesWithJudgingOneByOne(seed: UInt64) throws {
        var generator = SplitMix(seed: seed)
        let entries = try (0..<40).map { number in
            try entry("s-\(number)", Double.random(in: 50...150, using: &generator), block: UInt64(number))
        }
        var ladder = Ladder(rule: rule)
        for entry in entries { ladder.judge(entry) }
        #expect(ladder == Ladder.replay(entries, rule: rule))
        for (earlier, later) in zip(ladder.crowns, ladder.crowns.dropFirst()) {
            #expect(later.beaten == earlier.entry.submission)
            #expect(later.entry.score > earlier.entry.score * 1.01)
        }
    }

    private let adaptive = CrownRule(rule: .adaptive, fraction: 0.01, decay: 0.05, decayBlocks: 100)

    @Test func anAdaptiveThresholdStartsAtTheImprovementAndDecays() throws {
        var ladder = Ladder(rule: adaptive)
        ladder.judge(try entry("s-1", 100), at: 1000)
        #expect(ladder.threshold(at: 1000) == 101)
        ladder.judge(try entry("s-2", 110), at: 1000)
        let first = try #require(ladder.threshold(at: 1000))
        #expect(abs(first - 121) < 1e-9)
        // The excess of 9 % has fallen by 5 % after 100 blocks, and to half of it after 1351.
        let later = try #require(ladder.threshold(at: 1100))
        #expect(abs(later - 110 * (1.01 + 0.09 * 0.95)) < 1e-9)
        let half = try #require(ladder.threshold(at: 1000 + 1351))
        #expect(abs(half - 110 * (1.01 + 0.045)) < 0.01)
        #expect(ladder.threshold(at: 5) == first)
    }

    @Test func aDecayedThresholdLetsAnOlderEntryThrough() throws {
        var ladder = Ladder(rule: adaptive)
        ladder.judge(try entry("s-1", 100), at: 0)
        ladder.judge(try entry("s-2", 110), at: 0)
        #expect(ladder.judge(try entry("s-3", 115), at: 1) == nil)
        #expect(ladder.review(at: 500) == nil)
        let review = ladder.review(at: 2000)
        let crown = try #require(review)
        #expect(crown.entry.submission == "s-3")
        #expect(crown.beaten == "s-2")
        #expect(ladder.review(at: 2001) == nil)
    }

    @Test func theThresholdIsAlwaysThatOverTheChampion() throws {
        var ladder = Ladder(rule: adaptive)
        ladder.judge(try entry("s-1", 100), at: 10)
        ladder.judge(try entry("s-2", 200), at: 10)
        #expect(ladder.threshold(at: 10) == 400)
        // It is more than 100 % above the first entry, and not above the champion's threshold.
        #expect(ladder.judge(try entry("s-3", 200.5), at: 10) == nil)
        #expect(ladder.champion?.submission == "s-2")
        #expect(ladder.review(at: 10) == nil)
    }
}
