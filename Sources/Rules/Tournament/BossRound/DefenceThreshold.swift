extension BossRule.Threshold {
    /// Returns by what fraction a champion has to be beaten in a task.
    ///
    /// - Parameters:
    ///   - titles: How many titles in a row the champion has won, the first included; fewer than one count as one.
    ///   - quirks: The faults of the reference system that are wanted.
    /// - Returns: The fraction.
    package func fraction(titles: Int, quirks: [TournamentQuirk] = []) -> Double {
        let counted = quirks.contains(.thresholdBeforeFirstTitle) ? titles : max(titles, 1)
        return max(least, base * decay.raised(to: counted - 1))
    }
}
