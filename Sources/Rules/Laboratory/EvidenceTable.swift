/// The evidence of every score that a match can reach, so that millions of matches can be simulated.
///
/// The order of wins and losses makes no difference to a ``SignProcess``.
struct EvidenceTable: Sendable {
    private let most: Int
    private let evidence: [Double]

    /// Works the evidence out with the process that decides matches.
    ///
    /// - Parameter most: The most pairs of a match.
    init(mostPairs most: Int) {
        self.most = most
        var evidence: [Double] = []
        var winner = SignProcess()
        for _ in 0...most {
            var process = winner
            for _ in 0...most {
                evidence.append(process.evidence)
                process.take(-1)
            }
            winner.take(1)
        }
        self.evidence = evidence
    }

    /// Returns the evidence for a side.
    ///
    /// - Parameters:
    ///   - wins: The pairs that it won, at most the table's.
    ///   - losses: The pairs that it lost, at most the table's.
    subscript(wins wins: Int, losses losses: Int) -> Double { evidence[wins * (most + 1) + losses] }
}
