/// How quiet a machine has to be for title matches to find who is better.
///
/// Only the spread of a pair matters to a match: drift is the same for both sides of it. So machines are simulated that have
/// nothing but noise of their own in every run.
package struct QuietTable: Sendable, Hashable, Codable {
    /// One machine.
    package struct Row: Sendable, Hashable, Codable {
        /// The standard deviation of the logarithm of the ratio of a pair's times.
        package let pairSpread: Double
        /// What comes of a challenger, in the order of the rules.
        package let cells: [CrowningTable.Cell]

        enum CodingKeys: String, CodingKey {
            case cells
            case pairSpread = "pair_spread"
        }
    }

    /// By what fraction challengers are faster, in truth.
    package let gain: Double
    /// The names of the rules.
    package let rules: [String]
    /// One row a machine, quietest first.
    package let rows: [Row]

    /// The pair spreads that are looked at.
    package static let spreads = [0.0025, 0.005, 0.01, 0.015, 0.02, 0.03, 0.06]

    /// Simulates machines.
    ///
    /// - Parameters:
    ///   - rules: The rules.
    ///   - gain: By what fraction challengers are faster, in truth.
    ///   - trials: Challengers simulated for a cell, at least 1.
    ///   - seed: Where all chance comes from.
    package init(_ rules: [MatchCrowning], gain: Double = 0.02, trials: Int, seed: UInt64) {
        self.gain = gain
        self.rules = rules.map(\.name)
        var seeds = SplitMix(seed: seed)
        rows = Self.spreads.map { spread in
            let noise = NoiseModel(drift: 0, noise: spread / 2.0.squareRoot())
            let cells = rules.map { rule in
                var trial = CrownTrial(rule: rule, noise: noise, trials: trials, seed: seeds.next())
                return trial.cell(gain: gain)
            }
            return Row(pairSpread: spread, cells: cells)
        }
    }
}
