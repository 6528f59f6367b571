package import Records
package import Rules

/// Where results of tasks come from: a trainer with an evaluator, a recording, or modelled skill.
package protocol TaskSource: Sendable {
    /// Makes sure that everything that is due is being worked on, and returns what is known of it.
    ///
    /// It is asked again and again, also after a crash, with whatever is still due then. A task has the same identifier
    /// each time, so that none is begun twice. What was returned before may be returned again.
    ///
    /// - Parameters:
    ///   - bracket: Where the tournament stands; `openTasks` says what is due.
    ///   - row: The tournament.
    ///   - now: The moment; nothing later is returned.
    /// - Returns: What is known.
    /// - Throws: Whatever keeps it from finding out; it is asked again.
    func findings(in bracket: Bracket, of row: TournamentRow, at now: Moment) async throws -> TaskFindings
}

/// What is known of tasks.
package struct TaskFindings: Sendable {
    /// Reports and tasks that cannot be done, each with its moment, in the order in which they count.
    package var events: [TournamentEvent]
    /// When more is expected; nil: unknown.
    package var next: Moment?

    /// Puts findings together.
    package init(events: [TournamentEvent], next: Moment? = nil) {
        self.events = events
        self.next = next
    }
}
