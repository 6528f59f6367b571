package import Records
package import Rules

/// Results by modelled skill: nothing is trained, and every result comes when its training would have had its time.
package struct ModelledTasks<Performer: TaskPerformer & Sendable>: TaskSource {
    private let performer: Performer

    /// Makes a source of modelled results.
    ///
    /// - Parameter performer: What a competitor shows in a task; the same question has the same answer.
    package init(_ performer: Performer) {
        self.performer = performer
    }

    /// Returns what would be known by now, earliest first.
    package func findings(in bracket: Bracket, of row: TournamentRow, at now: Moment) async throws -> TaskFindings {
        var performer = performer
        let reports = ModelledTime(row.preset).reports(in: bracket, by: &performer)
        // Reports are in the order of tasks; those of one moment keep it, so that a crash between them changes nothing.
        let ordered = reports.enumerated().sorted { one, other in
            (one.element.moment, one.offset) < (other.element.moment, other.offset)
        }.map(\.element)
        let known = ordered.prefix { $0.moment <= now }
        return TaskFindings(events: Array(known), next: ordered.dropFirst(known.count).first?.moment)
    }
}
