/// The rules that are held against each other.
package enum CrowningRules {
    /// The rules in the field and title matches of several margins, as they stand in the literature.
    ///
    /// A match has at most 60 pairs and ends early at evidence of 20 for the champion, unless its name says otherwise.
    package static let reference: [any CrowningRule] = [
        ScoreCrowning("median of 2, +1 %", runs: 2, rule: CrownRule(fraction: 0.01)),
        ScoreCrowning("median of 25, +1 %", runs: 25, rule: CrownRule(fraction: 0.01)),
        ScoreCrowning("mean of 50, any gain", runs: 50, statistic: .mean, rule: CrownRule(fraction: 0)),
        TaskCrowning("4 of 6 tasks, +3 %", tasks: 6, needed: 4, fraction: 0.03),
        TaskCrowning("4 of 6 tasks, +10 %", tasks: 6, needed: 4, fraction: 0.1),
        TestCrowning("t-test, p < 0.01, 5 runs a side", runs: 5, critical: 2.896),
        match("match, error 0.01, margin 0", error: 0.01, margin: 0),
        match("match, error 0.0002, margin 0", error: 0.0002, margin: 0),
        match("match, error 0.01, margin 0.25 %", error: 0.01, margin: 0.0025),
        match("the same, at most 16 pairs", error: 0.01, margin: 0.0025, mostPairs: 16),
        match("match, error 0.01, margin 1 %", error: 0.01, margin: 0.01),
    ]

    /// Returns the rows of a preset's own rule.
    ///
    /// A rule with title matches is asked about its first, tenth and fiftieth challenger; an adaptive one about a champion
    /// who has just leapt by 10 %, with a challenger every 100 blocks.
    ///
    /// - Parameter preset: The preset.
    /// - Returns: One row or more.
    package static func rules(of preset: Preset) -> [any CrowningRule] {
        guard preset.crown.rule == .titleMatch, let rule = preset.crown.match else {
            let isAdaptive = preset.crown.rule == .adaptive
            let leap = isAdaptive ? [0, 0.1] : [0]
            return leap.map { leap in
                ScoreCrowning(
                    preset.name + (leap > 0 ? ", after a leap of 10 %" : ""),
                    runs: preset.runs,
                    rule: preset.crown,
                    leap: leap,
                    gap: isAdaptive ? 100 : 0
                )
            }
        }
        return [1, 10, 50].map { first in
            MatchCrowning(
                preset.name + (first == 1 ? "" : ", challenger \(first)"),
                margin: preset.crown.fraction,
                rule: rule,
                error: .board(rule.errorBudget),
                runs: preset.runs,
                first: first
            )
        }
    }

    private static func match(
        _ name: String,
        error: Double,
        margin: Double,
        mostPairs: Int = 60
    ) -> MatchCrowning {
        let rule = TitleMatchRule(
            errorBudget: error,
            futility: 20,
            mostPairs: mostPairs,
            qualifyWithin: 0,
            inherits: .none
        )
        return MatchCrowning(name, margin: margin, rule: rule, error: .everyMatch(error))
    }
}
