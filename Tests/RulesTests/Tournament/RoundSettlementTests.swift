import Testing

@testable import Rules

@Suite struct RoundSettlementTests {
    private static let guide = TournamentPreset.shipped("god-2026")
    private static let small = TournamentPreset.shipped("god-2026-code")
    private static let rounds = TournamentVectors.rounds

    /// Settles groups of named competitors, each with its results by task.
    private static func settle(
        _ groups: [[(String, [Report])]],
        rules: TournamentRules,
        kind: TaskKind,
        shape: RoundShape.Kind = .group,
        champion: String? = nil
    ) -> [String] {
        let names = groups.flatMap { $0.map(\.0) }
        let tasks = groups[0][0].1.count
        let seats = (0..<Int32(names.count)).map(\.self)
        let round = RoundShape(kind: shape, seats: seats, sizes: groups.map(\.count))
        var results = RoundResults(
            shape: round,
            tasksPerMatch: tasks,
            kinds: Array(repeating: kind, count: groups.count * tasks)
        )
        for (match, group) in groups.enumerated() {
            for (place, competitor) in group.enumerated() {
                for (task, report) in competitor.1.enumerated() {
                    results.reports[results.range(match: match, task: task).lowerBound + place] = report
                }
            }
        }
        let number = champion.flatMap { name in names.firstIndex(of: name).map { Int32($0) } }
        let settlement = RoundSettlement(results, rules: rules, champion: number)
        return settlement.winners.map { names[Int($0)] }
    }

    private static func named(_ count: Int) -> [String] { (0..<count).map { $0 < 10 ? "h0\($0)" : "h\($0)" } }

    @Test func takesTheEightLowestLossesOfAGroup() throws {
        // The losses of the published case: h00 first, then h13, h11 and so on down the odd ones.
        let order = try #require(Self.rounds["group_winners"]?["one group of 15, instruct, top 8 by lowest loss"]).texts
        let group = Self.named(15).map { name in
            (name, [Report.score(order.firstIndex(of: name).map { 1 + Double($0) / 100 } ?? 2)])
        }
        #expect(Self.settle([group], rules: Self.guide.rules(.text), kind: .instruct) == order)
    }

    @Test func takesEightOfEveryGroupOrEightOverall() throws {
        let groups = (0..<2).map { group in
            (0..<20).map { ("g\(group)-\($0)", [Report.score(Double(group * 20 + $0))]) }
        }
        let expected = Self.rounds["group_winners"]?["two groups of 20 -> 8 PER GROUP in code (16 total)"]?.double
        let each = Self.settle(groups, rules: Self.guide.rules(.text), kind: .instruct)
        #expect(Double(each.count) == expected)
        let overall = Self.settle(groups, rules: TournamentPreset.shipped("god-2025").rules(.text), kind: .instruct)
        #expect(overall == (0..<8).map { "g0-\($0)" })
    }

    @Test func takesTheHighestRewards() throws {
        let order = try #require(Self.rounds["group_winners"]?["grpo group, higher better"]).texts
        let group = [("h00", -0.2), ("h01", 0.9), ("h02", 0.5)].map { ($0.0, [Report.score($0.1)]) }
        let winners = Self.settle([group], rules: Self.guide.rules(.text), kind: .grpo)
        #expect(winners == order)
    }

    @Test func neverTakesInvalidResults() {
        let group: [(String, [Report])] = [
            ("nan", [.score(.nan)]), ("none", [.failed(.competitor)]), ("infinite", [.score(.infinity)]),
            ("copy", [.notFinetuned(0.1)]), ("good", [.score(3)]), ("machine", [.failed(.infrastructure)]),
        ]
        #expect(Self.settle([group], rules: Self.guide.rules(.text), kind: .instruct) == ["good"])
    }

    @Test func advancesNobodyWhenAllFailedByTheirOwnFault() {
        let group = ["a", "b"].map { ($0, [Report.failed(.competitor)]) }
        #expect(Self.settle([group], rules: Self.guide.rules(.text), kind: .instruct) == [])
    }

    @Test func advancesByLotWhenTheMachineryFailedEverybody() {
        let group = Self.named(15).map { ($0, [Report.pending]) }
        #expect(Self.settle([group], rules: Self.guide.rules(.text), kind: .instruct) == Array(Self.named(8)))
    }

    struct SmallCase: CustomTestStringConvertible {
        let name: String
        let group: [(String, [Report])]
        var testDescription: String { name }
    }

    @Test(arguments: [
        SmallCase(
            name: "d missed match 3",
            group: [
                ("a", [.score(4), .score(4), .score(4)]), ("b", [.score(2), .score(2), .score(1)]),
                ("c", [.score(3), .score(3), .score(2)]), ("d", [.score(1), .score(1), .failed(.competitor)]),
            ]
        ),
        SmallCase(
            name: "rank tie broken by summed loss",
            group: [("b", [.score(1), .score(3)]), ("a", [.score(2), .score(1)]), ("c", [.score(9), .score(9)])]
        ),
        SmallCase(
            name: "errored competitor loses to clean one even with best rank",
            group: [
                ("a", [.score(1), .score(1), .score(.nan)]), ("b", [.score(2), .score(2), .score(1)]),
                ("c", [.score(3), .score(3), .score(2)]),
            ]
        ),
    ])
    func ranksSmallGroupsOverAllTasks(item: SmallCase) throws {
        let expected = try #require(Self.rounds["small_group_3_matches"]?[item.name]).texts
        let rules = Self.small.rules(.text)
        #expect(Self.settle([item.group], rules: rules, kind: .instruct, shape: .smallGroup) == expected)
    }

