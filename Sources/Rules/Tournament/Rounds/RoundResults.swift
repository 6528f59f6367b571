/// All reports of a round: match after match, task after task, seat after seat.
package struct RoundResults: Sendable, Hashable {
    /// Who meets whom.
    package let shape: RoundShape
    /// How many tasks every match has.
    package let tasksPerMatch: Int
    /// What the tasks are about, match after match.
    package let kinds: [TaskKind]
    /// What is known, in the same order.
    package var reports: [Report]

    /// Makes a round without results.
    ///
    /// - Parameters:
    ///   - shape: Who meets whom.
    ///   - tasksPerMatch: How many tasks every match has.
    ///   - kinds: What the tasks are about; as many as matches and tasks.
    package init(shape: RoundShape, tasksPerMatch: Int, kinds: [TaskKind]) {
        self.shape = shape
        self.tasksPerMatch = tasksPerMatch
        self.kinds = kinds
        reports = Array(repeating: .pending, count: shape.seats.count * tasksPerMatch)
    }

    /// Returns where the reports of a match's task are.
    package func range(match: Int, task: Int) -> Range<Int> {
        let seats = shape.range(of: match)
        let start = seats.lowerBound * tasksPerMatch + task * seats.count
        return start..<start + seats.count
    }

    /// Returns what a task of a match is about.
    package func kind(match: Int, task: Int) -> TaskKind { kinds[match * tasksPerMatch + task] }

    /// The results of a match, task after task.
    func tasks(of match: Int) -> [(kind: TaskKind, reports: ArraySlice<Report>)] {
        (0..<tasksPerMatch).map { (kind(match: match, task: $0), reports[range(match: match, task: $0)]) }
    }
}
