package import Records
package import Rules

/// Plans the next tournament of a type by the rules' calendar.
package struct TournamentOrganiser: Sendable {
    private let records: Records
    private let preset: TournamentPreset

    /// Makes an organiser.
    ///
    /// - Parameters:
    ///   - records: Where tournaments are.
    ///   - preset: The rules.
    package init(records: Records, preset: TournamentPreset) {
        self.records = records
        self.preset = preset
    }

    /// Returns the tournament of a type that goes on, or plans the next one; asking again plans nothing else.
    ///
    /// The first tournament of a type opens at once, others in the next hour of the week or after the gap that the rules
    /// name.
    ///
    /// - Parameters:
    ///   - type: What it is about.
    ///   - now: The moment.
    /// - Returns: The tournament.
    /// - Throws: `ArenaError.Code.refused` when the rules have no tournaments of the type.
    package func next(_ type: TournamentType, at now: Moment) async throws -> TournamentRow {
        if let open = try await records.openTournament(type) { return open }
        guard let rules = preset[type] else {
            throw ArenaError(.refused, "\(preset.name) has no \(type.rawValue) tournaments")
        }
        let earlier = try await records.tournaments(type)
        var opens = now
        var planned = now
        if let last = earlier.first {
            let bracket = try await records.replay(last).bracket
            planned = max(now, bracket.now)
            let known = StartRule.Last(began: last.plan.opens, ended: bracket.now)
            opens = max(planned, rules.start.next(at: planned, after: known, quirks: preset.quirks))
        }
        let champion = try await champion(after: earlier)
        let plan = TournamentPlan(
            type: type,
            preset: preset,
            champion: champion,
            planned: planned,
            opens: opens,
            number: earlier.count
        )
        return try await records.plan(plan, preset: preset)
    }

    /// Who holds the title since the last tournament that ended with a result.
    private func champion(after earlier: [TournamentRow]) async throws -> TournamentChampion? {
        guard let last = earlier.first(where: { $0.stage == .completed })?.completed, let hotkey = last.champion else {
            return nil
        }
        return TournamentChampion(hotkey: hotkey, titles: max(1, last.titles))
    }
}
