/// Games of all with all in one environment.
package struct PairGames: Sendable, Hashable {
    /// Who plays, in the order of the numbers of games.
    package var players: [String]
    /// Games that the first player won.
    package var wins: Int
    /// Games that the second player won.
    package var losses: Int
    /// Games that nobody won.
    package var draws: Int

    /// Describes the games of a pair.
    ///
    /// - Parameters:
    ///   - first: One player.
    ///   - second: The other.
    ///   - wins: Games that the first won.
    ///   - losses: Games that the second won.
    ///   - draws: Games that nobody won.
    package init(_ first: String, _ second: String, wins: Int, losses: Int, draws: Int) {
        players = [first, second]
        self.wins = wins
        self.losses = losses
        self.draws = draws
    }
}

/// How results of games and other environments become one number.
package enum EnvironmentScores {
    /// Returns the share of all games that each player won, a draw being half a win.
    package static func winRates(_ pairs: [PairGames]) -> [String: Double] {
        var won: [String: Double] = [:]
        var played: [String: Double] = [:]
        for pair in pairs {
            let games = Double(pair.wins) + Double(pair.losses) + Double(pair.draws)
            let half = Double(pair.draws) / 2
            for (player, wins) in zip(pair.players, [Double(pair.wins) + half, Double(pair.losses) + half]) {
                won[player, default: 0] += wins
                played[player, default: 0] += games
            }
        }
        return won.reduce(into: [:]) { rates, entry in
            let games = played[entry.key] ?? 0
            rates[entry.key] = games > 0 ? entry.value / games : 0
        }
    }

    /// Returns points of 3 for more games won than lost against another, 1 for as many, as analyses still show them.
    package static func points(_ pairs: [PairGames]) -> [String: Double] {
        pairs.reduce(into: [:]) { points, pair in
            let (first, second) = pair.wins == pair.losses ? (1.0, 1.0) : pair.wins > pair.losses ? (3, 0) : (0, 3)
            points[pair.players[0], default: 0] += first
            points[pair.players[1], default: 0] += second
        }
    }

    /// Returns each competitor's place in every environment as a share, averaged over them.
    ///
    /// The worst has 0, the best 1, equal ones share the mean of their places; alone, or all equal, it is a half.
    /// Without a result it is 0.
    ///
    /// - Parameter environments: Results by competitor, and the weight, of each environment.
    /// - Returns: A number from 0 to 1 for everybody who has a result anywhere.
    package static func quantiles(_ environments: [(scores: [String: Double], weight: Double)]) -> [String: Double] {
        let everybody = Set(environments.flatMap { $0.scores.keys })
        let whole = environments.reduce(0) { $0 + $1.weight }
        guard whole > 0 else { return everybody.reduce(into: [:]) { $0[$1] = 0 } }
        var sums = everybody.reduce(into: [String: Double]()) { $0[$1] = 0 }
        for environment in environments {
            for (competitor, quantile) in quantiles(of: environment.scores.filter { $0.value.isFinite }) {
                sums[competitor, default: 0] += quantile * environment.weight
            }
        }
        return sums.mapValues { $0 / whole }
    }

    private static func quantiles(of scores: [String: Double]) -> [String: Double] {
        let sorted = scores.sorted { ($0.value, $0.key) < ($1.value, $1.key) }
        guard sorted.count > 1 else { return scores.mapValues { _ in 0.5 } }
        var result: [String: Double] = [:]
        var start = 0
        while start < sorted.count {
            var end = start
            while end + 1 < sorted.count, sorted[end + 1].value == sorted[start].value { end += 1 }
            let mean = Double(start + end) / 2 / Double(sorted.count - 1)
            for index in start...end { result[sorted[index].key] = mean }
            start = end + 1
        }
        return result
    }

    /// Returns whether the first of two results of an environment without games wins, the second (false), or neither.
    ///
    /// - Parameters:
    ///   - first: One result; more is better.
    ///   - second: The other.
    ///   - margin: By what fraction of the other's amount a result has to be ahead.
    /// - Returns: True for the first, false for the second, nil for neither.
    package static func wins(_ first: Double, over second: Double, margin: Double = 0.015) -> Bool? {
        if first > second + abs(second) * margin { return true }
        return second > first + abs(first) * margin ? false : nil
    }
}
