/// A task in which so many trainings failed that the task itself may be to blame.
package struct DoubtfulTask: Sendable, Hashable, Codable {
    /// The task's name.
    package let task: String
    /// How many competitors' trainings failed.
    package let failed: Int
    /// How many competitors it has.
    package let of: Int

    /// Returns whether so many failures make a task doubtful: more than half.
    package static func isDoubtful(failed: Int, of all: Int) -> Bool { 2 * failed > all }
}

extension Bracket {
    /// The tasks of all rounds in which more than half of the trainings failed.
    ///
    /// The reference holds a round up until somebody has looked at such a task. Here it is only said: the round goes on.
    package var doubtfulTasks: [DoubtfulTask] {
        rounds.enumerated().flatMap { number, round -> [DoubtfulTask] in
            let results = round.results
            return (0..<results.shape.matches).flatMap { match in
                results.tasks(of: match).enumerated().compactMap { place, task -> DoubtfulTask? in
                    let failed = task.reports.count { $0 == .failed(.competitor) }
                    guard DoubtfulTask.isDoubtful(failed: failed, of: task.reports.count) else { return nil }
                    let edition = Int(round.editions[match * results.tasksPerMatch + place])
                    let identifier = TaskIdentifier(
                        round: number + 1,
                        match: match + 1,
                        number: place + 1,
                        edition: edition
                    )
                    let name = identifier.text(results.shape.kind)
                    return DoubtfulTask(task: name, failed: failed, of: task.reports.count)
                }
            }
        }
    }
}
