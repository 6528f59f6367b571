/// A way to decide whether a challenger takes the crown, so that several can be held against each other.
package protocol CrowningRule: Sendable {
    /// A short name for tables.
    var name: String { get }

    /// Measures a new champion.
    ///
    /// - Parameter machine: The machine on which it is measured.
    /// - Returns: What challengers will be held against.
    func defend(on machine: inout SimulatedMachine) -> CrownDefence

    /// Lets one challenger try.
    ///
    /// - Parameters:
    ///   - defence: What is known of the champion, and of the challengers before this one.
    ///   - gain: By what fraction the challenger is faster, in truth.
    ///   - machine: The machine on which both are measured.
    /// - Returns: What came of it.
    func challenge(_ defence: inout CrownDefence, gain: Double, on machine: inout SimulatedMachine) -> CrownBout
}

/// What challengers are held against.
package struct CrownDefence: Sendable, Hashable {
    /// The champion's score, where the rule keeps one.
    package var score = 1.0
    /// The best score of the challengers so far; 0 before the first.
    package var best = 0.0
    /// How many challengers have tried.
    package var challengers = 0
}

/// What came of one challenge.
package struct CrownBout: Sendable, Hashable {
    /// Whether the challenger takes the crown.
    package var isCrowned: Bool
    /// The pairs of a match; nil when none was fought.
    package var pairs: Int?
    /// The timed runs that it took, the champion's own among them.
    package var runs: Int
}

extension CrowningRule {
    /// Measures nothing: the champion is measured anew against every challenger.
    package func defend(on machine: inout SimulatedMachine) -> CrownDefence { CrownDefence() }
}
