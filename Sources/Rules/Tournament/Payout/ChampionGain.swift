/// By how much a challenger beat a champion.
package enum ChampionGain {
    /// Returns the median over tasks of how much better the challenger was, as a fraction; 0 without any.
    ///
    /// For losses it is a fraction of the challenger's, otherwise of the amount of the champion's value. A fraction that is
    /// beyond all numbers is 0: it comes of a division by almost nothing, and says nothing of the challenger.
    ///
    /// - Parameter tasks: The tasks of the boss round; those without both values are left out.
    /// - Returns: The gain; below zero where the challenger was worse.
    package static func median(of tasks: [BossTask]) -> Double {
        let gains = tasks.compactMap { task -> Double? in
            guard let own = task.champion.value, let other = task.challenger.value else { return nil }
            let gap = task.kind.isHigherBetter ? other - own : own - other
            let base = abs(task.kind.isHigherBetter ? own : other)
            let gain = base == 0 ? 0 : gap / base
            return gain.isFinite ? gain : 0
        }
        return bounded(gains.median)
    }

    /// Returns the gain that a share of games won stands for.
    ///
    /// - Parameters:
    ///   - share: The share of games that the challenger won against the champion, from 0 to 1.
    ///   - rule: From which share on, and by how much.
    /// - Returns: The gain; 0 below the share from which on it counts.
    package static func ofGames(_ share: Double, rule: TournamentPayoutRule) -> Double {
        guard share.isFinite, share >= rule.environmentShare else { return 0 }
        return bounded(rule.bar + (share - rule.environmentShare) * rule.environmentSlope)
    }

    /// Returns a gain that can be written down: 0 for one that is beyond all numbers.
    static func bounded(_ gain: Double) -> Double { gain.isFinite ? gain : 0 }

    /// Returns the share of games as the reference computes it from standings, as if they were points of 3, 1 and 0.
    ///
    /// - Parameters:
    ///   - challenger: The challenger's standing.
    ///   - champion: The champion's.
    ///   - environments: How many environments there were.
    /// - Returns: A share that may be below zero, which is the fault.
    package static func shareByPoints(challenger: Double, champion: Double, environments: Int) -> Double {
        guard environments > 0 else { return 0 }
        let drawn = 3 * Double(environments) - (challenger + champion)
        return (challenger - drawn) / 3 / Double(environments)
    }
}
