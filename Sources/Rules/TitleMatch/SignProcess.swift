/// Evidence that coin tosses favour heads, which may be looked at after every toss.
///
/// For a bet λ the wealth is the product of 1 + λ·sign over the tosses; the evidence is the mean wealth over the bets 0.05,
/// 0.10 … 0.95. While heads is no likelier than tails, the evidence is a supermartingale that starts at 1, so it ever
/// reaches 1/α with a probability of at most α, however often somebody looks (Ville's inequality). It uses nothing of a
/// pair but its sign: no outlier can buy a crown.
package struct SignProcess: Sendable, Hashable {
    /// The bets; each is the share of the wealth that is put on heads.
    package static let bets: [Double] = (1...19).map { Double($0) / 20 }

    private var wealth = [Double](repeating: 1, count: bets.count)

    /// Makes a process before its first toss.
    package init() {}

    /// How often the tosses so far are likelier under the bets than under a fair coin; 1 before the first.
    package var evidence: Double { wealth.reduce(0, +) / Double(wealth.count) }

    /// Takes the next toss.
    ///
    /// - Parameter sign: 1 for heads, -1 for tails, 0 for a toss that says nothing.
    package mutating func take(_ sign: Int) {
        for index in wealth.indices { wealth[index] *= 1 + Self.bets[index] * Double(sign.signum()) }
    }
}
