extension TournamentPayoutRule {
    /// Returns what a champion's gain adds to the pool before anything fades.
    package func boost(gain: Double) -> Double {
        gain.isFinite ? max(0, gain - bar) * excess : 0
    }

    /// Returns a type's share of the emission under a champion.
    ///
    /// - Parameters:
    ///   - pool: The type's base and largest share.
    ///   - boost: What the champion's gain adds.
    ///   - titles: How many titles in a row the champion has won.
    ///   - crowned: When the first of them was won.
    ///   - now: The moment of the payout.
    /// - Returns: From 0 to the largest share.
    package func share(of pool: PoolRule, boost: Double, titles: Int, crowned: Moment, now: Moment) -> Double {
        let byTitles = boost - decay.perTitle * Double(max(titles, 1) - 1)
        let since = decay.since.map { Moment(Int64(exactly: $0.rounded(.towardZero)) ?? .max) }
        let (seconds, overflows) = now.seconds.subtractingReportingOverflow(max(crowned, since ?? crowned).seconds)
        let days = overflows ? 0 : Double(max(0, seconds)) / 86400
        let byDays = decay.perDay * days
        let share: Double
        if let since, crowned < since {
            share = byTitles > 0 ? pool.base + byTitles : pool.base - byDays
        } else if since != nil {
            share = decay.sparesBase ? pool.base + max(0, boost - byDays) : pool.base + boost - byDays
        } else {
            share = decay.sparesBase ? pool.base + max(0, byTitles - byDays) : pool.base + max(0, byTitles) - byDays
        }
        return min(pool.most, max(0, share))
    }
}
