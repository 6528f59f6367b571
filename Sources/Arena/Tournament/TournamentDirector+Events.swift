import Logging
import Records
import Rules

extension TournamentDirector {
    /// Lets the state machine take an event and stores it, with all that it brings about, in one transaction.
    ///
    /// What changes nothing is not stored. A deadline that the event's moment has reached passes first, as an event of
    /// its own.
    @discardableResult
    mutating func record(
        _ event: TournamentEvent,
        payer: TournamentStep.Payer? = nil
    ) async throws -> TournamentResponse {
        if event.kind != .waited, let deadline = bracket.deadline, event.moment >= deadline {
            try await record(TournamentEvent(.waited, at: event.moment))
        }
        var next = bracket
        let response = next.apply(event.kept)
        guard response == .accepted || next.phase != bracket.phase else { return response }
        var step = TournamentStep(event.kept, stage: next.stage)
        step.fees = FeeMovement.of(event, response, before: bracket, after: next)
        step.payer = payer
        (step.round, step.tasks) = openings(event, after: next)
        if next.stage == .completed {
            let previous = try await world.records.lastCompleted(row.plan.type)
            step.completed = next.completed(payout: row.preset.payout, after: previous)
            step.completed?.presetHash = row.plan.presetHash
        }
        guard try await world.records.append(step, to: row.plan.id, after: eventCount) else {
            // Somebody else works on the same tournament; what it did counts.
            (bracket, eventCount) = try await world.records.replay(row)
            return .ignored(.waited)
        }
        if next.stage != bracket.stage {
            world.logger.notice(
                "a tournament moved on",
                metadata: ["tournament.id": "\(row.plan.id)", "tournament.stage": "\(next.stage.rawValue)"]
            )
        }
        bracket = next
        eventCount += 1
        try world.afterEvent(eventCount)
        return response
    }

    /// Calls the tournament off, as long as it has not begun: whatever is held goes back.
    ///
    /// - Returns: Whether it could be called off.
    /// - Throws: `RecordsError`.
    package mutating func cancel() async throws -> Bool {
        try await record(TournamentEvent(.cancelled, at: now())) == .accepted
    }

    /// Lets the deadline pass if it is reached.
    mutating func passTime() async throws -> Turn {
        guard let deadline = bracket.deadline else { return .ended }
        let now = now()
        guard now >= deadline else { return .idle(until: deadline) }
        try await record(TournamentEvent(.waited, at: now))
        return .moved
    }

    /// The round that an event opens, and the tasks that it brings about.
    private func openings(
        _ event: TournamentEvent,
        after next: Bracket
    ) -> (TournamentStep.Round?, [TournamentStep.Task]) {
        let id = row.plan.id
        if next.rounds.count > bracket.rounds.count, let round = next.rounds.last {
            let number = next.rounds.count
            let opened = TournamentStep.Round(
                id: row.plan.round(number),
                number: number,
                kind: round.results.shape.kind,
                began: round.began,
                until: round.until
            )
            return (opened, next.openTasks.map { TournamentStep.Task(id: "\(id)_\($0.name)", order: $0) })
        }
        let failed: TaskIdentifier? =
            switch event.kind {
            case .taskFailed(let task), .reported(let task, _, _, .failed(.task)): task
            default: nil
            }
        guard let failed, let order = next.openTask(match: failed.match, number: failed.number) else {
            return (nil, [])
        }
        return (nil, [TournamentStep.Task(id: "\(id)_\(order.name)", order: order)])
    }
}
