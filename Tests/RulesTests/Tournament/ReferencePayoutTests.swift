import Testing

@testable import Rules

/// From results to weights against the reference.
@Suite struct ReferencePayoutTests {
    private static func preset(_ row: JSONValue) throws -> TournamentPreset {
        try #require(ReferenceTable.presets[row["preset"]?.text ?? ""])
    }

    @Test func poolsAreThoseOfTheReference() throws {
        for row in ReferenceTable.rows("pools") {
            let preset = try Self.preset(row)
            let rules = preset.rules(try #require(TournamentType(rawValue: row["type"]?.text ?? "")))
            let boost = preset.payout.boost(gain: try #require(row["gain"]?.double))
            #expect(isClose(boost, row["boost"]?.double), "\(row)")
            let share = preset.payout.share(
                of: rules.pool,
                boost: boost,
                titles: try #require(row["titles"]?.int),
                crowned: try #require(row["crowned"]?.moment),
                now: try #require(row["now"]?.moment)
            )
            #expect(isClose(share, row["pool"]?.double), "\(row) \(share)")
        }
    }

    @Test func gainsAreThoseOfTheReference() throws {
        for row in ReferenceTable.rows("gains") {
            let tasks = try #require(row["tasks"]).elements.map { task in
                BossTask(
                    kind: try #require(TaskKind(rawValue: task.elements[0].text ?? "")),
                    champion: task.elements[1].report,
                    challenger: task.elements[2].report
                )
            }
            #expect(isClose(ChampionGain.median(of: tasks), row["gain"]?.double), "\(row)")
            let rule = TournamentPreset.shipped("god-2026").payout
            let games = ChampionGain.ofGames(try #require(row["share"]?.double), rule: rule)
            #expect(isClose(games, row["games"]?.double), "\(row)")
        }
    }

    @Test func ranksAreWorthWhatTheReferencePays() throws {
        for row in ReferenceTable.rows("ranks") {
            for (preset, key) in [("god-2026", "all"), ("god-2026-09", "three")] {
                let shares = RankWeights.shares(
                    champion: row["champion"]?.text,
                    points: try #require(row["scores"]).numbers,
                    rule: TournamentPreset.shipped(preset).payout
                )
                let own = Dictionary(uniqueKeysWithValues: shares.map { ($0.hotkey, $0.weight) })
                #expect(areClose(own, try #require(row[key]).numbers), "\(key) \(row)")
            }
        }
    }

    private static func completed(_ type: TournamentType, _ row: JSONValue) -> CompletedTournament {
        let defending = row["defending"]?.text
        // What a bracket hands over has nothing of whoever defended the title.
        let tasks = (row["tasks"]?.elements ?? []).map { task in
            CompletedTournament.Task(
                round: task["round"]?.int ?? 0,
                first: task["first"]?.text.flatMap { $0 == defending ? nil : $0 },
                scores: task["scores"].map { $0.numbers.filter { $0.key != defending } }
            )
        }
        return CompletedTournament(
            type: type,
            champion: row["champion"]?.text,
            tasks: tasks,
            gain: 0,
            crowned: Moment(0),
            titles: 1
        )
    }

    @Test func weightsAreThoseOfTheReference() throws {
        for row in ReferenceTable.rows("weights") {
            let preset = try Self.preset(row)
            var pools: [TournamentType: Double] = [:]
            for (name, share) in try #require(row["pools"]).numbers {
                pools[try #require(TournamentType(rawValue: name))] = share
            }
            let tournaments = try #require(row["tournaments"]).members.map { name, value in
                Self.completed(try #require(TournamentType(rawValue: name)), value)
            }
            for tournament in tournaments {
                let base = preset.rules(tournament.type).pool.base
                let points = tournament.points(base: base, firstRoundCounts: preset.payout.firstRoundCounts)
                let expected = try #require(row["points"]?[tournament.type.rawValue]).numbers
                #expect(areClose(points, expected), "\(row)")
            }
            let audit = AuditDocument(
                presetHash: preset.hash,
                now: Moment(0),
                tournaments: tournaments,
                participants: try #require(row["participants"]).texts,
                departed: try #require(row["departed"]).texts
            )
            for (rules, key) in [(preset, "right"), (preset.with(.paidFromBase), "from_base")] {
                let weights = NodeWeights(audit: audit, preset: rules, pools: pools)
                #expect(areClose(weights.weights, try #require(row[key]?["weights"]).numbers), "\(key) \(row)")
                #expect(isClose(weights.burned, row[key]?["burned"]?.double), "\(key) \(row)")
            }
        }
    }
}
