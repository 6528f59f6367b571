/// All rules side by side: how often a challenger takes the crown, by what it truly gains, and what that takes.
package struct CrowningTable: Sendable, Hashable, Codable {
    /// One rule.
    package struct Row: Sendable, Hashable, Codable {
        /// Its name.
        package let rule: String
        /// What happens at each gain.
        package let cells: [Cell]
        /// The share of boards on which any of the copies takes the crown, from 0 to 1.
        package let copies: Double
        /// The same for challengers who are better by exactly the margin; nil for rules without matches.
        package let atMargin: Double?

        enum CodingKeys: String, CodingKey {
            case rule, cells, copies
            case atMargin = "at_margin"
        }
    }

    /// One rule at one gain.
    package struct Cell: Sendable, Hashable, Codable {
        /// By what fraction the challenger is faster, in truth.
        package let gain: Double
        /// The share of challengers who take the crown, from 0 to 1.
        package let crowned: Double
        /// The mean number of pairs of the matches that were fought; nil for other rules.
        package let meanPairs: Double?
        /// Their lower median.
        package let medianPairs: Int?
        /// The mean number of timed runs.
        package let meanRuns: Double

        enum CodingKeys: String, CodingKey {
            case gain, crowned
            case meanPairs = "mean_pairs"
            case medianPairs = "median_pairs"
            case meanRuns = "mean_runs"
        }
    }

    /// How much times vary.
    package let noise: NoiseModel
    /// Challengers simulated for a cell, and boards for the copies.
    package let trials: Int
    /// Copies that try on one board, one after another.
    package let copies: Int
    /// Where all chance comes from.
    package let seed: UInt64
    /// One row a rule.
    package let rows: [Row]

    /// The gains that are looked at.
    package static let gains = [0, 0.005, 0.01, 0.02, 0.03]

    /// Simulates some rules.
    ///
    /// - Parameters:
    ///   - rules: The rules.
    ///   - noise: How much times vary.
    ///   - trials: Challengers simulated for a cell, and boards for the copies; at least 1.
    ///   - copies: Copies that try on one board, one after another.
    ///   - seed: Where all chance comes from; the same one gives the same table.
    package init(_ rules: [any CrowningRule], noise: NoiseModel, trials: Int, copies: Int = 50, seed: UInt64) {
        precondition(trials >= 1, "a share of no trials is no number")
        self.noise = noise
        self.trials = trials
        self.copies = copies
        self.seed = seed
        var seeds = SplitMix(seed: seed)
        rows = rules.map { rule in
            var trial = CrownTrial(rule: rule, noise: noise, trials: trials, seed: seeds.next())
            return Row(
                rule: rule.name,
                cells: Self.gains.map { trial.cell(gain: $0) },
                copies: trial.anyCrown(of: copies, gain: 0),
                atMargin: (rule as? MatchCrowning).map { trial.anyCrown(of: copies, gain: $0.margin) }
            )
        }
    }

    /// Returns the row of a rule, or nil when there is none of this name.
    package subscript(rule: String) -> Row? { rows.first { $0.rule == rule } }
}
