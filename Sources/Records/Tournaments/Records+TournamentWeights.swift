import GRDB

/// Weights of tournaments that were set on the chain.
package struct TournamentWeights: Sendable, Hashable {
    /// The block in which they were set.
    package let block: UInt64
    /// The digest of the statement that they follow from.
    package let digest: String
    /// The statement, as it is published.
    package let statement: String
}

extension Records {
    /// Records that weights of tournaments were set on the chain.
    ///
    /// - Parameters:
    ///   - block: The block in which they were set.
    ///   - digest: The digest of the statement that they follow from.
    ///   - statement: The statement, as it is published.
    /// - Throws: `DatabaseError`.
    package func recordTournamentWeights(block: UInt64, digest: String, statement: String) async throws {
        try await pool.write { db in
            try db.execute(
                sql: "INSERT INTO tournament_weights (block, digest, statement) VALUES (?, ?, ?)",
                arguments: [try Stored.column(block), digest, statement]
            )
        }
    }

    /// Returns the weights of tournaments that were set last, or nil when none ever were.
    package func lastTournamentWeights() async throws -> TournamentWeights? {
        try await pool.read { db in
            try Row.fetchOne(
                db,
                sql: "SELECT block, digest, statement FROM tournament_weights ORDER BY sequence DESC LIMIT 1"
            ).map { TournamentWeights(block: try Stored.unsigned($0[0]), digest: $0[1], statement: $0[2]) }
        }
    }
}
