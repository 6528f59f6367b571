/// When a challenger takes the crown from the champion.
package struct CrownRule: Sendable, Hashable, Codable {
    /// The kinds of rule.
    package enum Kind: String, Sendable, Hashable, Codable {
        /// The challenger's score must be above the champion's by a fraction of it.
        case improvement
    }

    /// The kind of rule.
    package var rule: Kind
    /// The improvement that has to be exceeded, as a fraction of the champion's score; 0.01 is one per cent.
    package var fraction: Double

    /// Makes a rule.
    ///
    /// - Parameters:
    ///   - rule: The kind of rule.
    ///   - fraction: The improvement that has to be exceeded, as a fraction of the champion's score.
    package init(rule: Kind = .improvement, fraction: Double) {
        self.rule = rule
        self.fraction = fraction
    }

    /// Returns the score that a challenger must exceed to beat a champion's.
    ///
    /// Reaching it is not enough.
    package func threshold(over champion: Double) -> Double { champion * (1 + fraction) }
}
