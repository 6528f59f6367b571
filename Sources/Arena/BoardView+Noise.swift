package import Rules

extension BoardView {
    /// What the next challenger has to do.
    package struct Jump: Sendable, Codable, Hashable {
        /// The kind of rule.
        package var rule: String
        /// The improvement that has to be exceeded at this block, as a fraction; for a title match, in its pairs.
        package var fraction: Double
        /// The least score that gets a title match; missing where scores decide.
        package var leastScore: Double?

        enum CodingKeys: String, CodingKey {
            case rule, fraction
            case leastScore = "least_score"
        }

        /// Tells what a rule asks for.
        ///
        /// - Parameters:
        ///   - reign: The champion's reign.
        ///   - crown: The rule.
        ///   - block: The block at which a challenger is judged.
        package init(over reign: CrownRule.Reign, by crown: CrownRule, at block: UInt64) {
            rule = crown.rule.rawValue
            fraction = crown.fraction(over: reign, at: block)
            leastScore = crown.match?.leastScore(against: reign.score)
        }
    }

    /// Returns rows with their intervals and tie bands, where the rules know the machine's noise.
    ///
    /// A marked row has the same interval as any other: how far it is off, nobody knows.
    ///
    /// - Parameters:
    ///   - rows: The rows, best score first.
    ///   - preset: The rules that they were judged by.
    /// - Returns: The rows in the same order.
    package static func told(_ rows: [Row], by preset: Preset) -> [Row] {
        guard let noise = preset.noise else { return rows }
        let intervals = rows.map { noise.interval(ofScore: $0.score, runs: preset.runs) }
        let bands = TieBand.numbers(intervals)
        return rows.indices.map { index in
            var row = rows[index]
            row.interval = intervals[index]
            row.band = bands[index]
            return row
        }
    }
}
