/// A task as whoever carries it out needs it.
package struct TaskOrder: Sendable, Hashable {
    /// Which task it is.
    package let task: TaskIdentifier
    /// The identifier as text.
    package let name: String
    /// What it is about.
    package let kind: TaskKind
    /// Where everything comes from that the task is made of: model, data, games.
    package let seed: UInt64
    /// The environments, in environment tournaments.
    package let environments: [String]
    /// Who has yet to be reported, and which attempt is due.
    package let due: [Due]

    /// One competitor's part of a task.
    package struct Due: Sendable, Hashable {
        /// The hotkey.
        package let hotkey: String
        /// The attempt, counted from 0.
        package let attempt: Int
    }
}

extension Bracket {
    /// The tasks for which something is due, in the order of their identifiers; asking again gives the same.
    package var openTasks: [TaskOrder] {
        guard case .playing = phase, let round = rounds.last else { return [] }
        return (0..<round.results.shape.matches).flatMap { match in
            (0..<round.results.tasksPerMatch).compactMap { order(match: match, task: $0, in: round) }
        }
    }

    /// Returns one task as it is now; nil when nothing is due for it.
    ///
    /// - Parameters:
    ///   - match: The group or pair of the round that goes on, from 1.
    ///   - number: The task of the match, from 1.
    /// - Returns: The task, or nil.
    package func openTask(match: Int, number: Int) -> TaskOrder? {
        guard case .playing = phase, let round = rounds.last, (1...round.results.shape.matches).contains(match),
            (1...round.results.tasksPerMatch).contains(number)
        else { return nil }
        return order(match: match - 1, task: number - 1, in: round)
    }

    private func order(match: Int, task: Int, in round: BracketRound) -> TaskOrder? {
        let results = round.results
        let seats = results.shape.range(of: match)
        let due = zip(results.range(match: match, task: task), seats).compactMap { index, seat -> TaskOrder.Due? in
            guard case .pending = results.reports[index] else { return nil }
            let hotkey = competitors[Int(results.shape.seats[seat])]
            return TaskOrder.Due(hotkey: hotkey, attempt: Int(round.failures[index]))
        }
        guard !due.isEmpty, let draw else { return nil }
        let place = match * results.tasksPerMatch + task
        let identifier = TaskIdentifier(
            round: rounds.count,
            match: match + 1,
            number: task + 1,
            edition: Int(round.editions[place])
        )
        let name = identifier.text(results.shape.kind)
        var lots = draw.generator(for: name)
        // Groups of a round play the same environments, or their results would not compare.
        var shared = draw.generator(for: "environments of round \(rounds.count)")
        return TaskOrder(
            task: identifier,
            name: name,
            kind: results.kind(match: match, task: task),
            seed: lots.next(),
            environments: rules.environments?.drawn(round: rounds.count, lots: &shared) ?? [],
            due: due
        )
    }
}

extension EnvironmentRule {
    /// Returns the environments of a round, drawn by lot, in the order of the rule.
    func drawn(round: Int, lots: inout SplitMix) -> [String] {
        var order = Array(names.indices)
        lots.shuffle(&order)
        return order.prefix(min(perRound * round, names.count)).sorted().map { names[$0] }
    }
}
