import GRDB

extension Records {
    /// Returns the places of submissions on a board, counted from 1, by id.
    ///
    /// The cost is one run through the index down to the last of them.
    ///
    /// - Parameters:
    ///   - submissions: The ids; what is not on the board has no place.
    ///   - presetHash: The hash of the board's rules.
    /// - Returns: The places as they are at one moment.
    /// - Throws: `DatabaseError`.
    package func ranks(of submissions: [String], presetHash: String) async throws -> [String: Int] {
        try await pool.read { db in
            let find = try db.cachedStatement(
                sql: """
                    SELECT score, reveal_block, reveal_index FROM standings WHERE submission_id = ? AND preset_hash = ?
                    """
            )
            var found: [(id: String, place: StandingPlace)] = []
            for id in Set(submissions) {
                guard let row = try Row.fetchOne(find, arguments: [id, presetHash]) else { continue }
                found.append((id, StandingPlace(score: row[0], block: row[1], index: row[2])))
            }
            found.sort { $0.place.isAbove($1.place) }
            var ranks: [String: Int] = [:], rank = 0, above: StandingPlace?
            for (id, place) in found {
                rank += try Self.count(from: above, to: place, presetHash: presetHash, in: db)
                ranks[id] = rank
                above = place
            }
            return ranks
        }
    }

    /// How many stand below one place, and not below another.
    private static func count(
        from above: StandingPlace?,
        to place: StandingPlace,
        presetHash: String,
        in db: Database
    ) throws -> Int {
        let isBelow = "AND score <= ? AND (score < ? OR (reveal_block, reveal_index) > (?, ?))"
        let statement = try db.cachedStatement(
            sql: """
                SELECT COUNT(*) FROM standings WHERE preset_hash = ? AND score >= ?
                    AND (score > ? OR (reveal_block, reveal_index) <= (?, ?)) \(above == nil ? "" : isBelow)
                """
        )
        var arguments: StatementArguments = [presetHash, place.score, place.score, place.block, place.index]
        if let above { arguments += [above.score, above.score, above.block, above.index] }
        return try Int.fetchOne(statement, arguments: arguments) ?? 0
    }
}

/// What orders a board, as it is stored.
private struct StandingPlace {
    let score: Double
    let block: Int64
    let index: Int

    func isAbove(_ other: StandingPlace) -> Bool {
        score != other.score ? score > other.score : (block, index) < (other.block, other.index)
    }
}
