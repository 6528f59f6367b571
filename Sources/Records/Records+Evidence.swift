import Foundation
import GRDB
package import Rules

/// A row of evidence that is to be sealed: what will be the content of one entry of the log.
package struct EvidenceRow: Sendable, Hashable {
    /// The number of the entry, counted from 1 without gaps.
    package let sequence: Int64
    /// What kind of thing happened.
    package let kind: String
    /// What happened.
    package let body: JSONValue
}

extension Records {
    /// Begins to keep evidence, unless it was begun before.
    ///
    /// From here on, whatever the log tells of is written down in the transaction in which it happens. Epochs that are
    /// open are taken over as if they were opened now.
    ///
    /// - Parameters:
    ///   - validator: The key that will sign the log, as text.
    ///   - format: The form of the log.
    /// - Throws: `RecordsError.Code.invalid` when it was begun for another key.
    package func beginEvidence(validator: String, format: Int) async throws {
        let at = milliseconds()
        try await pool.write { db in
            let opening: [String: JSONValue] = [
                "format": .integer(Int64(format)), "validator": .string(validator),
            ]
            if let first = try Self.evidence(after: 0, limit: 1, in: db).first {
                guard case .object(let members) = first.body, members["validator"] == opening["validator"] else {
                    throw RecordsError(.invalid, "the evidence was begun by another key than \(validator)")
                }
                return
            }
            try Self.append("opened", opening, at: at, isFirst: true, in: db)
            let open = try Int64.fetchAll(db, sql: "SELECT id FROM epochs WHERE closed_at IS NULL ORDER BY id")
            for epoch in open { try Self.proveOpening(ofEpoch: epoch, at: at, in: db) }
        }
    }

    /// Writes rules down in full before anything is judged by them, unless they were written down before.
    ///
    /// What their board holds already is written down with them, since there is no evidence for it.
    ///
    /// - Parameters:
    ///   - preset: The preset as its file has it.
    ///   - hash: Its hash.
    /// - Throws: `DatabaseError`.
    package func proveRules(_ preset: JSONValue, hash: String) async throws {
        let at = milliseconds()
        try await pool.write { db in
            let isKnown = try Bool.fetchOne(
                db,
                sql: """
                    SELECT EXISTS (SELECT 1 FROM evidence
                        WHERE kind = 'rules' AND json_extract(body, '$.preset_hash') = ?)
                    """,
                arguments: [hash]
            )
            guard isKnown == false else { return }
            try Self.append("rules", ["preset": preset, "preset_hash": .string(hash)], at: at, in: db)
            try Self.carry(presetHash: hash, at: at, in: db)
        }
    }

    /// Returns the rows after one, oldest first; none while no evidence is kept.
    package func evidence(after sequence: Int64, limit: Int = 256) async throws -> [EvidenceRow] {
        try await pool.read { db in try Self.evidence(after: sequence, limit: limit, in: db) }
    }

    private static func evidence(after sequence: Int64, limit: Int, in db: Database) throws -> [EvidenceRow] {
        try Row.fetchAll(
            db,
            sql: "SELECT sequence, kind, body FROM evidence WHERE sequence > ? ORDER BY sequence LIMIT ?",
            arguments: [sequence, limit]
        ).map { row in
            let text: String = row[2]
            return EvidenceRow(sequence: row[0], kind: row[1], body: try JSONValue(parsing: Data(text.utf8)))
        }
    }

    /// Appends a row, if evidence is kept.
    static func append(
        _ kind: String,
        _ members: [String: JSONValue],
        at: Int64,
        isFirst: Bool = false,
        in db: Database
    ) throws {
        let body = JSONValue.object(members.merging(["at": .integer(at)]) { own, _ in own })
        try db.execute(
            sql: """
                INSERT INTO evidence (sequence, kind, body)
                SELECT (SELECT COALESCE(MAX(sequence), 0) + 1 FROM evidence), ?, ?
                WHERE ? OR EXISTS (SELECT 1 FROM evidence)
                """,
            arguments: [kind, body.canonicalText, isFirst]
        )
    }
}
