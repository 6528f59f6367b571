import Glibc

/// The crown goes to whoever wins most of several tasks, each by a fraction, each measured once in a session of its own.
///
/// It is the final of the published tournaments, with speeds in the place of losses.
package struct TaskCrowning: CrowningRule {
    /// A short name for tables.
    package let name: String
    /// How many tasks there are, and how many have to be won.
    package let tasks: Int, needed: Int
    /// By what fraction a task has to be won.
    package let fraction: Double

    /// Makes a rule.
    ///
    /// - Parameters:
    ///   - name: A short name for tables.
    ///   - tasks: How many tasks there are.
    ///   - needed: How many have to be won.
    ///   - fraction: By what fraction a task has to be won.
    package init(_ name: String, tasks: Int, needed: Int, fraction: Double) {
        self.name = name
        self.tasks = tasks
        self.needed = needed
        self.fraction = fraction
    }

    /// Measures both on every task.
    package func challenge(
        _ defence: inout CrownDefence,
        gain: Double,
        on machine: inout SimulatedMachine
    ) -> CrownBout {
        defence.challengers += 1
        var won = 0
        for _ in 0..<tasks {
            machine.beginSession()
            let champion = machine.run()
            machine.beginSession()
            let challenger = machine.run(gain: gain)
            if champion - challenger > log1p(fraction) { won += 1 }
        }
        return CrownBout(isCrowned: won >= needed, runs: 2 * tasks)
    }
}
