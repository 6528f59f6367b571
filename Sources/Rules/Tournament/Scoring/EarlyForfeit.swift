/// When a series of games is given up: ten losses at its very beginning, or twenty in a row later.
package struct EarlyForfeit: Sendable, Hashable {
    /// How a game ended for the first player.
    package enum Game: Sendable, Hashable {
        case won, lost, drawn
    }

    /// How a series ended.
    package struct Series: Sendable, Hashable {
        /// After how many games it was given up; nil: it was not.
        package let stoppedAt: Int?
        /// Games that count for the first player.
        package let wins: Int
        /// Games that count for the second player.
        package let losses: Int
        /// Games that nobody won.
        package let draws: Int
    }

    /// Counts a series, the remaining games as lost by whoever gave it up.
    ///
    /// - Parameters:
    ///   - games: The games, as far as they were played.
    ///   - planned: How many there should have been.
    /// - Returns: What counts for the first player.
    package static func count(_ games: [Game], planned: Int) -> Series {
        var counts: [Game: Int] = [:]
        var streaks: [Game: Int] = [:]
        for (index, game) in games.prefix(max(0, planned)).enumerated() {
            counts[game, default: 0] += 1
            for side in [Game.won, .lost] { streaks[side] = game == side ? (streaks[side] ?? 0) + 1 : 0 }
            for (side, streak) in [(Game.lost, streaks[.lost] ?? 0), (.won, streaks[.won] ?? 0)] {
                let isOver = streak >= 20 || streak == 10 && index == 9
                guard isOver else { continue }
                counts[side, default: 0] += planned - index - 1
                return series(counts, stoppedAt: index + 1)
            }
        }
        return series(counts, stoppedAt: nil)
    }

    private static func series(_ counts: [Game: Int], stoppedAt: Int?) -> Series {
        Series(stoppedAt: stoppedAt, wins: counts[.won] ?? 0, losses: counts[.lost] ?? 0, draws: counts[.drawn] ?? 0)
    }
}
