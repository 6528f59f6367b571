import Testing

@testable import Rules

@Suite struct TournamentPayoutTests {
    private static let scoring = TournamentVectors.scoring
    private static let guide = TournamentPreset.shipped("god-2026")

    @Test func ranksAreWorthWhatIsPublished() throws {
        for (count, expected) in try #require(Self.scoring["exponential_decline"]).members {
            let weights = RankWeights.weights(count: try #require(Int(count)), decay: 0.3)
            #expect(zip(weights, expected.elements).allSatisfy { isClose($0, $1.double) })
            #expect(isClose(weights.reduce(0, +), 1))
        }
        let two = RankWeights.weights(count: 2, decay: 0.25)
        #expect(isClose(two[0], 0.8) && isClose(two[1], 0.2))
    }

    @Test func pointsBecomeWeightsAsPublished() throws {
        for (name, row) in try #require(Self.scoring["scores_to_weights"]).members {
            let points = try #require(row["scores"]).members.compactMapValues(\.double)
            let shares = RankWeights.shares(
                champion: row["prev_winner"]?.text,
                points: points,
                rule: Self.guide.payout
            )
            let own = Dictionary(uniqueKeysWithValues: shares.map { ($0.hotkey, $0.weight) })
            let expected = try #require(row["weights"]).members
            #expect(own.count == expected.count)
            for (hotkey, weight) in expected { #expect(isClose(own[hotkey], weight.double), "\(name) \(hotkey)") }
        }
        let tie = RankWeights.shares(champion: "x", points: ["a": 1, "b": 1, "c": 0.5], rule: Self.guide.payout)
        #expect(isClose(tie[1].weight, Self.scoring["exponential_decline_tie_n4_ranks2and3_share_2.5"]?.double))
        #expect(tie[1].weight == tie[2].weight)
    }

    @Test func byTheMeanOfWeightsNothingIsLostToTies() {
        let rule = TournamentPreset.shipped("tournament-open").payout
        let shares = RankWeights.shares(champion: "x", points: ["a": 1, "b": 1, "c": 0.5], rule: rule)
        #expect(isClose(shares.reduce(0) { $0 + $1.weight }, 1))
        #expect(shares[1].weight == shares[2].weight)
    }

    @Test func onlyPaidRanksArePaid() {
        let rule = TournamentPreset.shipped("god-2026-09").payout
        let shares = RankWeights.shares(champion: "x", points: ["a": 3, "b": 2, "c": 1], rule: rule)
        #expect(shares.map(\.hotkey) == ["x", "a", "b"])
        #expect(isClose(shares[0].weight, 16.0 / 21) && isClose(shares[2].weight, 1.0 / 21))
        let tied = RankWeights.shares(champion: "x", points: ["a": 3, "b": 2, "c": 2], rule: rule)
        #expect(isClose(tied.reduce(0) { $0 + $1.weight }, 1))
    }

