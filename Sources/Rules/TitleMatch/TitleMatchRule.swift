/// How a title match is fought, for a crown that is decided by one.
package struct TitleMatchRule: Sendable, Hashable, Codable {
    /// The share of a board's crowns that may go to challengers who are not better by the margin, in expectation.
    ///
    /// Until somebody is crowned it is the probability that anybody is who should not be; see ``ErrorBudget``.
    package var errorBudget: Double
    /// The evidence for the champion at which a match ends early.
    package var futility: Double
    /// The most pairs of a match; at the last one the champion keeps the crown.
    package var mostPairs: Int
    /// A challenger whose score is below the champion's by more than this fraction of it gets no match.
    package var qualifyWithin: Double
    /// How alike two submissions have to be for the later one to inherit what the earlier one's match found.
    package var inherits: CopyRule
    /// How long each side of a pair runs before it is the other's turn; without it each runs from beginning to end.
    ///
    /// What changes on the machine over longer times is then the same for both. A device goes on working for processes
    /// that stand still, so only training on processors can be cut.
    package var slice: Seconds?

    /// Makes a rule.
    ///
    /// - Parameters:
    ///   - errorBudget: The share of wrong crowns, between 0 and 1.
    ///   - futility: The evidence for the champion at which a match ends, above 1.
    ///   - mostPairs: The most pairs of a match.
    ///   - qualifyWithin: How far below the champion's score a challenger's may be, as a fraction of it.
    ///   - inherits: How alike submissions have to be to share one match.
    ///   - slice: How long each side of a pair runs before it is the other's turn.
    package init(
        errorBudget: Double,
        futility: Double,
        mostPairs: Int,
        qualifyWithin: Double,
        inherits: CopyRule,
        slice: Seconds? = nil
    ) {
        self.errorBudget = errorBudget
        self.futility = futility
        self.mostPairs = mostPairs
        self.qualifyWithin = qualifyWithin
        self.inherits = inherits
        self.slice = slice
    }

    enum CodingKeys: String, CodingKey {
        case futility, inherits
        case errorBudget = "error_budget"
        case mostPairs = "most_pairs"
        case qualifyWithin = "qualify_within"
        case slice = "slice_seconds"
    }
}

extension TitleMatchRule {
    /// Returns the least score that is good enough for a match.
    ///
    /// - Parameter champion: The champion's score.
    /// - Returns: The score; who reaches it challenges.
    package func leastScore(against champion: Double) -> Double { champion * (1 - qualifyWithin) }
}
