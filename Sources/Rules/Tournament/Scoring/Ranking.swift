/// Orders competitors by their results in a task.
package enum Ranking {
    /// Returns the places of those who have a valid result, best first; equal ones in the order of listing.
    ///
    /// - Parameters:
    ///   - values: Results; nil: there is no valid one.
    ///   - isHigherBetter: Whether the larger value is the better.
    /// - Returns: Places in `values`.
    package static func order(_ values: [Double?], isHigherBetter: Bool) -> [Int] {
        var keyed: [(key: Double, index: Int)] = []
        keyed.reserveCapacity(values.count)
        for (index, value) in values.enumerated() {
            if let value, value.isFinite { keyed.append((isHigherBetter ? -value : value, index)) }
        }
        keyed.sort { $0.key == $1.key ? $0.index < $1.index : $0.key < $1.key }
        return keyed.map(\.index)
    }

    /// What a competitor's place in a task is worth in points.
    package enum Standing: String, Sendable, Hashable {
        case first
        /// Ranked, neither first nor among the last.
        case ranked
        /// Among the last quarter of more than eight.
        case last
        /// Without a valid result.
        case invalid
    }

    /// Returns every competitor's standing and points in a task.
    ///
    /// The first gets 3; of more than eight, the last quarter loses 1; so do those without a valid result, unless
    /// nobody has one.
    ///
    /// - Parameters:
    ///   - values: Results; nil: there is no valid one.
    ///   - isHigherBetter: Whether the larger value is the better.
    /// - Returns: One standing for each of `values`.
    package static func points(_ values: [Double?], isHigherBetter: Bool) -> [(standing: Standing, points: Double)] {
        let order = order(values, isHigherBetter: isHigherBetter)
        var result = values.map { _ in (standing: Standing.invalid, points: order.isEmpty ? 0.0 : -1.0) }
        let penalised = order.count > 8 ? max(1, order.count / 4) : 0
        for (place, index) in order.enumerated() {
            if place == 0 {
                result[index] = (.first, 3)
            } else {
                result[index] = place >= order.count - penalised ? (.last, -1) : (.ranked, 0)
            }
        }
        return result
    }
}