    @Test func boostsAreAsPublished() throws {
        for (name, rows) in try #require(Self.scoring["emission_boost"]).members {
            let rule = try #require(TournamentPreset.byVectorName[name]).payout
            for (gain, expected) in rows.members {
                #expect(isClose(rule.boost(gain: try #require(Double(gain))), expected.double), "\(name) \(gain)")
            }
        }
        #expect(Self.guide.payout.boost(gain: .nan) == 0)
        #expect(Self.guide.payout.boost(gain: .infinity) == 0)
    }

    @Test func gainsOfGamesAreAsPublished() throws {
        for (share, expected) in try #require(Self.scoring["env_perf_from_winpct"]).members {
            #expect(
                isClose(ChampionGain.ofGames(try #require(Double(share)), rule: Self.guide.payout), expected.double)
            )
        }
        for row in try #require(TournamentVectors.rounds["env_perf_diff_formula_mismatch"]).elements {
            let share = ChampionGain.shareByPoints(
                challenger: try #require(row["challenger"]?.double),
                champion: try #require(row["boss"]?.double),
                environments: Int(try #require(row["num_envs"]?.double))
            )
            #expect(isClose(share, row["win_pct"]?.double))
            #expect(isClose(ChampionGain.ofGames(share, rule: Self.guide.payout), row["perf_diff"]?.double))
        }
    }

    @Test func gainIsTheMedianOfTasks() {
        let tasks = [
            BossTask(kind: .instruct, champion: .score(1.1), challenger: .score(1)),
            BossTask(kind: .dpo, champion: .score(1), challenger: .score(0.5)),
            BossTask(kind: .grpo, champion: .score(-0.2), challenger: .score(-0.1)),
            BossTask(kind: .grpo, champion: .score(0), challenger: .score(1)),
            BossTask(kind: .grpo, champion: .pending, challenger: .score(1)),
        ]
        #expect(isClose(ChampionGain.median(of: tasks), 0.3))
        #expect(ChampionGain.median(of: []) == 0)
    }

    /// A gain that is beyond all numbers could not be written down, and the tournament could never end.
    @Test(arguments: [
        (Double.leastNonzeroMagnitude, 1e300), (-1e308, 1e308), (1e308, -1e308),
        (Double.greatestFiniteMagnitude, Double.leastNonzeroMagnitude),
    ])
    func noGainIsBeyondAllNumbers(champion: Double, challenger: Double) {
        for kind in [TaskKind.instruct, .grpo] {
            let task = BossTask(kind: kind, champion: .score(champion), challenger: .score(challenger))
            #expect(ChampionGain.median(of: [task, task]).isFinite)
        }
        var rule = Self.guide.payout
        rule.environmentSlope = .greatestFiniteMagnitude
        #expect(ChampionGain.ofGames(1e10, rule: rule) == 0)
    }

    @Test(arguments: [Int.min, -1, 0, Int.max], [Int64.min, Int64.min + 1, 0, Int64.max])
    func noNumberStopsAShare(titles: Int, second: Int64) {
        for name in TournamentPreset.allNames {
            let preset = TournamentPreset.shipped(name)
            var payout = preset.payout
            for since in [nil, 0, 1e300] {
                payout.decay.since = since
                for (crowned, now) in [(second, 0), (0, second), (second, Int64.max), (Int64.max, second)] {
                    let share = payout.share(
                        of: preset.rules(.text).pool,
                        boost: 0.1,
                        titles: titles,
                        crowned: Moment(crowned),
                        now: Moment(now)
                    )
                    #expect(share >= 0 && share <= preset.rules(.text).pool.most)
                }
            }
        }
        #expect(!Moment(second).text.isEmpty)
    }

    @Test func whatWasPlayedByOtherRulesIsNotPaidByThese() throws {
        let preset = TournamentPreset.shipped("god-2026")
        let other = TournamentPreset.shipped("god-2025")
        var tournament = CompletedTournament(
            type: .text,
            champion: "x",
            tasks: [],
            gain: 0,
            crowned: Moment(0),
            titles: 1,
            presetHash: preset.hash
        )
        func audit() -> AuditDocument {
            AuditDocument(presetHash: preset.hash, now: Moment(9), tournaments: [tournament], participants: [])
        }
        #expect(try NodeWeights(audit(), preset: preset).weights["x"] != nil)
        tournament.presetHash = other.hash
        #expect(throws: PresetError.self) { try NodeWeights(audit(), preset: preset) }
    }

    @Test func poolsDecayAsPublished() throws {
        for (name, rows) in try #require(Self.scoring["tournament_weight_time_decay"]).members {
            let preset = try #require(TournamentPreset.byVectorName[name])
            let crowned = Moment(1_770_000_000)
            for row in rows.elements {
                let days = try #require(row["days"]?.double)
                let share = preset.payout.share(
                    of: preset.rules(.text).pool,
                    boost: try #require(row["boost"]?.double),
                    titles: 4,
                    crowned: crowned,
                    now: crowned.adding(Seconds(days * 86400))
                )
                // The published 45.4545 days are no whole number of seconds.
                let difference = abs(share - (try #require(row["weight"]?.double)))
                #expect(difference < (days == days.rounded() ? 1e-12 : 1e-7), "\(name) \(row.canonicalText)")
            }
        }
    }

    @Test func championsFromBeforeTheDateDecayAsPublished() throws {
        let moments =
            [
                "2025-10-01T00:00:00+00:00": 1_759_276_800, "2025-11-01T00:00:00+00:00": 1_761_955_200,
                "2025-12-06T00:00:00+00:00": 1_764_979_200, "2026-01-01T00:00:00+00:00": 1_767_225_600,
                "2026-01-31T00:00:00+00:00": 1_769_817_600,
            ] as [String: Int64]
        for row in try #require(Self.scoring["hybrid_decay"]).elements {
            let share = Self.guide.payout.share(
                of: Self.guide.rules(.text).pool,
                boost: try #require(row["boost"]?.double),
                titles: Int(try #require(row["wins"]?.double)),
                crowned: Moment(try #require(row["first"]?.text.flatMap { moments[$0] })),
                now: Moment(try #require(row["now"]?.text.flatMap { moments[$0] }))
            )
            #expect(isClose(share, row["weight"]?.double), "\(row.canonicalText)")
        }
        let early = Self.guide.payout.share(
            of: Self.guide.rules(.text).pool,
            boost: 0.14,
            titles: 3,
            crowned: Moment(1_759_276_800),
            now: Moment(1_764_979_200)
        )
        #expect(isClose(early, 0.27))
    }

    struct Old: CustomTestStringConvertible {
        let gain: Double
        let titles: Int
        let share: Double
        var testDescription: String { "gain \(gain), \(titles) titles" }
    }

    @Test(arguments: [
        Old(gain: 0.12, titles: 1, share: 0.29), Old(gain: 0.12, titles: 3, share: 0.27),
        Old(gain: 0.12, titles: 10, share: 0.20), Old(gain: 0.08, titles: 1, share: 0.21),
        Old(gain: 0.08, titles: 3, share: 0.19), Old(gain: 0.08, titles: 10, share: 0.15),
        Old(gain: 0.40, titles: 1, share: 0.6),
    ])
    func theOldGuideTakesTitlesFromTheBoost(item: Old) {
        let preset = TournamentPreset.shipped("god-2025")
        let share = preset.payout.share(
            of: preset.rules(.text).pool,
            boost: preset.payout.boost(gain: item.gain),
            titles: item.titles,
            crowned: Moment(0),
            now: Moment(1_800_000_000)
        )
        #expect(isClose(share, item.share))
    }

    /// The tasks of the published example: groups, two rounds of pairs, and the boss round.
    private static func tasks(_ firsts: [(round: Int, first: String)]) -> [CompletedTournament.Task] {
        firsts.map { CompletedTournament.Task(round: $0.round, first: $0.first) }
    }

    @Test func weightsOfNodesAreAsPublished() throws {
        let now = Moment(1_781_000_000)
        let text = CompletedTournament(
            type: .text,
            champion: "A",
            tasks: Self.tasks([(2, "A"), (2, "B"), (2, "C"), (2, "D"), (3, "A"), (3, "C"), (4, "A"), (5, "A")]),
            gain: 0.12,
            crowned: now,
            titles: 1
        )
        // In the environment tournament A has 1.2 points and C 0.15, as published.
        let environment = CompletedTournament(
            type: .environment,
            champion: "CHAMP",
            tasks: [
                .init(round: 8, first: "A", scores: ["A": 0.9]), .init(round: 1, first: "C", scores: ["C": 0.9]),
            ],
            gain: 0,
            crowned: now,
            titles: 2
        )
        let audit = AuditDocument(
            presetHash: Self.guide.hash,
            now: now,
            tournaments: [text, environment],
            participants: ["P1", "P2", "B", "C"]
        )
        let weights = try NodeWeights(audit, preset: Self.guide)
        let published = try #require(Self.scoring["node_weights"]?.members.first?.value).members
        for (hotkey, weight) in published where hotkey != "_sum" {
            let own = hotkey.hasPrefix("5GU4") ? weights.burned : weights.weights[hotkey]
            #expect(isClose(own, weight.double), "\(hotkey)")
        }
        #expect(weights.weights.count == 7)
        #expect(isClose(weights.sum, 1))
    }

    @Test func aFirstRoundCountsOnlyWhereItShould() {
        let tournament = CompletedTournament(
            type: .text,
            champion: "x",
            tasks: Self.tasks([(1, "a"), (2, "b"), (2, "x"), (3, "b")]),
            gain: 0,
            crowned: Moment(0),
            titles: 1
        )
        #expect(tournament.points(base: 0.5, firstRoundCounts: true) == ["a": 0.5, "b": 2.5])
        #expect(tournament.points(base: 0.5, firstRoundCounts: false) == ["b": 2.5])
    }

    @Test func environmentPlacesGivePointsInProportion() {
        let scores = ["a": 0.9, "b": 0.5, "c": 0.1, "x": 1, "zero": 0]
        let tournament = CompletedTournament(
            type: .environment,
            champion: "x",
            tasks: [.init(round: 2, first: "x", scores: scores)],
            gain: 0,
            crowned: Moment(0),
            titles: 1
        )
        let points = tournament.points(base: 0.15, firstRoundCounts: true)
        #expect(points.count == 3)
        #expect(isClose(points["a"], 0.3) && isClose(points["b"], 0.2) && isClose(points["c"], 0.1))
    }

    @Test func whoHasLeftIsNotPaid() throws {
        let tournament = CompletedTournament(
            type: .text,
            champion: "x",
            tasks: Self.tasks([(2, "a")]),
            gain: 0,
            crowned: Moment(0),
            titles: 1
        )
        var audit = AuditDocument(
            presetHash: Self.guide.hash,
            now: Moment(0),
            tournaments: [tournament],
            participants: ["a", "b"],
            departed: ["a", "b"]
        )
        let weights = try NodeWeights(audit, preset: Self.guide)
        #expect(Array(weights.weights.keys) == ["x"])
        #expect(isClose(weights.sum, 1))
        audit.presetHash = "another"
        #expect(throws: PresetError.self) { try NodeWeights(audit, preset: Self.guide) }
    }

    @Test func decayedPoolsPayOthersNoMoreThanTheyHold() throws {
        let tournament = CompletedTournament(
            type: .text,
            champion: "x",
            tasks: Self.tasks([(2, "a")]),
            gain: 0,
            crowned: Moment(1_770_000_000),
            titles: 1
        )
        func weights(_ preset: TournamentPreset) throws -> NodeWeights {
            let now = Moment(1_780_000_000)
            return try NodeWeights(
                AuditDocument(presetHash: preset.hash, now: now, tournaments: [tournament], participants: []),
                preset: preset
            )
        }
        #expect(try weights(Self.guide).weights.isEmpty)
        #expect(isClose(try weights(Self.guide).burned, 1))
        let faulty = try weights(Self.guide.with(.paidFromBase))
        #expect(isClose(faulty.weights["a"], 0.15 * 0.23076923076923075))
        #expect(try weights(TournamentPreset.shipped("tournament-open")).weights.count == 2)
    }

    @Test func theParticipationOfAChampionIsLostOnlyByRequest() throws {
        let tournament = CompletedTournament(
            type: .text,
            champion: "x",
            tasks: [],
            gain: 0,
            crowned: Moment(0),
            titles: 1
        )
        func sum(_ preset: TournamentPreset) throws -> Double {
            let audit = AuditDocument(
                presetHash: preset.hash,
                now: Moment(0),
                tournaments: [tournament],
                participants: ["x", "a"]
            )
            return try NodeWeights(audit, preset: preset).sum
        }
        #expect(isClose(try sum(Self.guide), 1))
        #expect(isClose(try sum(Self.guide.with(.championParticipationLost)), 1 - 0.0001))
    }

    @Test func scaledPoolsLeaveNothingToBurn() throws {
        let preset = TournamentPreset.shipped("god-2026-09")
        let tournament = CompletedTournament(
            type: .image,
            champion: "x",
            tasks: Self.tasks([(2, "a")]),
            gain: 0,
            crowned: Moment(0),
            titles: 1
        )
        let audit = AuditDocument(
            presetHash: preset.hash,
            now: Moment(0),
            tournaments: [tournament],
            participants: ["b"]
        )
        let weights = try NodeWeights(audit, preset: preset)
        #expect(weights.burned < 1e-12)
        #expect(isClose(weights.weights["x"], 0.8 * 0.9999))
    }
}
