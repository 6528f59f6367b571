extension TournamentRecord {
    /// Returns the same tournament with everybody under another name, for drawings.
    ///
    /// - Parameter name: What somebody is called.
    /// - Returns: The tournament, with all else as it was.
    package func renamed(_ name: (String) -> String) -> TournamentRecord {
        func renamed(_ champion: TournamentChampion?) -> TournamentChampion? {
            champion.map { TournamentChampion(hotkey: name($0.hotkey), titles: $0.titles) }
        }
        var record = self
        record.entrants = entrants.map(name)
        record.defending = renamed(defending)
        record.outcome = outcome.map {
            TournamentOutcome(champion: renamed($0.champion), reason: $0.reason, ended: $0.ended)
        }
        for round in rounds.indices {
            record.rounds[round].advancing = rounds[round].advancing.map(name)
            record.rounds[round].bye = rounds[round].bye.map(name)
            for match in rounds[round].matches.indices {
                record.rounds[round].matches[match].competitors = rounds[round].matches[match].competitors.map(name)
            }
        }
        return record
    }
}
