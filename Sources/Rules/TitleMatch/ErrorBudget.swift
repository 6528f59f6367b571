/// Spends a board's error budget across all of its title matches.
///
/// The k-th match of a board is held to the error probability `α · (1 + crowns) / (k · (k + 1))`, where `crowns` counts
/// the matches won before it. The shares 1/(k(k+1)) sum to one. Until the first crown the probability that any challenger
/// takes it by luck is therefore at most α, however many try; each crown won gives some of the budget back, so that a
/// board does not freeze with age, and the share of wrong crowns stays at most α in expectation. Source: the e-LOND
/// procedure, Xu and Ramdas, *Online multiple testing with e-values*, 2024.
package enum ErrorBudget {
    /// Returns the error probability that a match may have.
    ///
    /// - Parameters:
    ///   - match: The match's number on its board, counted from 1.
    ///   - crowns: How many of the board's earlier matches were won by the challenger.
    ///   - budget: The board's error budget, between 0 and 1.
    /// - Returns: The probability; the match is won at evidence of one over it.
    package static func share(ofMatch match: Int, crowns: Int, budget: Double) -> Double {
        precondition(match >= 1 && crowns >= 0, "matches are counted from 1, crowns from 0")
        return budget * Double(1 + crowns) / (Double(match) * Double(match + 1))
    }
}
