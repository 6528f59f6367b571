import Foundation
import GRDB
package import Rules

extension Records {
    /// Returns what is known of the weights that the arena's key has set.
    ///
    /// - Returns: The weights that were set last, and the attempt after that.
    /// - Throws: `DatabaseError`, `RecordsError`.
    package func weightsState() async throws -> WeightsState {
        try await pool.read { db in try Self.weightsState(in: db) }
    }

    /// Writes down that weights are about to be set.
    ///
    /// It is on the disk when this returns, also if the power fails then: what was sent must not be forgotten.
    ///
    /// - Parameters:
    ///   - weights: The weight of each uid.
    ///   - block: The newest block.
    /// - Throws: `DatabaseError`.
    package func beginWeights(_ weights: [UInt16: UInt16], at block: UInt64) async throws {
        let text = try Self.text(of: weights)
        try await writeDurably { db in
            let failures = try Self.weightsState(in: db).attempt.map { $0.isOpen ? $0.failures + 1 : $0.failures } ?? 0
            try db.execute(sql: "DELETE FROM weights_attempts WHERE state <> 'set'")
            try db.execute(
                sql: "INSERT INTO weights_attempts (block, weights, state, failures) VALUES (?, ?, 'begun', ?)",
                arguments: [try Stored.column(block), text, failures]
            )
        }
    }

    /// Writes down that weights that were begun could not be set.
    ///
    /// - Parameter error: Why.
    /// - Throws: `DatabaseError`.
    package func failWeights(_ error: String) async throws {
        try await pool.write { db in
            try db.execute(
                sql: """
                    UPDATE weights_attempts SET state = 'failed', failures = failures + 1, error = ?
                    WHERE state = 'begun'
                    """,
                arguments: [error]
            )
        }
    }

    /// Writes down that an attempt whose end nobody saw has set its weights.
    ///
    /// - Parameter block: In which block.
    /// - Throws: `DatabaseError`.
    package func adoptWeights(at block: UInt64) async throws {
        try await pool.write { db in try Self.finishWeights(at: block, in: db) }
    }

    /// Writes down, within a transaction, that weights that were begun were set.
    ///
    /// The settings before the last hundred are forgotten.
    static func finishWeights(at block: UInt64, in db: Database) throws {
        try db.execute(
            sql: "UPDATE weights_attempts SET state = 'set', block = ?, failures = 0 WHERE state <> 'set'",
            arguments: [try Stored.column(block)]
        )
        try db.execute(
            sql: """
                DELETE FROM weights_attempts WHERE state = 'set' AND sequence <=
                    (SELECT MAX(sequence) FROM weights_attempts) - 100
                """
        )
    }

    private static func weightsState(in db: Database) throws -> WeightsState {
        let row = try Row.fetchOne(
            db,
            sql: "SELECT block, weights FROM weights_attempts WHERE state = 'set' ORDER BY sequence DESC LIMIT 1"
        )
        let attempt = try Row.fetchOne(
            db,
            sql: "SELECT block, weights, failures, state FROM weights_attempts WHERE state <> 'set'"
        )
        return WeightsState(
            last: try row.map { .init(block: try Stored.unsigned($0[0]), weights: try weights(of: $0[1])) },
            attempt: try attempt.map { row in
                let state: String = row[3]
                return .init(
                    block: try Stored.unsigned(row[0]),
                    weights: try weights(of: row[1]),
                    failures: row[2],
                    isOpen: state == "begun"
                )
            }
        )
    }

    static func text(of weights: [UInt16: UInt16]) throws -> String {
        let sent = weights.reduce(into: [String: Int]()) { $0[String($1.key)] = Int($1.value) }
        return try JSONValue(encoding: sent).canonicalText
    }

    static func weights(of text: String) throws -> [UInt16: UInt16] {
        let sent = try JSONDecoder().decode([String: UInt16].self, from: Data(text.utf8))
        return try sent.reduce(into: [:]) { weights, entry in
            guard let uid = UInt16(entry.key) else { throw RecordsError(.invalid, "'\(entry.key)' is no uid") }
            weights[uid] = entry.value
        }
    }
}
