/// A round of a bracket, with what is known of its tasks.
package struct BracketRound: Sendable, Hashable {
    /// All results.
    package internal(set) var results: RoundResults
    /// When it began.
    package let began: Moment
    /// When it is settled at the latest.
    package let until: Moment
    /// Who has advanced from it; nil while it goes on.
    ///
    /// In a boss round, the new champion or nobody.
    package internal(set) var winners: [Int32]?
    /// How the boss round ended.
    package internal(set) var verdict: BossVerdict?

    /// How often each task was replaced, match after match.
    var editions: [UInt8]
    /// How often the machinery has failed, for each report.
    var failures: [UInt8]
    /// How many reports are pending.
    var pending: Int

    init(_ results: RoundResults, began: Moment, until: Moment) {
        self.results = results
        self.began = began
        self.until = until
        editions = Array(repeating: 0, count: results.kinds.count)
        failures = Array(repeating: 0, count: results.reports.count)
        pending = results.reports.count
    }

    /// Enters what is known for good of one competitor in one task.
    mutating func enter(_ report: Report, at index: Int) {
        if case .pending = results.reports[index] { pending -= 1 }
        results.reports[index] = report
    }

    /// Forgets what is known, for a task that is done again.
    mutating func forget(at index: Int) {
        failures[index] = 0
        if case .pending = results.reports[index] { return }
        pending += 1
        results.reports[index] = .pending
    }

    /// Where a competitor's reports are, wherever it sits.
    func indices(of competitor: Int32) -> [Int] {
        let shape = results.shape
        guard let seat = shape.seats.firstIndex(of: competitor) else { return [] }
        let match = (shape.bounds.firstIndex { Int($0) > seat } ?? 1) - 1
        let place = seat - shape.range(of: match).lowerBound
        return (0..<results.tasksPerMatch).map { results.range(match: match, task: $0).lowerBound + place }
    }
}
