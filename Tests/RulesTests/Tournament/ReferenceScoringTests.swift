import Testing

@testable import Rules

/// Boss rounds and numbers within tasks against the reference.
@Suite struct ReferenceScoringTests {
    private static let guide = TournamentPreset.shipped("god-2026")

    private static func preset(_ row: JSONValue) throws -> TournamentPreset {
        try #require(ReferenceTable.presets[row["preset"]?.text ?? ""])
    }

    @Test func asksForTheMarginsOfTheReference() throws {
        for row in ReferenceTable.rows("thresholds") {
            let rule = try Self.preset(row).rules(.text).boss.threshold
            let titles = try #require(row["titles"]?.int)
            let faulty = rule.fraction(titles: titles, quirks: [.thresholdBeforeFirstTitle])
            #expect(isClose(faulty, row["value"]?.double), "\(row)")
            // Before the first title it is the base itself.
            #expect(isClose(rule.fraction(titles: titles), titles > 0 ? row["value"]?.double : rule.base), "\(row)")
        }
    }

    @Test func decidesBossRoundsAsTheReferenceDoes() throws {
        for row in ReferenceTable.rows("boss_rounds") {
            let rule = try Self.preset(row).rules(.text).boss
            let titles = try #require(row["titles"]?.int)
            let tasks = try #require(row["tasks"]).elements.map { task in
                BossTask(
                    kind: try #require(TaskKind(rawValue: task.elements[0].text ?? "")),
                    champion: task.elements[1].report,
                    challenger: task.elements[2].report
                )
            }
            for (quirks, key) in [([TournamentQuirk](), ""), ([.multiplicativeMargin], "faulty")] {
                let verdict = BossVerdict(tasks, rule: rule, titles: titles, quirks: quirks)
                let decisions = row[key.isEmpty ? "decisions" : key]?.texts
                #expect(verdict.decisions.map(\.rawValue) == decisions, "\(row)")
                let isDethroned = row[key.isEmpty ? "dethroned" : "faulty_dethroned"]?.flag
                #expect(verdict.isDethroned == isDethroned, "\(row)")
            }
        }
    }

    @Test func dethronesWhenTheReferenceDoes() throws {
        let modern = TournamentPreset.shipped("god-2026-09")
        let code = TournamentPreset.shipped("god-2026-code")
        for row in ReferenceTable.rows("verdicts") {
            let five = try #require(row["five"]).texts.compactMap(BossTask.Decision.init)
            let six = try #require(row["six"]).texts.compactMap(BossTask.Decision.init)
            let text = modern.rules(.text).boss
            let mixed = Array(zip(text.tasks, five)).map { (kind: $0.0, decision: $0.1) }
            #expect(BossVerdict.isDethroned(mixed, rule: text) == row["at_least_four"]?.flag, "\(row)")
            let images = six.map { (kind: TaskKind.image, decision: $0) }
            for (preset, key) in [(modern, "at_least_five"), (Self.guide, "majority"), (code, "lose_one")] {
                let rule = preset.rules(.image).boss
                #expect(BossVerdict.isDethroned(images, rule: rule) == row[key]?.flag, "\(key) \(row)")
            }
        }
        for row in ReferenceTable.rows("finals") {
            let tasks = try #require(row["tasks"]).elements.map { task in
                let reports = task.elements.map { $0.double.map(Report.score) ?? .failed(.competitor) }
                return BossTask(kind: .environment, champion: reports[0], challenger: reports[1])
            }
            let verdict = BossVerdict(tasks, rule: Self.guide.rules(.environment).boss, titles: 1)
            #expect(verdict.isDethroned == row["dethroned"]?.flag, "\(row)")
        }
    }

    @Test func testsSamplesAsDescribed() throws {
        var rule = try #require(TournamentPreset.shipped("god-2026-09").text?.boss.samples)
        rule.resamples = 200
        for row in ReferenceTable.rows("samples") {
            let finding = rule.test(
                champion: try #require(row["champion"]).elements.compactMap(\.double),
                challenger: try #require(row["challenger"]).elements.compactMap(\.double),
                seed: try #require(UInt64(row["seed"]?.text ?? "", radix: 16))
            )
            #expect(isClose(finding?.winShare, row["share"]?.double), "\(row)")
            #expect(isClose(finding?.gap, row["gap"]?.double), "\(row)")
            #expect(isClose(finding?.neededGap, row["needed"]?.double), "\(row)")
            #expect(finding?.isWon == row["won"]?.flag, "\(row)")
        }
    }

    @Test func normalisesRewardsAsTheReferenceDoes() throws {
        for row in ReferenceTable.rows("rewards") {
            let rule = RewardNormalisation(weights: try #require(row["weights"]).elements.compactMap(\.double))
            let entries = try #require(row["entries"]).elements.map { entry in
                RewardNormalisation.Entry(
                    rewards: entry.elements[0].isMissing ? nil : entry.elements[0].elements.compactMap(\.double),
                    divergence: entry.elements[1].double ?? 0
                )
            }
            let scores = rule.scores(entries)
            let expected = try #require(row["scores"]).elements.map(\.double)
            #expect(zip(scores, expected).allSatisfy { isClose($0, $1) } && scores.count == expected.count, "\(row)")
        }
    }

    /// What is no number would spoil the largest and least of everybody else.
    @Test(arguments: [Double.nan, .infinity, -.infinity])
    func aRewardThatIsNoNumberSpoilsNobodyElses(strange: Double) {
        let rule = RewardNormalisation(weights: [1, 1])
        let good: [RewardNormalisation.Entry] = [
            .init(rewards: [1, 2], divergence: 0), .init(rewards: [2, 1], divergence: 0.1),
        ]
        let failed = rule.scores(good + [.init(rewards: nil, divergence: 0)])
        #expect(rule.scores(good + [.init(rewards: [1, strange], divergence: 0)]) == failed)
        #expect(rule.scores(good + [.init(rewards: [1, 1], divergence: strange)]) == failed)
    }

    @Test func countsGamesAsTheReferenceDoes() throws {
        for row in ReferenceTable.rows("games") {
            let pairs = try #require(row["pairs"]).elements.map { pair in
                let numbers = pair.elements.map { $0.int ?? 0 }
                return PairGames(
                    pair.elements[0].text ?? "",
                    pair.elements[1].text ?? "",
                    wins: numbers[2],
                    losses: numbers[3],
                    draws: numbers[4]
                )
            }
            #expect(areClose(EnvironmentScores.winRates(pairs), try #require(row["rates"]).numbers), "\(row)")
            #expect(areClose(EnvironmentScores.points(pairs), try #require(row["points"]).numbers), "\(row)")
        }
        let many = PairGames("a", "b", wins: .max, losses: .max, draws: .max)
        #expect(EnvironmentScores.winRates([many]) == ["a": 0.5, "b": 0.5])
    }

    @Test func combinesEnvironmentsAsTheReferenceDoes() throws {
        for row in ReferenceTable.rows("standings") {
            let environments = try #require(row["environments"]).elements.map { environment in
                (
                    scores: environment.elements[0].members.compactMapValues(\.anyNumber),
                    weight: environment.elements[1].double ?? 0
                )
            }
            let own = EnvironmentScores.quantiles(environments)
            #expect(areClose(own, try #require(row["quantiles"]).numbers), "\(row)")
        }
        for row in ReferenceTable.rows("margins") {
            let (first, second) = (try #require(row["first"]?.double), try #require(row["second"]?.double))
            #expect(EnvironmentScores.wins(first, over: second) == row["first_wins"]?.flag, "\(row)")
        }
    }

    @Test func givesUpSeriesWhenTheReferenceDoes() throws {
        for row in ReferenceTable.rows("forfeits") {
            let text = try #require(row["games"]?.text)
            let games = Array(text).map { game -> EarlyForfeit.Game in
                game == "w" ? .won : game == "l" ? .lost : .drawn
            }
            let series = EarlyForfeit.count(games, planned: try #require(row["planned"]?.int))
            #expect(series.stoppedAt == row["series"]?["stopped"]?.int, "\(row)")
            let counts = [series.wins, series.losses, series.draws]
            #expect(counts == ["w", "l", "d"].map { row["series"]?[$0]?.int }, "\(row)")
        }
        #expect(EarlyForfeit.count([.won], planned: -1).wins == 0)
    }

    @Test func weighsImagesAsTheReferenceDoes() throws {
        for row in ReferenceTable.rows("images") {
            let lists = [row["text"], row["without"]].map { $0?.elements.compactMap(\.double) ?? [] }
            #expect(isClose(ImageLoss.weighted(text: lists[0], noText: lists[1]), row["loss"]?.double), "\(row)")
        }
    }

    @Test func givesProcessorsAndHoursAsTheReferenceDoes() throws {
        let rule = Self.guide.training
        for row in ReferenceTable.rows("training") {
            let kind = try #require(TaskKind(rawValue: row["kind"]?.text ?? ""))
            let billions = try #require(row["billions"]?.double)
            let holds = row["holds"]?.flag ?? false
            let count = rule.processorCount(for: kind, billions: billions, holdsToBase: holds)
            #expect(count == row["processors"]?.int, "\(row)")
            let tokens = rule.tokens(rows: try #require(row["rows"]?.int), counted: row["counted"]?.double)
            #expect(isClose(tokens, row["tokens"]?.double), "\(row)")
            let hours = rule.hours(for: kind, billions: billions, tokens: tokens, measured: row["measured"]?.double)
            #expect(hours == row["hours"]?.double, "\(row)")
        }
        #expect(rule.processors(for: .dpo, billions: .nan) == "1xH100")
        #expect(rule.imageHours(at: 0, isLarge: true) == 1 && rule.imageHours(at: 1, isLarge: true) == 1.5)
    }
}
