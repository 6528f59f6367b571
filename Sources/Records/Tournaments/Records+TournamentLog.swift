import GRDB
package import Rules

extension Records {
    /// Appends an event to a tournament's log, with all that it brings about, in one transaction.
    ///
    /// - Parameters:
    ///   - step: The event and what it brings about.
    ///   - id: The tournament.
    ///   - sequence: How many events its log has: another number means that somebody else was quicker.
    /// - Returns: False when the log has another length; then nothing was changed, and the caller reads it again.
    /// - Throws: `Ledger.Refusal` when a fee cannot be held, `RecordsError.Code.invalid` for an unknown tournament.
    @discardableResult
    package func append(_ step: TournamentStep, to id: String, after sequence: Int) async throws -> Bool {
        let completed = try step.completed.map { try JSONValue(encoding: $0).canonicalText }
        let at = milliseconds()
        return try await pool.write { db in
            guard let (number, count) = try Self.log(of: id, in: db) else {
                throw RecordsError(.invalid, "there is no tournament \(id)")
            }
            guard count == sequence else { return false }
            try StoredEvent.insert(step.event, tournament: number, sequence: sequence, in: db)
            try Self.storeResult(step.event, tournament: number, sequence: sequence, in: db)
            if let round = step.round { try Self.store(round, tournament: number, in: db) }
            for task in step.tasks { try Self.store(task, tournament: number, in: db) }
            if let fees = step.fees { try Self.move(fees, step.payer, tournament: number, id: id, at: at, in: db) }
            try db.execute(
                sql: "UPDATE tournaments SET event_count = ?, stage = ?, completed = ? WHERE number = ?",
                arguments: [sequence + 1, step.stage.rawValue, completed, number]
            )
            return true
        }
    }

    /// Reads a tournament's log and replays it.
    ///
    /// - Parameter row: The tournament.
    /// - Returns: The state after the last event, and how many there were.
    /// - Throws: `RecordsError.Code.invalid` for a row that is no event.
    package func replay(_ row: TournamentRow) async throws -> (bracket: Bracket, events: Int) {
        guard let opening = row.plan.opening(row.preset) else {
            throw RecordsError(.invalid, "the tournament \(row.plan.id) is of a type that its preset has not")
        }
        return try await pool.read { db in
            var bracket = opening
            var count = 0
            let cursor = try Row.fetchCursor(
                db,
                sql: "SELECT \(StoredEvent.columns) FROM tournament_events WHERE tournament = ? ORDER BY sequence",
                arguments: [row.number]
            )
            while let row = try cursor.next() {
                bracket.apply(try StoredEvent.read(row))
                count += 1
            }
            return (bracket, count)
        }
    }

    /// Returns the events of a tournament from one on, in their order.
    ///
    /// - Parameters:
    ///   - row: The tournament.
    ///   - sequence: The number of the first event, from 0.
    ///   - limit: How many to return at most.
    /// - Returns: The events.
    /// - Throws: `RecordsError.Code.invalid` for a row that is no event.
    package func events(of row: TournamentRow, from sequence: Int, limit: Int) async throws -> [TournamentEvent] {
        try await pool.read { db in
            try Row.fetchAll(
                db,
                sql: """
                    SELECT \(StoredEvent.columns) FROM tournament_events
                    WHERE tournament = ? AND sequence >= ? ORDER BY sequence LIMIT ?
                    """,
                arguments: [row.number, sequence, limit]
            ).map(StoredEvent.read)
        }
    }

    /// Stores a log whole, without what it brings about; for measurements of replay alone.
    package func appendUnchecked(_ events: [TournamentEvent], to row: TournamentRow) async throws {
        try await pool.write { db in
            for (sequence, event) in events.enumerated() {
                try StoredEvent.insert(event, tournament: row.number, sequence: sequence, in: db)
            }
        }
    }

    private static func log(of id: String, in db: Database) throws -> (number: Int64, count: Int)? {
        try Row.fetchOne(db, sql: "SELECT number, event_count FROM tournaments WHERE id = ?", arguments: [id])
            .map { ($0[0], $0[1]) }
    }

    /// Takes a result's place, which nobody can take a second time.
    private static func storeResult(
        _ event: TournamentEvent,
        tournament: Int64,
        sequence: Int,
        in db: Database
    ) throws {
        guard case .reported(let task, let hotkey, let attempt, _) = event.kind else { return }
        try db.cachedStatement(
            sql: """
                INSERT INTO tournament_results (tournament, round, match, task, edition, hotkey, attempt, sequence)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?)
                """
        ).execute(arguments: [
            tournament, task.round, task.match, task.number, task.edition, hotkey, attempt, sequence,
        ])
    }

    private static func store(_ round: TournamentStep.Round, tournament: Int64, in db: Database) throws {
        try db.execute(
            sql: """
                INSERT INTO tournament_rounds (id, tournament, round, kind, began, until) VALUES (?, ?, ?, ?, ?, ?)
                ON CONFLICT (id) DO NOTHING
                """,
            arguments: [
                round.id, tournament, round.number, round.kind.rawValue, round.began.seconds, round.until.seconds,
            ]
        )
    }

    private static func store(_ task: TournamentStep.Task, tournament: Int64, in db: Database) throws {
        let identifier = task.order.task
        try db.cachedStatement(
            sql: """
                INSERT INTO tournament_tasks (id, tournament, round, match, task, edition, kind, seed)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (id) DO NOTHING
                """
        ).execute(arguments: [
            task.id, tournament, identifier.round, identifier.match, identifier.number, identifier.edition,
            task.order.kind.rawValue, String(task.order.seed, radix: 16),
        ])
    }
}
