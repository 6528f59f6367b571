import Records
import Rules

extension TournamentDirector {
    /// Takes what is known of the round's tasks; when the round's time is over, it ends with what is known.
    mutating func take() async throws -> Turn {
        let now = world.clock.now
        let findings = try await world.tasks.findings(in: bracket, of: row, at: now)
        var hasMoved = false
        for event in findings.events where event.moment <= now {
            try Task.checkCancellation()
            let rounds = bracket.rounds.count
            let response = try await record(event)
            hasMoved = hasMoved || response == .accepted
            // What else is known is of a round that is over.
            if bracket.rounds.count > rounds || bracket.hasEnded { return .moved }
        }
        if hasMoved { return .moved }
        if let deadline = bracket.deadline, now >= deadline { return try await passTime() }
        let next = findings.next ?? bracket.deadline ?? now
        return .idle(until: min(next, bracket.deadline ?? next))
    }
}
