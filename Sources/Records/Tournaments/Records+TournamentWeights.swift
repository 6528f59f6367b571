import GRDB
import Rules

/// Weights of tournaments that were set on the chain.
package struct TournamentWeights: Sendable, Hashable {
    /// The block in which they were set.
    package let block: UInt64
    /// The digest of the statement that they follow from.
    package let digest: String
    /// The statement, as it is published.
    package let statement: String
    /// The weight of each uid, as the chain was told it.
    package let sent: [UInt16: UInt16]
    /// Whether an operator had everything burned, so that they are not those of the statement.
    package let isBurning: Bool

    /// Describes weights that were set.
    ///
    /// - Parameters:
    ///   - block: The block in which they were set.
    ///   - digest: The digest of the statement that they follow from.
    ///   - statement: The statement, as it is published.
    ///   - sent: The weight of each uid, as the chain was told it.
    ///   - isBurning: Whether an operator had everything burned.
    package init(block: UInt64, digest: String, statement: String, sent: [UInt16: UInt16], isBurning: Bool) {
        self.block = block
        self.digest = digest
        self.statement = statement
        self.sent = sent
        self.isBurning = isBurning
    }
}

extension Records {
    /// Records that weights of tournaments were set on the chain.
    ///
    /// - Parameter weights: The weights.
    /// - Throws: `DatabaseError`.
    package func record(_ weights: TournamentWeights) async throws {
        let text = try Self.text(of: weights.sent)
        try await pool.write { db in
            try Self.finishWeights(at: weights.block, in: db)
            try db.execute(
                sql: """
                    INSERT INTO tournament_weights (block, digest, statement, sent, burning) VALUES (?, ?, ?, ?, ?)
                    """,
                arguments: [
                    try Stored.column(weights.block), weights.digest, weights.statement, text, weights.isBurning,
                ]
            )
        }
    }

    /// Returns the weights of tournaments that were set last, or nil when none ever were.
    package func lastTournamentWeights() async throws -> TournamentWeights? {
        try await pool.read { db in
            try Row.fetchOne(
                db,
                sql: """
                    SELECT block, digest, statement, sent, burning FROM tournament_weights
                    ORDER BY sequence DESC LIMIT 1
                    """
            ).map { row in
                TournamentWeights(
                    block: try Stored.unsigned(row[0]),
                    digest: row[1],
                    statement: row[2],
                    sent: try Self.weights(of: row[3]),
                    isBurning: row[4]
                )
            }
        }
    }
}
