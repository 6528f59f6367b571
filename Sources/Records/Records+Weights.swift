import GRDB
package import Rules

/// Weights that were set on the chain: one uid takes what is not burned.
package struct WeightsSet: Sendable, Hashable {
    /// The block in which they were set.
    package let block: UInt64
    /// The uid that takes what is not burned.
    package let uid: UInt16
    /// Whose uid it is, or nil when everything is burned.
    package let hotkey: Hotkey?
    /// The share that is burned beside it, from 0 to 1.
    package let burnShare: Double
}

extension Records {
    /// Records that weights were set on the chain.
    ///
    /// - Parameters:
    ///   - block: The block in which they were set.
    ///   - uid: The uid that takes what is not burned.
    ///   - hotkey: Whose uid it is, or nil when everything is burned.
    ///   - burnShare: The share that is burned beside it, from 0 to 1.
    /// - Throws: `DatabaseError`.
    package func recordWeights(block: UInt64, uid: UInt16, hotkey: Hotkey?, burnShare: Double = 0) async throws {
        let at = milliseconds()
        try await pool.write { db in
            try db.execute(
                sql: "INSERT INTO weights_set (block, uid, hotkey, burn_share) VALUES (?, ?, ?, ?)",
                arguments: [try Stored.column(block), Int64(uid), hotkey?.text, burnShare]
            )
            try Self.finishWeights(at: block, in: db)
            let details: JSONValue = .object([
                "block": .integer(try Stored.column(block)),
                "uid": .integer(Int64(uid)),
                "burn_share": .number(burnShare),
            ])
            try Event.append(.weightsSet, subject: hotkey?.text ?? "burn", details: details, at: at, in: db)
        }
    }

    /// Returns the weights that were set last, or nil when none ever were.
    package func lastWeights() async throws -> WeightsSet? {
        try await pool.read { db in
            try Row.fetchOne(
                db,
                sql: "SELECT block, uid, hotkey, burn_share FROM weights_set ORDER BY sequence DESC LIMIT 1"
            ).map { row in
                let hotkey: String? = row[2]
                return WeightsSet(
                    block: try Stored.unsigned(row[0]),
                    uid: row[1],
                    hotkey: try hotkey.map(Stored.hotkey),
                    burnShare: row[3]
                )
            }
        }
    }
}
