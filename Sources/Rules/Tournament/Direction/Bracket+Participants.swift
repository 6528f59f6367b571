extension Bracket {
    /// Everybody who is not out, by hotkey: who sits in the round that goes on, and who waits for the next.
    package var participants: [String] {
        guard case .playing = phase, let round = rounds.last else { return [] }
        let shape = round.results.shape
        let seated = shape.seats + (shape.bye.map { [$0] } ?? []) + (championNumber.map { [$0] } ?? [])
        return Set(seated).subtracting(gone).map { competitors[Int($0)] }.sorted()
    }
}

extension CompletedTournament {
    /// Everybody whom a payout could name.
    package var hotkeys: [String] {
        var names = Set(tasks.compactMap(\.first))
        for task in tasks { names.formUnion((task.scores ?? [:]).keys) }
        return names.union(champion.map { [$0] } ?? []).sorted()
    }
}
