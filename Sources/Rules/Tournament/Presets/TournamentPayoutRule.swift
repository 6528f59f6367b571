/// How results of tournaments become weights.
package struct TournamentPayoutRule: Sendable, Hashable, Codable {
    /// What those get who share ranks.
    package enum TieWeights: String, Sendable, Hashable, Codable {
        /// Each the weight of their mean rank, which is less than their ranks' together.
        case meanRank = "mean-rank"
        /// Each the mean of their ranks' weights.
        case meanWeight = "mean-weight"
    }

    /// What becomes of the emission that no pool has a claim to.
    package enum Remainder: String, Sendable, Hashable, Codable {
        /// It is burned.
        case burned
        /// Pools are scaled until nothing remains.
        case scaled
    }

    /// Each rank has this fraction of the weight of the one before.
    package var rankDecay: Double
    /// How many ranks are paid; nil: all.
    package var paidRanks: Int?
    /// Whether the last paid rank is left out when more than one are on it; nil: they share it.
    package var onlyClearRanks: Bool?
    /// What those get who share ranks.
    package var ties: TieWeights
    /// The weight of everybody who takes part in a tournament that is going on.
    package var participation: Double
    /// By what fraction a champion has to win before that is rewarded.
    package var bar: Double
    /// What the excess over the bar is multiplied by.
    package var excess: Double
    /// Whether tasks of the first round give points.
    package var firstRoundCounts: Bool
    /// What becomes of the emission that no pool has a claim to.
    package var remainder: Remainder
    /// How a champion's boost fades.
    package var decay: ChampionDecay
    /// The share of games above which a win in environments is rewarded.
    package var environmentShare: Double
    /// What the excess over that share is multiplied by, to be comparable with other gains.
    package var environmentSlope: Double

    enum CodingKeys: String, CodingKey {
        case ties, participation, bar, excess, remainder, decay
        case rankDecay = "rank_decay"
        case paidRanks = "paid_ranks"
        case onlyClearRanks = "only_clear_ranks"
        case firstRoundCounts = "first_round_counts"
        case environmentShare = "environment_share"
        case environmentSlope = "environment_slope"
    }
}

/// How a champion's boost fades.
package struct ChampionDecay: Sendable, Hashable, Codable {
    /// What every title after the first takes from the boost.
    package var perTitle: Double
    /// What every day of a reign takes from the pool, or from the boost where `spares_base`.
    package var perDay: Double
    /// Seconds since 1970 before which no day counts; champions from before lose by titles until their boost is gone.
    package var since: Double?
    /// Whether days take from the boost only.
    package var sparesBase: Bool

    enum CodingKeys: String, CodingKey {
        case since
        case perTitle = "per_title"
        case perDay = "per_day"
        case sparesBase = "spares_base"
    }
}
