import GRDB
package import Rules

extension LocalChain {
    /// Sets how the emission of the tempos to come is split.
    ///
    /// - Parameters:
    ///   - weights: The weight of each uid. The burn uid may be among them.
    ///   - pair: The validator of the genesis.
    /// - Returns: The block in which it was set. The weights count from the first tempo boundary after it.
    /// - Throws: `ChainError` with `notPermitted` for any other hotkey, or `invalidWeights`.
    @discardableResult
    package func setWeights(_ weights: [UInt16: UInt16], by pair: HotkeyPair) async throws -> UInt64 {
        try await send(.setWeights(weights), by: pair)
    }

    func setWeights(_ weights: [UInt16: UInt16], by hotkey: Hotkey, at block: UInt64, in db: Database) throws {
        guard hotkey == genesis.validator else {
            throw ChainError(.notPermitted, "hotkey \(hotkey) may not set weights")
        }
        let known = Set(try UInt16.fetchAll(db, sql: "SELECT uid FROM neurons")).union([Self.burnUID])
        guard weights.values.contains(where: { $0 > 0 }), known.isSuperset(of: weights.keys) else {
            throw ChainError(.invalidWeights, "weights are all zero or name a uid that nobody has")
        }
        try db.execute(sql: "INSERT INTO weight_sets (block) VALUES (?)", arguments: [Int64(clamping: block)])
        let sequence = db.lastInsertedRowID
        for (uid, weight) in weights {
            try db.execute(
                sql: "INSERT INTO weights (set_sequence, uid, weight) VALUES (?, ?, ?)",
                arguments: [sequence, Int64(uid), Int64(weight)]
            )
        }
    }

    /// Returns the weights that a hotkey has set last, whether they are in force yet or not; nil: it has set none.
    package func weights(of hotkey: Hotkey) async throws -> [UInt16: UInt16]? {
        guard hotkey == genesis.validator else { return nil }
        return try await pool.read { db in
            let rows = try Row.fetchAll(
                db,
                sql: """
                    SELECT uid, weight FROM weights
                    WHERE weight > 0 AND set_sequence = (SELECT MAX(sequence) FROM weight_sets)
                    """
            )
            return rows.isEmpty ? nil : Dictionary(uniqueKeysWithValues: rows.map { ($0[0], $0[1]) })
        }
    }

    /// Returns the weights in force at a tempo boundary: those set last in an earlier block.
    static func weights(before block: UInt64, in db: Database) throws -> [UInt16: UInt16] {
        let rows = try Row.fetchAll(
            db,
            sql: """
                SELECT uid, weight FROM weights WHERE set_sequence =
                    (SELECT sequence FROM weight_sets WHERE block < ? ORDER BY sequence DESC LIMIT 1)
                """,
            arguments: [Int64(clamping: block)]
        )
        return Dictionary(uniqueKeysWithValues: rows.map { ($0[0], $0[1]) })
    }
}
