/// What the timed runs of one submission came to.
package struct Score: Sendable, Hashable, Codable {
    /// The median-low speed of the runs.
    package var tokensPerSecond: Double
    /// The model FLOPs utilisation at that speed as a fraction, where the machine's peak is known.
    package var mfu: Double?

    /// Makes a score.
    ///
    /// - Parameters:
    ///   - tokensPerSecond: The median-low speed of the runs.
    ///   - mfu: The model FLOPs utilisation as a fraction, where it is known.
    package init(tokensPerSecond: Double, mfu: Double? = nil) {
        self.tokensPerSecond = tokensPerSecond
        self.mfu = mfu
    }

    /// Returns the number that a board ranks by.
    ///
    /// - Parameter metric: The board's metric.
    /// - Returns: Nil when the board ranks by MFU and none is known.
    package func value(for metric: Metric) -> Double? {
        switch metric {
        case .tps: tokensPerSecond
        case .mfu: mfu
        }
    }

    enum CodingKeys: String, CodingKey {
        case tokensPerSecond = "tokens_per_second"
        case mfu
    }
}
