import GRDB

/// How many there are, and what they sum to.
package struct Totals: Sendable, Hashable {
    /// Submissions that were taken in, and hotkeys among them.
    package let submissions: Int
    /// Hotkeys that submitted something.
    package let hotkeys: Int
    /// Submissions that intake refused.
    package let refused: Int
    /// Verdicts by outcome.
    package let accepted: Int
    /// Verdicts that a submission was rejected.
    package let rejected: Int
    /// Verdicts that the machine or the task failed.
    package let failed: Int
    /// Evaluations that were started again.
    package let repeated: Int
    /// Rows of one board.
    package let rows: Int
    /// The sum of the scores on it.
    package let scoreSum: Double
}

extension Records {
    /// Returns how many there are of everything; of rows, how many one board has.
    ///
    /// - Parameter presetHash: The hash of the board's rules.
    /// - Returns: The numbers as they are at one moment.
    /// - Throws: `DatabaseError`.
    package func totals(presetHash: String) async throws -> Totals {
        try await pool.read { db in
            let counts = try Row.fetchAll(db, sql: "SELECT name, value FROM totals")
            let values = Dictionary(counts.map { ($0[0] as String, $0[1] as Int) }) { first, _ in first }
            let board = try Row.fetchOne(
                db,
                sql: "SELECT row_count, score_sum FROM boards WHERE preset_hash = ?",
                arguments: [presetHash]
            )
            return Totals(
                submissions: values["submissions"] ?? 0,
                hotkeys: values["hotkeys"] ?? 0,
                refused: values["refused"] ?? 0,
                accepted: values["accepted"] ?? 0,
                rejected: values["rejected"] ?? 0,
                failed: values["failed"] ?? 0,
                repeated: values["repeated"] ?? 0,
                rows: board?[0] ?? 0,
                scoreSum: board?[1] ?? 0
            )
        }
    }

    /// Returns when verdicts were accepted from a time on, in milliseconds since 1970, oldest first.
    package func verdictTimes(since milliseconds: Int64) async throws -> [Int64] {
        try await pool.read { db in
            try Int64.fetchAll(
                db,
                sql: "SELECT accepted_at FROM verdicts WHERE accepted_at >= ? ORDER BY accepted_at",
                arguments: [milliseconds]
            )
        }
    }

    /// Returns how many submissions were taken in from a time on, in milliseconds since 1970.
    package func arrivals(since milliseconds: Int64) async throws -> Int {
        try await pool.read { db in
            try Int.fetchOne(
                db,
                sql: "SELECT COUNT(*) FROM submissions WHERE created >= ?",
                arguments: [milliseconds]
            ) ?? 0
        }
    }

    /// Returns when the first submission was taken in, in milliseconds since 1970, or nil while there is none.
    package func firstArrival() async throws -> Int64? {
        try await pool.read { db in try Int64.fetchOne(db, sql: "SELECT MIN(created) FROM submissions") }
    }

    /// Returns when some submissions were taken in, in milliseconds since 1970, by id.
    package func arrivals(of ids: [String]) async throws -> [String: Int64] {
        try await pool.read { db in
            let statement = try db.cachedStatement(sql: "SELECT created FROM submissions WHERE id = ?")
            var times: [String: Int64] = [:]
            for id in ids { times[id] = try Int64.fetchOne(statement, arguments: [id]) }
            return times
        }
    }
}
