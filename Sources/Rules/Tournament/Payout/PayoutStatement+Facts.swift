extension PayoutStatement {
    /// The most titles, rounds and names that a statement may speak of.
    private static let most = (titles: 1_000_000, rounds: 1000)

    /// Checks what a stranger wrote before anything is computed from it.
    ///
    /// - Throws: `PayoutProblem.strange` or `PayoutProblem.rules`.
    func checkFacts() throws(PayoutProblem) {
        let isShipped = TournamentPreset.allNames.contains(preset.name)
        if isShipped, (try? TournamentPreset.named(preset.name))?.hash != preset.hash {
            throw .rules("they call themselves '\(preset.name)', but are not those that ship under this name")
        }
        for tournament in audit.tournaments {
            let type = tournament.type.rawValue
            guard (0...Self.most.titles).contains(tournament.titles) else {
                throw .strange("the champion of \(type) has \(tournament.titles) titles")
            }
            guard tournament.gain.isFinite else { throw .strange("the gain of \(type) is no number") }
            guard tournament.tasks.allSatisfy({ (1...Self.most.rounds).contains($0.round) }) else {
                throw .strange("a round of \(type) has an impossible number")
            }
            guard let hash = tournament.presetHash else {
                throw .rules("the tournament of \(type) does not say which rules it was played by")
            }
            guard hash == audit.presetHash else {
                throw .rules("the tournament of \(type) was played by other rules, of the hash \(hash.prefix(16))…")
            }
        }
        let names = audit.tournaments.flatMap(\.hotkeys) + audit.participants + audit.departed
        for name in names + weights.weights.keys.sorted() where Hotkey(name) == nil {
            throw .strange("a hotkey is an SS58 address, and '\(name.prefix(80))' is none")
        }
        guard Set(audit.participants).count == audit.participants.count else {
            throw .strange("a participant is named twice")
        }
    }
}
