/// Whose turn it is where title matches and evaluations share a judge.
actor Turn {
    /// Whether a match comes next, if one is due.
    private(set) var isMatchs = true

    /// Gives the next turn away.
    ///
    /// - Parameter toMatch: To a match, or to an evaluation.
    func pass(toMatch: Bool) {
        isMatchs = toMatch
    }
}
