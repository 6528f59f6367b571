import Testing

@testable import Rules

@Suite struct RoundFormationTests {
    private static let code = TournamentPreset.shipped("god-2026-code")
    private static let guide = TournamentPreset.shipped("god-2026")

    /// Forms a round of some entrants, numbered from 0; the champion has the number after them.
    private static func form(
        _ rules: TournamentRules,
        _ count: Int,
        round: Int = 1,
        isChampionIn: Bool = false,
        hasChampion: Bool = true,
        seed: String = "x"
    ) -> RoundShape {
        let formation = RoundFormation(rules: rules, round: round, champion: hasChampion ? Int32(count) : nil)
        return formation.form((0..<Int32(count)).map(\.self), isChampionIn: isChampionIn, draw: Draw(seed: seed))
    }

    struct Case: CustomTestStringConvertible {
        let table: String
        let row: String
        let rules: TournamentRules
        var round = 1
        var isChampionIn = false
        var testDescription: String { "\(table) \(row)" }
    }

    @Test(arguments: [
        Case(table: "round_formation_code_2026_06_19", row: "text_r1", rules: code.rules(.text)),
        Case(
            table: "round_formation_code_2026_06_19",
            row: "text_r2plus(None type)",
            rules: code.rules(.text),
            round: 2
        ),
        Case(table: "round_formation_guide_002_004", row: "text_r1", rules: guide.rules(.text)),
        Case(
            table: "round_formation_guide_002_004",
            row: "text_r1",
            rules: TournamentPreset.shipped("god-2025").rules(.text)
        ),
        Case(table: "round_formation_guide_002_004", row: "later", rules: guide.rules(.text), round: 2),
        Case(
            table: "round_formation_guide_002_004",
            row: "later_with_boss_in_winners",
            rules: guide.rules(.text),
            round: 2,
            isChampionIn: true
        ),
    ])
    func formsTextRoundsAsPublished(item: Case) throws {
        let rows = try #require(TournamentVectors.scoring[item.table]?[item.row]).members
        #expect(!rows.isEmpty)
        for (key, expected) in rows {
            let count = try #require(Int(key))
            let shape = Self.form(item.rules, count, round: item.round, isChampionIn: item.isChampionIn)
            if let sizes = expected["group"]?.sizes {
                #expect(shape.kind != .pair)
                #expect((0..<shape.matches).map { shape.range(of: $0).count } == sizes, "\(count)")
            } else {
                #expect(shape.kind == .pair)
                #expect(Double(shape.matches) == expected["pairs"]?.double, "\(count)")
                let isSeated = shape.seats.contains(Int32(count))
                #expect((isSeated && !item.isChampionIn) == (expected["boss_added"] == .bool(true)), "\(count)")
                #expect((!isSeated && item.isChampionIn) == (expected["boss_removed"] == .bool(true)), "\(count)")
            }
        }
    }

    @Test func formsEnvironmentGroupsOfTheGuide() throws {
        let rules = try #require(Self.guide.environment)
        let table = TournamentVectors.environmentGroups
        for (key, sizes) in try #require(table["env_group_sizes_guide004 (max 6, min 2)"]).members {
            let count = try #require(Int(key))
            #expect(rules.groups.sizes(of: count, seats: count, isFirst: true) == sizes.sizes)
            let shape = Self.form(rules, count)
            #expect(shape.seats.count == count + 1)
            #expect(Set(shape.seats).count == count + 1)
        }
        for (key, sizes) in try #require(table["later rounds, boss counted in list"]).members {
            let shape = Self.form(rules, try #require(Int(key)), round: 2)
            #expect((0..<shape.matches).map { shape.range(of: $0).count } == sizes.sizes)
        }
    }

    @Test func formsEnvironmentGroupsOfTheCode() throws {
        let rules = try #require(Self.code.environment)
        let rows = try #require(
            TournamentVectors.scoring["round_formation_code_2026_06_19"]?["env_r2plus_with_boss_in_list"]
        )
        for (key, expected) in rows.members {
            let shape = Self.form(rules, try #require(Int(key)), round: 2)
            #expect((0..<shape.matches).map { shape.range(of: $0).count } == expected["group"]?.sizes)
        }
        let first = [
            2: [2], 3: [3], 4: [2, 2], 5: [3, 2], 7: [3, 2, 2], 8: [3, 3, 2], 9: [3, 3, 3], 13: [4, 3, 3, 3],
        ]
        for (count, sizes) in first {
            #expect(rules.groups.sizes(of: count, seats: count + 1, isFirst: true) == sizes)
        }
    }

    @Test func seatsTheChampionInTheSmallestGroup() throws {
        let shape = Self.form(try #require(Self.guide.environment), 7)
        #expect(shape.range(of: 1).count == 4)
        #expect(shape.seats[shape.range(of: 1)].first == 7)
    }

    @Test(arguments: [1, 2, 3, 8, 13, 14, 15, 40, 65, 1000])
    func everybodyMeetsSomebodyOnce(count: Int) throws {
        for rules in [Self.code.rules(.text), Self.guide.rules(.text), Self.guide.rules(.environment)] {
            for hasChampion in [true, false] {
                let shape = Self.form(rules, count, hasChampion: hasChampion)
                let present = Set(shape.seats).union(shape.bye.map { [$0] } ?? [])
                #expect(Set(shape.seats).count == shape.seats.count)
                #expect(present.isSuperset(of: (0..<Int32(count)).map(\.self)))
                #expect((0..<shape.matches).allSatisfy { shape.range(of: $0).count >= 2 || count == 1 })
            }
        }
    }

    @Test func evensAnOddFieldWithoutAChampionByABye() {
        let shape = Self.form(Self.guide.rules(.text), 9, hasChampion: false)
        #expect(shape.matches == 4)
        #expect(shape.bye != nil)
    }

    @Test func drawsTheSameFromTheSameSeed() {
        let rules = Self.guide.rules(.text)
        #expect(Self.form(rules, 64) == Self.form(rules, 64))
        #expect(Self.form(rules, 64) != Self.form(rules, 64, seed: "y"))
    }

    /// SHA-256 of the purpose, its first eight bytes as a number, SplitMix64: computed apart in Python.
    @Test func drawsAsDescribed() {
        var lots = Draw(seed: "abc").generator(for: "round 1")
        #expect(lots.next() == Self.expectedFirst)
        var order = Array(0..<10)
        var shuffler = SplitMix(seed: 42)
        shuffler.shuffle(&order)
        #expect(order == Self.expectedOrder)
    }

    private static let expectedFirst: UInt64 = 0x148489CD632D5F1C
    private static let expectedOrder = [8, 3, 6, 5, 4, 0, 9, 2, 1, 7]

    /// Every one of 24 orders of four comes up about as often: chi-square with 23 degrees of freedom, below 1e-6 by
    /// chance.
    @Test func givesEveryOrderTheSameChance() {
        var counts: [[Int]: Int] = [:]
        var lots = SplitMix(seed: 1)
        for _ in 0..<24_000 {
            var order = [0, 1, 2, 3]
            lots.shuffle(&order)
            counts[order, default: 0] += 1
        }
        let square = counts.values.reduce(0.0) { $0 + Double(($1 - 1000) * ($1 - 1000)) / 1000 }
        #expect(counts.count == 24)
        #expect(square < 72)
    }
}