    @Test func advancesTheBestOfEveryEnvironmentGroup() throws {
        let table = try #require(Self.rounds["env_group_winners"])
        let rules = Self.guide.rules(.environment)
        func settle(_ groups: [[(String, Double?)]]) -> [String] {
            let reported = groups.map { group in
                group.map { name, score -> (String, [Report]) in
                    (name, [score.map(Report.score) ?? Report.failed(.competitor)])
                }
            }
            return Self.settle(reported, rules: rules, kind: .environment, champion: "boss")
        }
        let two: [[(String, Double?)]] = [[("boss", 0.9), ("a", 0.7), ("b", 0.4)], [("d", 0.6), ("e", 0.2)]]
        #expect(settle(two) == table["2 groups: top non-boss each"]?.texts)
        let tied: [[(String, Double?)]] = [
            [("boss", 0.9), ("a", 0.7), ("b", 0.7), ("c", 0.1)], [("d", 0.6), ("e", 0.6), ("f", 0.1)],
        ]
        #expect(settle(tied) == table["tie at cutoff advances both"]?.texts)
        let below: [[(String, Double?)]] = [[("boss", 0.3), ("a", 0.7), ("b", 0.4)]]
        #expect(settle(below) == table["single group, boss below -> challenger"]?.texts)
        let alone: [[(String, Double?)]] = [[("boss", 0.3), ("a", 0.7)]]
        #expect(settle(alone) == table["single group, one challenger + boss beaten"]?.texts)
        #expect(settle([[("boss", 0.7), ("a", 0.7), ("b", 0.7)]]) == [])
        #expect(settle([[("boss", nil), ("a", nil), ("b", nil)]]) == [])
    }

    @Test func tiesOfEverybodyDoNotKeepEverybodyIn() {
        let groups = [["a", "b"], ["c", "d"]].map { $0.map { ($0, [Report.score(0.5)]) } }
        #expect(Self.settle(groups, rules: Self.guide.rules(.environment), kind: .environment) == ["a", "c"])
    }

    struct PairCase: CustomTestStringConvertible {
        let first: Report
        let second: Report
        let winner: Int?
        var testDescription: String { "\(first) – \(second)" }
    }

    @Test(arguments: [
        PairCase(first: .score(1), second: .score(2), winner: 0),
        PairCase(first: .score(2), second: .score(1), winner: 1),
        PairCase(first: .score(1), second: .score(1), winner: 0),
        PairCase(first: .score(.nan), second: .score(9), winner: 1),
        PairCase(first: .failed(.competitor), second: .failed(.competitor), winner: nil),
        PairCase(first: .failed(.competitor), second: .failed(.infrastructure), winner: 1),
        PairCase(first: .failed(.infrastructure), second: .score(9), winner: 1),
        PairCase(first: .pending, second: .failed(.task), winner: 0),
        PairCase(first: .notFinetuned(0), second: .score(.nan), winner: nil),
        PairCase(first: .samples([1, 2]), second: .score(1.4), winner: 1),
        PairCase(first: .samples([]), second: .samples([5]), winner: 1),
    ])
    func settlesPairs(item: PairCase) {
        let tasks: [(kind: TaskKind, reports: ArraySlice<Report>)] = [(.instruct, [item.first, item.second])]
        #expect(PairResult.winner(tasks) == item.winner)
    }

    @Test func moreTasksWinAPair() {
        func winner(_ first: [Double], _ second: [Double]) -> Int? {
            let tasks = zip(first, second).map { one, other -> (kind: TaskKind, reports: ArraySlice<Report>) in
                (kind: .dpo, reports: [Report.score(one), Report.score(other)])
            }
            return PairResult.winner(tasks)
        }
        #expect(winner([1, 1, 9], [2, 2, 1]) == 0)
        #expect(winner([1, 9, 9], [2, 2, 1]) == 1)
        #expect(winner([1, 9], [2, 2]) == 0)
    }

    @Test func samplesDecideAPairWhereTheRuleSaysSo() throws {
        let rule = try #require(TournamentPreset.shipped("god-2026-09").text?.boss.samples)
        // The second has the lower mean, the first wins more of the decided samples.
        let tasks: [(kind: TaskKind, reports: ArraySlice<Report>)] = [
            (.instruct, [.samples([1, 1, 1, 5]), .samples([1.1, 1.1, 1.1, 1])])
        ]
        #expect(PairResult.winner(tasks, samples: rule) == 0)
        #expect(PairResult.winner(tasks) == 1)
    }
}
