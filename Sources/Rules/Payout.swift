/// Who is paid, and how much.
package enum Payout {
    /// The largest weight that a chain can express.
    package static let fullWeight = UInt16.max

    /// Returns the weights of a winner-takes-all board.
    ///
    /// - Parameters:
    ///   - champion: The champion's uid, or nil when there is none or it has left the network.
    ///   - burn: The uid whose emission is burned, which takes everything while there is no champion.
    ///   - burnShare: The share that is burned even so, from 0 to 1.
    /// - Returns: Weights in these shares, the largest of them the full weight, as the network's SDK makes whole numbers of
    ///   them. A uid with none is left out.
    package static func weights(champion: UInt16?, burn: UInt16, burnShare: Double = 0) -> [UInt16: UInt16] {
        guard let champion, champion != burn else { return [burn: fullWeight] }
        let burned = min(max(burnShare, 0), 1)
        return WeightScale.quantised([champion: 1 - burned, burn: burned], burn: burn)
    }

    /// Splits an emission in proportion to weights, exactly.
    ///
    /// By the largest remainder: everybody gets the whole part of the exact share, and what is left over goes out one rao
    /// at a time, largest fraction first, equal fractions by lower uid.
    ///
    /// - Parameters:
    ///   - emission: The emission in rao.
    ///   - weights: The weight of each uid.
    ///   - burn: The uid that gets everything when no weight is above 0.
    /// - Returns: The rao of each uid with a weight above 0. They sum to the emission exactly.
    package static func split(emission: UInt64, weights: [UInt16: UInt16], burn: UInt16) -> [UInt16: UInt64] {
        let positive = weights.filter { $0.value > 0 }
        let total = positive.values.reduce(UInt64(0)) { $0 + UInt64($1) }
        guard total > 0 else { return [burn: emission] }
        let shares = positive.map { uid, weight in
            let product = emission.multipliedFullWidth(by: UInt64(weight))
            let (whole, remainder) = total.dividingFullWidth((high: product.high, low: product.low))
            return (uid: uid, rao: whole, remainder: remainder)
        }
        let left = emission - shares.reduce(0) { $0 + $1.rao }
        var parts = Dictionary(uniqueKeysWithValues: shares.map { ($0.uid, $0.rao) })
        let byRemainder = shares.sorted { ($1.remainder, $0.uid) < ($0.remainder, $1.uid) }
        for share in byRemainder.prefix(Int(left)) {
            parts[share.uid, default: 0] += 1
        }
        return parts
    }
}
