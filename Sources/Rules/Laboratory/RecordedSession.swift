import Glibc

/// Runs of one and the same code in one session, one after another.
package struct RecordedSession: Sendable, Hashable {
    /// Which evaluation or match it was.
    package let name: String
    /// The logarithm of each run's nanoseconds per token, in the order in which they took place.
    package let times: [Double]
    /// Whether they came in pairs with the same seed, as in a match.
    package let isPaired: Bool
    /// Whether both runs of a pair took place in turn, a slice each.
    package let isSliced: Bool

    /// Takes runs down.
    ///
    /// - Parameters:
    ///   - name: Which evaluation or match it was.
    ///   - nanosecondsPerToken: Each run's, above 0, in the order in which they took place.
    ///   - isPaired: Whether they came in pairs with the same seed, as in a match.
    ///   - isSliced: Whether both runs of a pair took place in turn, a slice each.
    package init(name: String, nanosecondsPerToken: [Double], isPaired: Bool = false, isSliced: Bool = false) {
        self.name = name
        times = nanosecondsPerToken.map { log($0) }
        self.isPaired = isPaired
        self.isSliced = isSliced
    }
}
