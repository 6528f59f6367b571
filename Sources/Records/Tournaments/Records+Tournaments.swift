import GRDB
package import Rules

extension Records {
    /// Plans a tournament, unless it was planned before or another of its type goes on.
    ///
    /// - Parameters:
    ///   - plan: What is fixed before anybody enters.
    ///   - preset: The rules; their hash is the plan's.
    /// - Returns: The tournament of the plan, or the one that goes on.
    /// - Throws: `RecordsError.Code.invalid` when the preset is not the plan's or has no such tournaments.
    package func plan(_ plan: TournamentPlan, preset: TournamentPreset) async throws -> TournamentRow {
        guard preset.hash == plan.presetHash, let bracket = plan.opening(preset) else {
            throw RecordsError(.invalid, "the plan \(plan.id) is not of the preset \(preset.name)")
        }
        let text = try JSONValue(encoding: plan).canonicalText
        let at = milliseconds()
        return try await pool.write { db in
            if let known = try Self.tournament(plan.id, in: db) { return known }
            if let open = try Self.openTournament(plan.type, in: db) { return open }
            try db.execute(
                sql: """
                    INSERT INTO tournaments (id, type, preset, preset_hash, plan, stage, created)
                    VALUES (?, ?, ?, ?, ?, ?, ?)
                    """,
                arguments: [
                    plan.id, plan.type.rawValue, preset.canonicalText, plan.presetHash, text, bracket.stage.rawValue,
                    at,
                ]
            )
            guard let row = try Self.tournament(plan.id, in: db) else {
                throw RecordsError(.invalid, "the tournament \(plan.id) was not stored")
            }
            return row
        }
    }

    /// Returns a tournament, or nil when there is none of this identifier.
    package func tournament(_ id: String) async throws -> TournamentRow? {
        try await pool.read { db in try Self.tournament(id, in: db) }
    }

    /// Returns the tournament of a type that goes on, or nil.
    package func openTournament(_ type: TournamentType) async throws -> TournamentRow? {
        try await pool.read { db in try Self.openTournament(type, in: db) }
    }

    /// Returns all tournaments, or those of a type, newest first.
    package func tournaments(_ type: TournamentType? = nil) async throws -> [TournamentRow] {
        try await pool.read { db in
            try Row.fetchAll(
                db,
                sql: """
                    SELECT \(TournamentRow.columns) FROM tournaments WHERE type = ? OR ? IS NULL
                    ORDER BY number DESC
                    """,
                arguments: [type?.rawValue, type?.rawValue]
            ).map(TournamentRow.init)
        }
    }

    /// Returns the last tournament of a type that has ended with a result, or nil.
    package func lastCompleted(_ type: TournamentType) async throws -> CompletedTournament? {
        try await pool.read { db in
            try Row.fetchOne(
                db,
                sql: """
                    SELECT \(TournamentRow.columns) FROM tournaments WHERE type = ? AND stage = 'completed'
                    ORDER BY number DESC LIMIT 1
                    """,
                arguments: [type.rawValue]
            ).map(TournamentRow.init)?.completed
        }
    }

    static func tournament(_ id: String, in db: Database) throws -> TournamentRow? {
        try Row.fetchOne(db, sql: "SELECT \(TournamentRow.columns) FROM tournaments WHERE id = ?", arguments: [id])
            .map(TournamentRow.init)
    }

    private static func openTournament(_ type: TournamentType, in db: Database) throws -> TournamentRow? {
        try Row.fetchOne(
            db,
            sql: """
                SELECT \(TournamentRow.columns) FROM tournaments
                WHERE type = ? AND stage NOT IN ('completed', 'cancelled')
                """,
            arguments: [type.rawValue]
        ).map(TournamentRow.init)
    }
}

extension Records {
    /// Returns the identifiers of a tournament's rounds and tasks, in their order.
    package func roundsAndTasks(of row: TournamentRow) async throws -> (rounds: [String], tasks: [String]) {
        try await pool.read { db in
            let rounds = try String.fetchAll(
                db,
                sql: "SELECT id FROM tournament_rounds WHERE tournament = ? ORDER BY round",
                arguments: [row.number]
            )
            let tasks = try String.fetchAll(
                db,
                sql: """
                    SELECT id FROM tournament_tasks WHERE tournament = ?
                    ORDER BY round, match, task, edition
                    """,
                arguments: [row.number]
            )
            return (rounds, tasks)
        }
    }
}
