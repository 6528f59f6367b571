package import Foundation
import GRDB
package import Rules

extension Records {
    /// Returns the submissions in one state, by reveal.
    package func submissions(in state: Submission.State) async throws -> [Submission] {
        try await pool.read { db in
            try Row.fetchAll(
                db,
                sql: """
                    SELECT id, hotkey, code_hash, url, committed_at, reveal_block, reveal_index, state,
                        code_error, code_sentence
                    FROM submissions WHERE state = ? ORDER BY reveal_block, reveal_index
                    """,
                arguments: [state.rawValue]
            ).map(Self.submission)
        }
    }

    /// Returns all submissions with their evaluations and verdicts, as they are at one moment, by number.
    package func allSubmissions() async throws -> [SubmissionDetail] {
        try await pool.read(Self.allSubmissions)
    }

    static func allSubmissions(in db: Database) throws -> [SubmissionDetail] {
        try String.fetchAll(db, sql: "SELECT id FROM submissions ORDER BY sequence")
            .map { try submission($0, in: db) }
    }

    /// Returns how many submissions have neither a verdict nor a refusal.
    package func pendingCount() async throws -> Int {
        try await pool.read { db in
            try Int.fetchOne(
                db,
                sql: "SELECT COUNT(*) FROM submissions WHERE state IN ('revealed', 'fetched', 'queued')"
            ) ?? 0
        }
    }

    /// Returns the stored code of a submission, or nil when none was stored.
    ///
    /// - Throws: `RecordsError.Code.unknownSubmission` when there is no such submission.
    package func code(of id: String) async throws -> Data? {
        try await pool.read { db in
            let row = try Row.fetchOne(db, sql: "SELECT code FROM submissions WHERE id = ?", arguments: [id])
            guard let row else { throw RecordsError(.unknownSubmission, "there is no submission '\(id)'") }
            return row[0]
        }
    }

    /// Stores the code of a revealed submission, which makes it `fetched`.
    ///
    /// - Parameters:
    ///   - id: The submission.
    ///   - code: Its bytes.
    ///   - fingerprints: What makes it comparable with others, where that is known.
    /// - Returns: False when the submission is not `revealed`; then nothing was changed.
    /// - Throws: `DatabaseError`.
    @discardableResult
    package func storeCode(_ id: String, _ code: Data, fingerprints: Fingerprints? = nil) async throws -> Bool {
        let at = milliseconds()
        return try await pool.write { db in
            try db.execute(
                sql: "UPDATE submissions SET state = 'fetched', code = ? WHERE id = ? AND state = 'revealed'",
                arguments: [code, id]
            )
            guard db.changesCount == 1 else { return false }
            if let fingerprints { try Self.insert(fingerprints, of: id, in: db) }
            let details: JSONValue = .object(["bytes": .integer(Int64(code.count))])
            try Event.append(.fetched, subject: id, details: details, at: at, in: db)
            return true
        }
    }

    /// Refuses the code of a revealed submission, which ends it.
    ///
    /// - Parameters:
    ///   - id: The submission.
    ///   - code: The stable word for the reason.
    ///   - sentence: The reason.
    ///   - file: The bytes that were committed to, where they arrived, so that everybody can see what was refused.
    ///   - fingerprints: What makes it comparable with others, where that is known.
    ///   - findings: The places that break a rule, which go into the event.
    /// - Returns: False when the submission is not `revealed`; then nothing was changed.
    /// - Throws: `DatabaseError`.
    @discardableResult
    package func rejectAtIntake(
        _ id: String,
        code: String,
        sentence: String,
        file: Data? = nil,
        fingerprints: Fingerprints? = nil,
        findings: JSONValue? = nil
    ) async throws -> Bool {
        let at = milliseconds()
        let refusal = Submission.Refusal(code: code, sentence: sentence)
        return try await pool.write { db in
            guard try Self.refuse(id, in: .revealed, refusal, findings: findings, at: at, in: db) else { return false }
            try db.execute(sql: "UPDATE submissions SET code = ? WHERE id = ?", arguments: [file, id])
            if let fingerprints { try Self.insert(fingerprints, of: id, in: db) }
            return true
        }
    }

    /// Refuses a submission that is in some state, inside a transaction.
    ///
    /// - Returns: False when it is in another; then nothing was changed.
    @discardableResult
    static func refuse(
        _ id: String,
        in state: Submission.State,
        _ refusal: Submission.Refusal,
        findings: JSONValue? = nil,
        at: Int64,
        in db: Database
    ) throws -> Bool {
        try db.execute(
            sql: """
                UPDATE submissions SET state = 'rejected', code_error = ?, code_sentence = ?
                WHERE id = ? AND state = ?
                """,
            arguments: [refusal.code, refusal.sentence, id, state.rawValue]
        )
        guard db.changesCount == 1 else { return false }
        var details: [String: JSONValue] = ["code": .string(refusal.code), "sentence": .string(refusal.sentence)]
        details["findings"] = findings
        try Event.append(.refused, subject: id, details: .object(details), at: at, in: db)
        try prove(refusal: refusal, of: id, at: at, in: db)
        // What was not judged costs nothing.
        try settleFee(of: id, isEarned: false, at: at, in: db)
        return true
    }

    /// Reads the ten columns that every query for submissions selects first.
    static func submission(_ row: Row) throws -> Submission {
        let code: String? = row[8]
        let sentence: String? = row[9]
        return Submission(
            id: row[0],
            hotkey: try Stored.hotkey(row[1]),
            codeHash: try Stored.codeHash(row[2]),
            url: row[3],
            committedAt: try Stored.unsigned(row[4]),
            reveal: RevealPosition(block: try Stored.unsigned(row[5]), index: row[6]),
            state: try Stored.choice(row[7]),
            refusal: code.map { Submission.Refusal(code: $0, sentence: sentence ?? "") }
        )
    }
}
