import Testing

@testable import Rules

/// Schedule, entries, rounds and winners against the reference.
@Suite struct ReferenceRoundsTests {
    private static let guide = TournamentPreset.shipped("god-2026")
    private static let code = TournamentPreset.shipped("god-2026-code")

    @Test func startsWhenTheReferenceDoes() throws {
        for row in ReferenceTable.rows("schedule") {
            let now = try #require(row["now"]?.moment)
            let last = StartRule.Last(began: try #require(row["began"]?.moment), ended: row["ended"]?.moment)
            if let gap = row["gap"]?.double {
                let rule = StartRule(weekday: nil, hour: nil, gap: Seconds(gap))
                #expect(rule.begins(at: now, after: last) == row["starts"]?.flag, "\(row)")
                continue
            }
            let weekday = StartRule.Weekday.allCases[try #require(row["weekday"]?.int)]
            let rule = StartRule(weekday: weekday, hour: row["hour"]?.int, gap: nil)
            let quirk = [TournamentQuirk.restartsInTheSameHour]
            #expect(rule.next(at: now, after: last, quirks: quirk) == row["next"]?.moment, "\(row)")
            #expect(rule.begins(at: now, after: last, quirks: quirk) == row["starts"]?.flag, "\(row)")
            #expect(rule.begins(at: now, after: last) == row["starts_once"]?.flag, "\(row)")
        }
    }

    @Test func keepsTheEntriesThatTheReferenceKeeps() throws {
        for row in ReferenceTable.rows("admission") {
            var preset = Self.guide.with(.oddAddressesEscape)
            preset.registration.oneEntryPer = try #require(row["identities"]).texts.compactMap { .init(rawValue: $0) }
            let registrants = try #require(row["entries"]).elements.map { entry -> Registrant in
                let owner = entry["owner"]?.text.map { "/\($0)/trainer" } ?? "/alone"
                return Registrant(
                    hotkey: try #require(entry["hotkey"]?.text),
                    coldkey: try #require(entry["coldkey"]?.text),
                    address: try #require(entry["address"]?.text),
                    repository: "https://example.org\(owner)",
                    commit: String(repeating: "0", count: 40),
                    hasToken: entry["token"]?.flag ?? false,
                    registered: Moment(0)
                )
            }
            let admission = Admission(registrants, preset: preset, fee: 0, balances: [:], start: Moment(10_000))
            #expect(admission.admitted.map(\.registrant.hotkey) == row["stay"]?.texts, "\(row)")
        }
    }

    @Test func readsCommitsAsTheReferenceDoes() throws {
        for row in ReferenceTable.rows("commits") {
            for (preset, key) in [("god-2026", "hash"), ("god-2025", "hash_or_main")] {
                let registrant = Registrant(
                    hotkey: "a",
                    coldkey: "c",
                    address: "192.0.2.1",
                    repository: "https://example.org/a/b",
                    commit: try #require(row["text"]?.text),
                    registered: Moment(0)
                )
                let rules = TournamentPreset.shipped(preset)
                let verdict = Admission([registrant], preset: rules, fee: 0, balances: [:], start: Moment(10_000))
                    .decisions[0].verdict
                #expect((verdict == .admitted) == row[key]?.flag, "\(row)")
            }
        }
        for row in ReferenceTable.rows("datasets") {
            let asked = try #require(row["asked"]).texts
            #expect(DatasetRequests.granted(asked, rule: Self.guide.registration) == row["two"]?.texts)
        }
    }

    private static func kind(_ shape: RoundShape) -> String { "\(shape.kind)" }

    private func check(_ shape: RoundShape, champion: Int32, _ expected: JSONValue?, _ note: String) {
        #expect(Self.kind(shape) == expected?["kind"]?.text, "\(note)")
        let sizes = (0..<shape.matches).map { shape.range(of: $0).count }
        #expect(sizes.sorted(by: >) == expected?["sizes"]?.runs, "\(note)")
        #expect(shape.seats.contains(champion) == expected?["boss"]?.flag, "\(note)")
        #expect(Set(shape.seats).count == shape.seats.count, "\(note)")
    }

    @Test func formsRoundsAsTheReferenceDoes() throws {
        for row in ReferenceTable.rows("formation") {
            let count = Int32(try #require(row["count"]?.int))
            let field = (0..<count).map(\.self)
            let draw = Draw(seed: "reference")
            for (name, preset) in [("guide", Self.guide), ("code", Self.code)] {
                let text = preset.rules(.text)
                for (key, round) in [("text", 1), ("later", 2)] {
                    let formation = RoundFormation(rules: text, round: round, champion: count)
                    let shape = formation.form(field, isChampionIn: false, draw: draw)
                    check(shape, champion: count, row["\(key)_\(name)"], "\(key)_\(name) \(count)")
                }
                for (key, hasPlace) in [("next_\(name)", false), ("next_\(name)_boss", true)] where count > 1 {
                    let formation = RoundFormation(rules: text, round: 2, champion: count)
                    let isIn = formation.isChampionSeated(among: field.count, hasPlace: hasPlace)
                    let shape = formation.form(field, isChampionIn: isIn, draw: draw)
                    check(shape, champion: count, row[key], "\(key) \(count)")
                }
                try checkEnvironments(preset, name, field: field, row)
            }
        }
    }

    private func checkEnvironments(
        _ preset: TournamentPreset,
        _ name: String,
        field: [Int32],
        _ row: JSONValue
    ) throws {
        let rules = preset.rules(.environment)
        let count = Int32(field.count)
        let draw = Draw(seed: "reference")
        var first = try #require(row["environment_\(name)"]?.runs)
        let shape = RoundFormation(rules: rules, round: 1, champion: count).form(field, isChampionIn: false, draw: draw)
        // The champion comes on top of the first of the smallest groups.
        if let smallest = first.indices.min(by: { first[$0] < first[$1] }) { first[smallest] += 1 }
        #expect((0..<shape.matches).map { shape.range(of: $0).count } == first, "\(name) \(count)")
        let later = RoundFormation(rules: rules, round: 2, champion: count).form(field, isChampionIn: true, draw: draw)
        let sizes = (0..<later.matches).map { later.range(of: $0).count }
        #expect(sizes == row["environment_\(name)_later"]?.runs, "\(name) \(count)")
    }

    @Test func ranksAsTheReferenceDoes() throws {
        for row in ReferenceTable.rows("ranking") {
            let values = try #require(row["values"]).elements.map(\.anyNumber)
            let isHigher = row["higher"]?.flag == true
            #expect(Ranking.order(values, isHigherBetter: isHigher) == row["order"]?.elements.compactMap(\.int))
            let points = Ranking.points(values, isHigherBetter: isHigher).map(\.points)
            #expect(points == row["points"]?.elements.compactMap(\.double), "\(row)")
        }
    }

    private static func results(_ groups: [[[Report]]], kind: TaskKind, shape: RoundShape.Kind) -> RoundResults {
        let sizes = groups.map { $0[0].count }
        let tasks = groups[0].count
        let round = RoundShape(kind: shape, seats: (0..<Int32(sizes.reduce(0, +))).map(\.self), sizes: sizes)
        var results = RoundResults(
            shape: round,
            tasksPerMatch: tasks,
            kinds: Array(repeating: kind, count: tasks * groups.count)
        )
        for (match, group) in groups.enumerated() {
            for (task, reports) in group.enumerated() {
                results.reports.replaceSubrange(results.range(match: match, task: task), with: reports)
            }
        }
        return results
    }

    @Test func takesTheWinnersOfGroupsThatTheReferenceTakes() throws {
        for row in ReferenceTable.rows("groups") {
            let tasks = try #require(row["tasks"]).elements.map { $0.elements.map(\.report) }
            let kind: TaskKind = row["higher"]?.flag == true ? .grpo : .instruct
            let small = Self.results([tasks], kind: kind, shape: .smallGroup)
            let two = RoundSettlement(small, rules: Self.code.rules(.text), champion: nil).winners
            #expect(two == row["two"]?.elements.compactMap(\.int).map { Int32($0) }, "\(row)")
            let group = Self.results([[tasks[0]]], kind: kind, shape: .group)
            let eight = RoundSettlement(group, rules: Self.guide.rules(.text), champion: nil).winners
            #expect(eight == row["eight"]?.elements.compactMap(\.int).map { Int32($0) }, "\(row)")
        }
    }

    @Test func takesTheWinnersOfEnvironmentsThatTheReferenceTakes() throws {
        for row in ReferenceTable.rows("environment_groups") {
            let groups = try #require(row["groups"]).elements
            let reports = groups.map { [$0.elements[1].elements.map(\.report)] }
            let results = Self.results(reports, kind: .environment, shape: .group)
            let own = try #require(groups.firstIndex { $0.elements[0].flag == true })
            let champion = Int32(results.shape.range(of: own).lowerBound)
            let settlement = RoundSettlement(results, rules: Self.guide.rules(.environment), champion: champion)
            let expected = try #require(row["winners"]).elements.map { place in
                Int32(results.shape.range(of: place.elements[0].int ?? 0).lowerBound + (place.elements[1].int ?? 0))
            }
            // When nobody at all is out, the reference goes on for ever; here the lot takes one of every group.
            if expected.count > 1, expected.count == results.shape.seats.count - 1 { continue }
            #expect(settlement.winners == expected, "\(row)")
        }
    }

    @Test func takesTheWinnersOfPairsThatTheReferenceTakes() throws {
        for row in ReferenceTable.rows("pairs") {
            let kind: TaskKind = row["higher"]?.flag == true ? .grpo : .dpo
            let reports = [row["first"], row["second"]].map { $0?.report ?? .pending }
            #expect(PairResult.winner([(kind, reports[...])]) == row["winner"]?.int, "\(row)")
        }
    }
}
