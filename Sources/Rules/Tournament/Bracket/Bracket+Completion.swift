extension Bracket {
    /// What payouts need to know of this tournament; nil until it is completed.
    ///
    /// - Parameters:
    ///   - payout: The rules of payouts.
    ///   - previous: The tournament before, from which a defended title keeps its gain and the day it was won.
    /// - Returns: The tournament, or nil.
    package func completed(payout: TournamentPayoutRule, after previous: CompletedTournament?) -> CompletedTournament? {
        guard let outcome else { return nil }
        let isNew = outcome.reason == .dethroned || outcome.reason == .vacant
        return CompletedTournament(
            type: type,
            champion: outcome.champion?.hotkey,
            tasks: rounds.indices.flatMap { scoredTasks(round: $0) },
            gain: ChampionGain.bounded(isNew ? gain(payout) : previous?.gain ?? 0),
            crowned: isNew ? outcome.ended : previous?.crowned ?? outcome.ended,
            titles: outcome.champion?.titles ?? 0
        )
    }

    /// By how much the challenger won.
    ///
    /// In environments the numbers of a boss round are shares of games won.
    private func gain(_ payout: TournamentPayoutRule) -> Double {
        guard let round = rounds.last else { return 0 }
        let tasks = round.bossTasks
        guard type == .environment else { return ChampionGain.median(of: tasks) }
        let environments = min((rules.environments?.perRound ?? 0) * rounds.count, rules.environments?.names.count ?? 0)
        return tasks.compactMap { task -> Double? in
            guard let own = task.challenger.value else { return nil }
            let share =
                quirks.contains(.environmentGainByPoints)
                ? ChampionGain.shareByPoints(
                    challenger: own,
                    champion: task.champion.value ?? 0,
                    environments: environments
                ) : own
            return ChampionGain.ofGames(share, rule: payout)
        }.median
    }

    /// Who was first in the tasks of a round, without whoever defended the title: a champion who loses it has no points.
    private func scoredTasks(round index: Int) -> [CompletedTournament.Task] {
        let results = rounds[index].results
        return (0..<results.shape.matches).flatMap { match -> [CompletedTournament.Task] in
            let seats = results.shape.seats[results.shape.range(of: match)].map { competitors[Int($0)] }
            return results.tasks(of: match).map { task -> CompletedTournament.Task in
                let values = task.reports.map(\.value)
                let order = Ranking.order(values, isHigherBetter: task.kind.isHigherBetter)
                let first = order.first.map { seats[$0] }.flatMap { $0 == defending?.hotkey ? nil : $0 }
                guard type == .environment else { return CompletedTournament.Task(round: index + 1, first: first) }
                let scores = zip(seats, values).reduce(into: [String: Double]()) { scores, entry in
                    if entry.0 != defending?.hotkey { scores[entry.0] = entry.1 }
                }
                return CompletedTournament.Task(round: index + 1, first: first, scores: scores)
            }
        }
    }
}
