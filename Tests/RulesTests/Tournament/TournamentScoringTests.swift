import Testing

@testable import Rules

@Suite struct TournamentScoringTests {
    private static let scoring = TournamentVectors.scoring
    private static let rounds = TournamentVectors.rounds

    private static func text(_ standing: Ranking.Standing) -> String {
        switch standing {
        case .first: "Ranked 1st by test_loss"
        case .ranked: "Ranked below top 1 by test_loss"
        case .last: "Bottom 25% ranked by test_loss"
        case .invalid: "Non-finetuned submission"
        }
    }

    struct RankingCase: CustomTestStringConvertible {
        let name: String
        let values: [(String, Double?)]
        var testDescription: String { name }
    }

    private static func series(_ count: Int) -> [(String, Double?)] {
        (0..<count).map { ($0 < 10 ? "m0\($0)" : "m\($0)", 1 + Double($0) / 10) }
    }

    @Test(arguments: [
        RankingCase(name: "instruct 3 miners + failed", values: [("x", nil), ("b", 1), ("a", 2), ("c", 3)]),
        RankingCase(name: "instruct exact tie first-listed wins", values: [("a", 1), ("b", 1)]),
        RankingCase(name: "12 valid -> bottom 25% (3) penalised", values: series(12)),
        RankingCase(name: "9 valid -> max(1,int(2.25))=2 penalised", values: series(9)),
        RankingCase(name: "all failed", values: [("x", nil), ("y", .nan)]),
        RankingCase(name: "not a finetune", values: [("a", 1), ("z", nil)]),
    ])
    func givesPointsByRank(item: RankingCase) throws {
        let expected = try #require(Self.scoring["ranking"]?[item.name]).members
        let points = Ranking.points(item.values.map(\.1), isHigherBetter: false)
        for (competitor, own) in zip(item.values, points) {
            let row = try #require(expected[competitor.0]).elements
            #expect(row.first?.double == own.points)
            #expect(row.last?.text == Self.text(own.standing))
        }
        #expect(expected.count == item.values.count)
    }

    @Test func normalisesRewards() throws {
        let table = try #require(Self.rounds["grpo_normalise"])
        let single = RewardNormalisation(weights: [1])
        let two = single.scores([.init(rewards: [-1], divergence: 0), .init(rewards: [2], divergence: 0)])
        #expect(two == ["a", "b"].map { table["2 repos with a negative -> .25/.75"]?[$0]?.double })
        let zeros = single.scores([.init(rewards: [0], divergence: 0), .init(rewards: [0], divergence: 0.2)])
        #expect(zeros == ["a", "b"].map { table["all zero -> 1.0"]?[$0]?.double })
        let mixed = RewardNormalisation(weights: [0.5, 0.5])
        let three = mixed.scores([
            .init(rewards: [4, 2], divergence: 0), .init(rewards: [2, 4], divergence: 0.1),
            .init(rewards: [1, 1], divergence: 0),
        ])
        #expect(zip(three, [0.75, 0.7, 0.25]).allSatisfy { isClose($0, $1) })
        #expect(single.scores([.init(rewards: [0.77], divergence: 0)]) == [0.77])
        #expect(RewardNormalisation.normalised([-2, 2, 0]) == [0, 1, 0.5])
        #expect(RewardNormalisation.normalised([3]) == [1])
    }

    @Test func rewardsBelongToTheirOwnModel() throws {
        let entries: [RewardNormalisation.Entry] = [
            .init(rewards: nil, divergence: 0), .init(rewards: [0.9], divergence: 0),
            .init(rewards: [0.3], divergence: 0),
        ]
        let rule = RewardNormalisation(weights: [1])
        let right = rule.scores(entries)
        #expect(right[0] == nil)
        #expect(isClose(right[1], 1))
        #expect(isClose(right[2], 1.0 / 3))
        let wrong = rule.scores(entries, quirks: [.rewardIndexShift])
        let published = Self.rounds["grpo_normalise"]?["BUG: failed repo listed first shifts indexes"]
        #expect(isClose(wrong[1], published?["a"]?.double))
        #expect(wrong[2] == nil)
    }

