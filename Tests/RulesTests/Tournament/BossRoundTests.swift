import Testing

@testable import Rules

@Suite struct BossRoundTests {
    private static let scoring = TournamentVectors.scoring

    @Test func thresholdsAreAsPublished() throws {
        for (name, rows) in try #require(Self.scoring["progressive_threshold"]).members {
            let rule = try #require(TournamentPreset.byVectorName[name]?.text?.boss.threshold)
            for (titles, expected) in rows.members {
                let titles = try #require(Int(titles))
                let quirky = rule.fraction(titles: titles, quirks: [.thresholdBeforeFirstTitle])
                #expect(isClose(quirky, expected.double), "\(name) \(titles)")
                #expect(isClose(rule.fraction(titles: titles), rule.fraction(titles: max(titles, 1))))
                if titles > 0 { #expect(isClose(rule.fraction(titles: titles), expected.double)) }
            }
        }
    }

    @Test func tasksAreWonAsPublished() throws {
        let kinds = ["InstructTextTask": TaskKind.instruct, "DpoTask": .dpo, "GrpoTask": .grpo]
        for (name, row) in try #require(Self.scoring["boss_round_tasks"]).members {
            let task = BossTask(
                kind: try #require(row["type"]?.text.flatMap { kinds[$0] }),
                champion: .score(try #require(row["boss"]?.double)),
                challenger: .score(try #require(row["challenger"]?.double))
            )
            for (presetName, preset) in TournamentPreset.byVectorName {
                let expected = try #require(row["\(presetName) wins=1"]?.text)
                let margin = preset.rules(.text).boss.threshold.fraction(titles: 1)
                let published = task.decision(margin: margin, quirks: [.multiplicativeMargin])
                #expect(published.rawValue == (expected == "boss" ? "champion" : "challenger"), "\(name) \(presetName)")
                // What differs without the fault is a reward below zero, and equality that rounding hides.
                let own = task.decision(margin: margin)
                let isFault = name == "gneg" && margin > 0 || name == "g1" && presetName.contains("2026 (")
                #expect((own == published) != isFault, "\(name) \(presetName)")
            }
        }
    }

    @Test func exactlyTheMarginIsEnoughAndEqualityNever() {
        func decision(_ own: Double, _ other: Double, _ margin: Double, _ kind: TaskKind = .instruct)
            -> BossTask.Decision
        {
            BossTask(kind: kind, champion: .score(own), challenger: .score(other)).decision(margin: margin)
        }
        #expect(decision(1, 0.95, 0.05) == .challenger)
        #expect(decision(1, 0.950001, 0.05) == .champion)
        #expect(decision(0.4, 0.42, 0.05, .grpo) == .challenger)
        #expect(decision(-0.1, -0.104, 0.05, .grpo) == .champion)
        #expect(decision(-0.1, -0.095, 0.05, .grpo) == .challenger)
        for kind in TaskKind.allCases {
            for value in [-1, 0, 1e-300, 3, 1e300] { #expect(decision(value, value, 0, kind) == .champion) }
        }
        #expect(decision(0, 0.1, 0.05, .grpo) == .challenger)
    }

    @Test func majoritiesAreAsPublished() throws {
        let guide = TournamentPreset.shipped("god-2026").rules(.text).boss
        let code = TournamentPreset.shipped("god-2026-code").rules(.text).boss
        func isDethroned(_ won: Int, of total: Int, _ rule: BossRule) -> Bool {
            let decisions = (0..<total).map {
                (kind: TaskKind.instruct, decision: $0 < won ? .challenger : BossTask.Decision.champion)
            }
            return BossVerdict.isDethroned(decisions, rule: rule)
        }
        let table = try #require(Self.scoring["boss_round_winner"])
        for won in [0, 1, 3, 4, 6] {
            let row = try #require(table["6 tasks challenger \(won)"])
            #expect(row["guide majority (wins > total//2)"] == .bool(isDethroned(won, of: 6, guide)))
            #expect(row["code_2026_06_19 (lose<=1)"] == .bool(isDethroned(won, of: 6, code)))
        }
        #expect(isDethroned(5, of: 6, code))
        #expect(isDethroned(3, of: 5, guide) && !isDethroned(3, of: 5, code))
        #expect(isDethroned(1, of: 1, guide) && isDethroned(1, of: 1, code))
        #expect(!isDethroned(0, of: 0, guide) && !isDethroned(0, of: 1, code))
    }

    @Test func mustWinKindsMustBeWon() {
        let rule = TournamentPreset.shipped("god-2026-09").rules(.text).boss
        func isDethroned(_ lost: Int?) -> Bool {
            BossVerdict.isDethroned(
                rule.tasks.enumerated().map { ($0.element, $0.offset == lost ? .champion : .challenger) },
                rule: rule
            )
        }
        #expect(isDethroned(nil) && isDethroned(0) && isDethroned(3))
        #expect(!isDethroned(4))
    }

    struct Missing: CustomTestStringConvertible {
        let champion: Report
        let challenger: Report
        let decision: BossTask.Decision
        var testDescription: String { "\(champion) – \(challenger)" }
    }

    @Test(arguments: [
        Missing(champion: .failed(.competitor), challenger: .score(1), decision: .challenger),
        Missing(champion: .score(1), challenger: .failed(.competitor), decision: .champion),
        Missing(champion: .failed(.competitor), challenger: .failed(.competitor), decision: .champion),
        Missing(champion: .failed(.infrastructure), challenger: .score(1), decision: .challenger),
        Missing(champion: .score(1), challenger: .pending, decision: .champion),
        Missing(champion: .pending, challenger: .failed(.task), decision: .skipped),
        Missing(champion: .score(.nan), challenger: .score(.infinity), decision: .skipped),
        Missing(champion: .failed(.competitor), challenger: .failed(.infrastructure), decision: .challenger),
        Missing(champion: .failed(.infrastructure), challenger: .failed(.competitor), decision: .champion),
        Missing(champion: .score(2), challenger: .notFinetuned(1), decision: .champion),
    ])
    func missingResultsAreDecided(item: Missing) {
        let task = BossTask(kind: .dpo, champion: item.champion, challenger: item.challenger)
        #expect(task.decision(margin: 0.05) == item.decision)
    }

    @Test func boutsOfEnvironmentsAreAsPublished() throws {
        let rule = TournamentPreset.shipped("god-2026").rules(.environment).boss
        func winner(_ pairs: [(Double?, Double?)]) -> String {
            let tasks = pairs.map { own, other in
                BossTask(
                    kind: .environment,
                    champion: own.map(Report.score) ?? .failed(.infrastructure),
                    challenger: other.map(Report.score) ?? .failed(.competitor)
                )
            }
            let isDethroned = BossVerdict(tasks, rule: rule, titles: 1).isDethroned
            return isDethroned ? "a" : "5GU4Xkd3dCGTU3s8VLcHGc5wsD5M8XyxDca5yDQhYm1mVXFu"
        }
        let table = try #require(TournamentVectors.rounds["env_final"])
        let cases: [(String, [(Double?, Double?)])] = [
            ("W W W", [(0, 1), (0, 1), (0, 1)]), ("W D D", [(0, 1), (0.5, 0.5), (0.5, 0.5)]),
            ("W W L", [(0, 1), (0, 1), (1, 0)]),
            ("boss has no score on one task (counts as 0)", [(nil, 1), (0, 1), (0, 1)]),
            ("contender scores 0 while boss missing -> draw", [(nil, 0), (0.5, 0.5), (0.5, 0.5)]),
        ]
        for (name, pairs) in cases { #expect(winner(pairs) == table[name]?.text, "\(name)") }
        #expect(winner([(0, 1), (0, 1), (0, nil)]) != "a")
    }

    @Test func samplesNeedBothACountAndAGap() throws {
        var rule = try #require(TournamentPreset.shipped("god-2026-09").text?.boss.samples)
        rule.resamples = 500
        let base = (0..<300).map { 1 + Double($0 % 7) / 10 }
        func isWon(_ gap: (Int) -> Double) throws -> Bool {
            let other = base.enumerated().map { $0.element - gap($0.offset) }
            return try #require(rule.test(champion: base, challenger: other, seed: 3)).isWon
        }
        #expect(try isWon { _ in 0.1 })
        #expect(try !isWon { _ in 0 })
        #expect(try !isWon { _ in -0.1 })
        #expect(try !isWon { _ in 0.009 })
        // A large mean gap from few samples is not enough, nor are many tiny ones.
        #expect(try !isWon { $0 % 10 == 0 ? 5 : -0.02 })
        #expect(try !isWon { _ in 0.0105 })
        let finding = try #require(rule.test(champion: base, challenger: base, seed: 3))
        #expect(finding.decided == 0 && finding.isWon == false)
        #expect(rule.test(champion: [1], challenger: [1, 2], seed: 3) == nil)
        #expect(rule.test(champion: [1], challenger: [.nan], seed: 3) == nil)
        #expect(
            rule.test(champion: base, challenger: base.map { $0 - 0.05 }, seed: 9)
                == rule.test(champion: base, challenger: base.map { $0 - 0.05 }, seed: 9)
        )
    }

    @Test func samplesDecideTheirKindsOnly() {
        var rule = TournamentPreset.shipped("god-2026-09").rules(.text).boss
        rule.samples?.resamples = 200
        let worse = Report.samples(Array(repeating: 2, count: 50))
        let better = Report.samples(Array(repeating: 1.9, count: 50))
        let tasks = rule.tasks.map { kind in
            kind == .grpo
                ? BossTask(kind: kind, champion: .score(1), challenger: .score(1.005))
                : BossTask(kind: kind, champion: worse, challenger: better)
        }
        let verdict = BossVerdict(tasks, rule: rule, titles: 1)
        #expect(verdict.decisions == [.challenger, .challenger, .challenger, .champion, .challenger])
        #expect(verdict.isDethroned)
    }
}
