import Glibc

/// The crown goes by scores: whoever is above the champion's by a fraction takes it.
///
/// Every submission is measured once, in a session of its own. It is the rule of the published contests.
package struct ScoreCrowning: CrowningRule {
    /// How runs become a score.
    package enum Statistic: Sendable, Hashable {
        /// The lower median of the speeds.
        case medianLow
        /// The inverse of the mean time.
        case mean
    }

    /// A short name for tables.
    package let name: String
    /// The runs of one score.
    package let runs: Int
    /// How they become one.
    package let statistic: Statistic
    /// What a score must exceed.
    package let rule: CrownRule
    /// By what fraction the champion beat the one before, and how many blocks lie between two challengers.
    package let leap: Double, gap: UInt64

    /// Makes a rule.
    ///
    /// - Parameters:
    ///   - name: A short name for tables.
    ///   - runs: The runs of one score.
    ///   - statistic: How they become one.
    ///   - rule: What a score must exceed.
    ///   - leap: By what fraction the champion beat the one before; an adaptive rule begins there.
    ///   - gap: How many blocks lie between two challengers; the first one comes at once.
    package init(
        _ name: String,
        runs: Int,
        statistic: Statistic = .medianLow,
        rule: CrownRule,
        leap: Double = 0,
        gap: UInt64 = 0
    ) {
        self.name = name
        self.runs = runs
        self.statistic = statistic
        self.rule = rule
        self.leap = leap
        self.gap = gap
    }

    /// Measures a champion's score.
    package func defend(on machine: inout SimulatedMachine) -> CrownDefence {
        CrownDefence(score: score(gain: 0, on: &machine))
    }

    /// Measures a challenger's score.
    ///
    /// Where the threshold has decayed meanwhile, an earlier challenger may take the crown, as on the board.
    package func challenge(
        _ defence: inout CrownDefence,
        gain: Double,
        on machine: inout SimulatedMachine
    ) -> CrownBout {
        let block = UInt64(defence.challengers) * gap
        defence.challengers += 1
        defence.best = max(defence.best, score(gain: gain, on: &machine))
        let reign = CrownRule.Reign(score: defence.score, beatenScore: defence.score / (1 + leap), block: 0)
        return CrownBout(isCrowned: defence.best > rule.threshold(over: reign, at: block), runs: runs)
    }

    private func score(gain: Double, on machine: inout SimulatedMachine) -> Double {
        machine.beginSession()
        switch statistic {
        case .medianLow: return machine.score(runs: runs, gain: gain)
        case .mean:
            let times = (0..<runs).map { _ in exp(machine.run(gain: gain)) }
            return Double(runs) / times.reduce(0, +)
        }
    }
}

extension SimulatedMachine {
    /// Returns the lower median of the speeds of some runs, one after another in this session.
    mutating func score(runs: Int, gain: Double) -> Double {
        var speeds: [Double] = []
        for _ in 0..<runs { speeds.append(-run(gain: gain)) }
        return exp(speeds.medianLow() ?? 0)
    }
}
