/// How a score is formed from what was measured, where a contest differs from the plain rule.
package struct ScoreRule: Sendable, Hashable, Codable {
    /// The formulas for the floating-point operations of one trained token.
    package enum Formula: String, Sendable, Hashable, Codable {
        /// Six operations a parameter, embeddings included and attention left out, as the published contest counts.
        case legacy = "6P"
        /// `6N+12LTd`, see ``ModelFlops``.
        case palm = "6N+12LTd"
    }

    /// The formula behind MFU.
    package var formula: Formula
    /// The operations a second that count as the whole machine, instead of those of the device; 0.5 of it is 50 %.
    package var peakFlops: Double?
    /// The least score that is accepted, in the board's unit.
    package var least: Double?
    /// The largest score that is believed, in the board's unit.
    package var most: Double?

    /// Makes a rule.
    ///
    /// - Parameters:
    ///   - formula: The formula behind MFU.
    ///   - peakFlops: The operations a second that count as the whole machine.
    ///   - least: The least score that is accepted.
    ///   - most: The largest score that is believed.
    package init(formula: Formula, peakFlops: Double? = nil, least: Double? = nil, most: Double? = nil) {
        self.formula = formula
        self.peakFlops = peakFlops
        self.least = least
        self.most = most
    }

    enum CodingKeys: String, CodingKey {
        case formula, least, most
        case peakFlops = "peak_flops"
    }
}

/// How the emission is divided.
package struct PayoutRule: Sendable, Hashable, Codable {
    /// The share of every emission that is burned, from 0 to 1.
    package var burnShare: Double

    /// Makes a rule.
    ///
    /// - Parameter burnShare: The share of every emission that is burned.
    package init(burnShare: Double) {
        self.burnShare = burnShare
    }

    enum CodingKeys: String, CodingKey {
        case burnShare = "burn_share"
    }
}
