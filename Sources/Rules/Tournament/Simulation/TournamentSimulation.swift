/// A whole tournament with results from a port, from the first entry to the end.
package struct TournamentSimulation: Sendable {
    /// The rules.
    package let preset: TournamentPreset
    /// What the tournament is about.
    package let type: TournamentType
    /// Who enters.
    package let entrants: [String]
    /// Who defends the title.
    package let champion: TournamentChampion?
    /// The published seed of all draws.
    package let seed: String
    /// When entries are first taken.
    package let opened: Moment

    /// Plans a tournament.
    ///
    /// - Parameters:
    ///   - preset: The rules.
    ///   - type: What it is about.
    ///   - entrants: Who enters, in the order of entering.
    ///   - champion: Who defends the title.
    ///   - seed: The published seed of all draws.
    ///   - opened: When entries are first taken.
    package init(
        preset: TournamentPreset,
        type: TournamentType,
        entrants: [String],
        champion: TournamentChampion?,
        seed: String,
        opened: Moment = Moment(1_782_136_800)
    ) {
        self.preset = preset
        self.type = type
        self.entrants = entrants
        self.champion = champion
        self.seed = seed
        self.opened = opened
    }

    /// Plays the tournament to its end.
    ///
    /// - Parameters:
    ///   - performer: Where results come from.
    ///   - disturbance: What else happens after each event; for tests.
    /// - Returns: The state at the end and every event that led to it; nil when the preset has no such tournaments.
    package func run(
        _ performer: some TaskPerformer,
        disturbance: (inout Bracket, TournamentEvent) -> [TournamentEvent] = { _, _ in [] }
    ) -> (bracket: Bracket, events: [TournamentEvent])? {
        guard var bracket = opening else { return nil }
        var performer = performer
        var events: [TournamentEvent] = []
        func apply(_ event: TournamentEvent) {
            bracket.apply(event)
            events.append(event)
            events += disturbance(&bracket, event)
        }
        for hotkey in entrants { apply(TournamentEvent(.entered(hotkey: hotkey), at: opened)) }
        apply(TournamentEvent(.began(seed: seed), at: opened.adding(Seconds(600))))
        while !bracket.hasEnded {
            let before = bracket
            for event in ModelledTime(preset).reports(in: bracket, by: &performer) { apply(event) }
            if bracket == before, let deadline = bracket.deadline { apply(TournamentEvent(.waited, at: deadline)) }
        }
        return (bracket, events)
    }

    /// The state before the first event.
    package var opening: Bracket? { Bracket(preset: preset, type: type, champion: champion, opened: opened) }
}
