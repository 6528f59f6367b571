import GRDB
import Rules

extension Records {
    /// The block up to which revealed commitments have been taken in; 0 at first.
    package func cursor() async throws -> UInt64 {
        try await pool.read { db in
            try Stored.unsigned(Int64.fetchOne(db, sql: "SELECT block FROM cursor WHERE name = 'reveals'") ?? 0)
        }
    }

    /// Takes in the commitments revealed up to a block, and moves the cursor there, in one transaction.
    ///
    /// Commitments that were taken in before are left as they are, so that a batch may be given again. The cursor
    /// never moves back.
    ///
    /// - Parameters:
    ///   - commitments: The submissions, in the order of their reveals.
    ///   - malformed: The commitments that are no submissions.
    ///   - block: The block up to which the chain's answer is complete.
    /// - Returns: The ids of the submissions that are new, in the order given.
    /// - Throws: `DatabaseError`. Then nothing was taken in and the cursor stands where it was.
    package func ingest(
        _ commitments: [NewSubmission],
        malformed: [MalformedCommitment] = [],
        through block: UInt64
    ) async throws -> [String] {
        let at = milliseconds()
        return try await pool.write { db in
            var ids: [String] = []
            for commitment in commitments {
                if let id = try Self.insert(commitment, at: at, in: db) { ids.append(id) }
            }
            for commitment in malformed where try Self.isPastCursor(commitment.reveal.block, in: db) {
                let details: JSONValue = .object(["sentence": .string(commitment.sentence)])
                try Event.append(.malformed, subject: commitment.hotkey.text, details: details, at: at, in: db)
            }
            try Self.moveCursor(to: block, in: db)
            return ids
        }
    }

    /// Inserts one submission and its event.
    ///
    /// - Returns: Its id, or nil when it was there before.
    private static func insert(_ submission: NewSubmission, at: Int64, in db: Database) throws -> String? {
        let sequence = try Int64.fetchOne(db, sql: "SELECT COALESCE(MAX(sequence), 0) + 1 FROM submissions") ?? 1
        let id = identifier(sequence)
        try db.execute(
            sql: """
                INSERT INTO submissions
                    (id, sequence, hotkey, code_hash, url, committed_at, reveal_block, reveal_index, state, created)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, 'revealed', ?)
                ON CONFLICT (hotkey, reveal_block, reveal_index) DO NOTHING
                """,
            arguments: [
                id, sequence, submission.hotkey.text, submission.codeHash.text, submission.url,
                try Stored.column(submission.committedAt), try Stored.column(submission.reveal.block),
                submission.reveal.index, at,
            ]
        )
        guard db.changesCount == 1 else { return nil }
        let details: JSONValue = .object([
            "hotkey": .string(submission.hotkey.text),
            "code_hash": .string(submission.codeHash.text),
            "url": .string(submission.url),
            "committed_at": .integer(try Stored.column(submission.committedAt)),
            "reveal_block": .integer(try Stored.column(submission.reveal.block)),
            "reveal_index": .integer(Int64(submission.reveal.index)),
        ])
        try Event.append(.revealed, subject: id, details: details, at: at, in: db)
        return id
    }

    private static func identifier(_ sequence: Int64) -> String {
        let digits = String(sequence)
        return "s-" + String(repeating: "0", count: max(0, 6 - digits.count)) + digits
    }

    private static func isPastCursor(_ block: UInt64, in db: Database) throws -> Bool {
        let cursor = try Int64.fetchOne(db, sql: "SELECT block FROM cursor WHERE name = 'reveals'") ?? -1
        return try Stored.column(block) > cursor
    }

    private static func moveCursor(to block: UInt64, in db: Database) throws {
        try db.execute(
            sql: """
                INSERT INTO cursor (name, block) VALUES ('reveals', ?)
                ON CONFLICT (name) DO UPDATE SET block = MAX(block, excluded.block)
                """,
            arguments: [try Stored.column(block)]
        )
    }
}
