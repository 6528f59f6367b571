/// What places in a tournament are worth.
package enum RankWeights {
    /// One who is paid.
    package struct Share: Sendable, Hashable {
        /// The hotkey.
        package let hotkey: String
        /// The share of the tournament's pool, from 0 to 1.
        package let weight: Double
    }

    /// Whether points are equal: sums in another order differ by rounding.
    private static func isEqual(_ one: Double, _ other: Double) -> Bool {
        one == other || abs(one - other) <= 1e-12 * max(abs(one), abs(other)) && one.isFinite && other.isFinite
    }

    /// Returns the weight of each of some ranks; together they are 1.
    static func weights(count: Int, decay: Double) -> [Double] {
        let powers = Array(sequence(first: 1.0) { $0 * decay }.prefix(count))
        let whole = powers.reduce(0, +)
        return powers.map { $0 / whole }
    }

    /// Returns what the champion and all who have points are paid, best first.
    ///
    /// - Parameters:
    ///   - champion: Who holds the title; the first rank, whatever the points.
    ///   - points: The points of the others; nobody without any is paid.
    ///   - rule: How ranks are paid.
    /// - Returns: Shares above zero; together 1 at most.
    package static func shares(
        champion: String?,
        points: [String: Double],
        rule: TournamentPayoutRule
    ) -> [Share] {
        let others = points.filter { $0.key != champion && $0.value > 0 && $0.value.isFinite }
            .sorted { ($1.value, $0.key) < ($0.value, $1.key) }
        let names = (champion.map { [$0] } ?? []) + others.map(\.key)
        let values = (champion.map { _ in [Double.infinity] } ?? []) + others.map(\.value)
        var paid = min(rule.paidRanks ?? names.count, names.count)
        guard paid > 0 else { return [] }
        if rule.onlyClearRanks == true, paid > 1, paid < names.count {
            // Who is alone on the rank is clear; who is before it, too.
            let (before, last, behind) = (values[paid - 2], values[paid - 1], values[paid])
            if isEqual(last, behind) && !isEqual(before, last) { paid -= 1 }
        }
        let weights = weights(count: paid, decay: rule.rankDecay)
        let norm = weights[0]
        var shares: [Share] = []
        var start = 0
        while start < names.count {
            var end = start
            while end + 1 < names.count, isEqual(values[end + 1], values[start]) { end += 1 }
            let ranks = start...end
            let each: Double
            if rule.ties == .meanRank, end < paid {
                each = start == end ? weights[start] : norm * rule.rankDecay.raised(toHalves: start + end)
            } else {
                each = ranks.reduce(0) { $0 + ($1 < paid ? weights[$1] : 0) } / Double(ranks.count)
            }
            if each > 0 { shares += ranks.map { Share(hotkey: names[$0], weight: each) } }
            start = end + 1
        }
        return shares
    }
}