    @Test func combinesEnvironmentsByQuantiles() throws {
        let table = try #require(Self.rounds["rank_weighted_standings"])
        let gin = ["a": 0.9, "b": 0.6, "c": 0.3, "d": 0.2]
        let code = ["a": 0.72, "b": 0.75, "c": 0.74, "d": 0.70]
        let cases: [(String, [(scores: [String: Double], weight: Double)])] = [
            ("two envs, 4 miners", [(gin, 1), (code, 1)]),
            ("ties share quantile", [(["a": 0.5, "b": 0.5, "c": 0.1], 1)]),
            ("weights 2:1", [(["a": 1, "b": 0], 2), (["a": 0, "b": 1], 1)]),
            ("single miner", [(["a": 0.3], 1)]),
        ]
        for (name, environments) in cases {
            let expected = try #require(table[name]).members
            let own = EnvironmentScores.quantiles(environments)
            #expect(own.count == expected.count)
            for (competitor, quantile) in expected { #expect(isClose(own[competitor], quantile.double), "\(name)") }
        }
        let missing = EnvironmentScores.quantiles([(["a": 1, "b": 0], 1), (["b": 1, "c": 0], 1)])
        #expect(missing == ["a": 0.5, "b": 0.5, "c": 0])
    }

    @Test func countsGames() throws {
        let pairs = [
            PairGames("a", "b", wins: 60, losses: 30, draws: 10), PairGames("a", "c", wins: 45, losses: 45, draws: 10),
            PairGames("b", "c", wins: 40, losses: 40, draws: 20),
        ]
        let rates = EnvironmentScores.winRates(pairs)
        #expect(isClose(rates["a"], 0.575))
        #expect(isClose(rates["b"], 0.425))
        #expect(isClose(rates.values.reduce(0, +), 1.5))
        // One win over b and one draw with c, and b and c drawn: the published table.
        let expected = try #require(Self.rounds["pvp_points_3_1_0"]).members
        let points = EnvironmentScores.points(pairs)
        for (player, value) in expected { #expect(points[player] == value.double) }
    }

    @Test func needsAMarginInOtherEnvironments() {
        let table = Self.rounds["individual_pairwise_margin_0.015"]
        for (first, second, name) in [
            (1.0, 0.985, "1.0 vs 0.985"), (1, 0.986, "1.0 vs 0.986"), (-1, -1.1, "-1 vs -1.1"),
        ] {
            let isFirst = EnvironmentScores.wins(first, over: second)
            #expect(isFirst.map { $0 ? "a" : "b" } == table?[name]?.text)
        }
    }

    @Test func givesUpSeriesThatAreLost() throws {
        let table = try #require(Self.rounds["pvp_early_forfeit"])
        func games(_ text: [(EarlyForfeit.Game, Int)]) -> [EarlyForfeit.Game] {
            text.flatMap { Array(repeating: $0.0, count: $0.1) }
        }
        let cases: [(String, [EarlyForfeit.Game], Int)] = [
            ("10 losses from game 1", games([(.lost, 10)]), 200),
            ("W then 19L", games([(.won, 1), (.lost, 19)]), 20),
            ("9L W 20L", games([(.lost, 9), (.won, 1), (.lost, 20)]), 200),
        ]
        for (name, played, planned) in cases {
            let series = EarlyForfeit.count(played, planned: planned)
            #expect(series.stoppedAt.map(Double.init) == table[name]?["stopped_at"]?.double, "\(name)")
            #expect(Double(series.wins) == table[name]?["a"]?.double, "\(name)")
            #expect(Double(series.losses) == table[name]?["b"]?.double, "\(name)")
        }
    }

    @Test func weighsImageLosses() {
        let expected = Self.rounds["image_weighted_loss"]?["text [.1,.2] no_text [.3,.5]"]?.double
        #expect(isClose(ImageLoss.weighted(text: [0.1, 0.2], noText: [0.3, 0.5]), expected))
        #expect(ImageLoss.weighted(text: [], noText: [1]) == nil)
        #expect(ImageLoss.weighted(text: [.nan], noText: [1]) == nil)
    }

    @Test func requiresProcessorsAsPublished() throws {
        let rule = TournamentPreset.shipped("god-2026").training
        for (name, expected) in try #require(Self.rounds["gpu_requirement"]).members {
            let words = name.split(separator: " ").map(String.init)
            let kinds = ["InstructTextTask": TaskKind.instruct, "DpoTask": .dpo, "GrpoTask": .grpo, "ChatTask": .chat]
            let billions = Double(words[1].dropLast())
            let own = rule.processors(
                for: kinds[words[0]] ?? .environment,
                billions: billions,
                holdsToBase: words.last == "kl"
            )
            #expect(own == expected.text, "\(name)")
        }
        #expect(rule.processors(for: .instruct, billions: nil) == "1xH100")
        #expect(rule.processors(for: .image, billions: 99) == "1xH100")
        #expect(TournamentPreset.shipped("god-2025").training.processors(for: .image, billions: 1) == "A100")
    }

    @Test func givesHoursAsPublished() throws {
        let rule = TournamentPreset.shipped("god-2026").training
        for (name, expected) in try #require(Self.rounds["training_hours"]).members {
            let words = name.split(separator: " ").map(String.init)
            let billions = try #require(Double(words[1].dropLast()))
            let tokens = try #require(Double(words[2].dropLast(4))) * 1e6
            let kind = words[0] == "DpoTask" ? TaskKind.dpo : .instruct
            #expect(rule.hours(for: kind, billions: billions, tokens: tokens) == expected.double, "\(name)")
        }
        for (size, expected) in try #require(Self.rounds["training_hours_grpo"]).members {
            #expect(rule.hours(for: .grpo, billions: try #require(Double(size)), tokens: 1) == expected.double)
        }
        #expect(rule.hours(for: .instruct, billions: 1.5, tokens: 70e6) == 3)
        #expect(rule.hours(for: .dpo, billions: 0.5, tokens: 70e6) == 1.75)
        #expect(rule.hours(for: .instruct, billions: 8, tokens: 70e6) == 6)
        #expect(rule.hours(for: .instruct, billions: 8, tokens: 1e30) == 6)
        #expect([0.001, 0.4, 0.9, 1].map { rule.imageHours(at: $0) } == [0.5, 0.75, 1, 1])
    }

    @Test func measuredSpeedIsBelievedWithinBounds() {
        let rule = TournamentPreset.shipped("god-2026").training
        let computed = rule.hours(for: .instruct, billions: 1.5, tokens: 70e6)
        #expect(rule.hours(for: .instruct, billions: 1.5, tokens: 70e6, measured: 1) > computed)
        let fast = rule.hours(for: .instruct, billions: 1.5, tokens: 70e6, measured: 1e12)
        #expect(fast == 1.5)
    }
}
