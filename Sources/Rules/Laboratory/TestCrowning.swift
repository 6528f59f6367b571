import Glibc

/// The crown goes by a t-test on the times of both, taken in turns in one session.
///
/// Student's test of two samples with a common variance, one-sided.
package struct TestCrowning: CrowningRule {
    /// A short name for tables.
    package let name: String
    /// The runs of each side.
    package let runs: Int
    /// What the test's statistic must exceed.
    package let critical: Double

    /// Makes a rule.
    ///
    /// - Parameters:
    ///   - name: A short name for tables.
    ///   - runs: The runs of each side, at least two.
    ///   - critical: What the test's statistic must exceed: 2.896 for p < 0.01 and five runs a side (8 degrees of freedom).
    package init(_ name: String, runs: Int, critical: Double) {
        self.name = name
        self.runs = runs
        self.critical = critical
    }

    /// Measures both anew.
    package func challenge(
        _ defence: inout CrownDefence,
        gain: Double,
        on machine: inout SimulatedMachine
    ) -> CrownBout {
        defence.challengers += 1
        machine.beginSession()
        var champion: [Double] = []
        var challenger: [Double] = []
        for _ in 0..<runs {
            champion.append(exp(machine.run()))
            challenger.append(exp(machine.run(gain: gain)))
        }
        return CrownBout(isCrowned: statistic(champion, challenger) > critical, runs: 2 * runs)
    }

    private func statistic(_ slow: [Double], _ fast: [Double]) -> Double {
        let count = Double(runs)
        let means = (slow.reduce(0, +) / count, fast.reduce(0, +) / count)
        var squares = 0.0
        for index in 0..<runs {
            squares += (slow[index] - means.0) * (slow[index] - means.0)
            squares += (fast[index] - means.1) * (fast[index] - means.1)
        }
        let variance = squares / (2 * count - 2)
        return (means.0 - means.1) / (variance * 2 / count).squareRoot()
    }
}
