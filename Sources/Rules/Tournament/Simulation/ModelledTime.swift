/// When results come of work that is not really done: each when its training has had its time.
package struct ModelledTime: Sendable {
    private let training: TrainingRule

    /// Makes the times of a preset.
    ///
    /// - Parameter preset: The rules, which say how long a task takes.
    package init(_ preset: TournamentPreset) {
        training = preset.training
    }

    /// Returns everything that comes of what is due, in the order of tasks.
    ///
    /// - Parameters:
    ///   - bracket: Where the tournament stands.
    ///   - performer: Where results come from.
    /// - Returns: Reports, each with its moment.
    package func reports(in bracket: Bracket, by performer: inout some TaskPerformer) -> [TournamentEvent] {
        guard let round = bracket.rounds.last else { return [] }
        return bracket.openTasks.flatMap { order -> [TournamentEvent] in
            let seats = round.results.shape.range(of: order.task.match - 1)
            let opponents = round.results.shape.seats[seats].map { bracket.competitors[Int($0)] }
            return order.due.compactMap { due in
                guard let report = performer.report(on: order, due: due, opponents: opponents) else { return nil }
                let times = Double(due.attempt + order.task.edition + 1)
                let kind = TournamentEvent.Kind.reported(
                    task: order.task,
                    hotkey: due.hotkey,
                    attempt: due.attempt,
                    report: report
                )
                return TournamentEvent(kind, at: round.began.adding(Seconds(times * 3600 * hours(order.kind))))
            }
        }
    }

    /// How long a task takes: that of a model of eight billion parameters on twenty million tokens.
    private func hours(_ kind: TaskKind) -> Double {
        training.hours(for: kind, billions: 8, tokens: 20e6)
    }
}
