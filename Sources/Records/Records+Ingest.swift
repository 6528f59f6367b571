import GRDB
package import Rules

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
    ///   - interval: How many blocks have to lie between two reveals of one hotkey, if there is such a limit. What comes
    ///     earlier is taken in and refused (`rate_limited`), so that its owner can see why.
    ///   - revealBlocks: How long a commitment has to be sealed, if there is such a rule. One that was sealed for another
    ///     time is refused (`wrong_seal`): who chooses the moment of its reveal could have a copy judged before it.
    ///   - sealSlack: By how many blocks it may have been sealed longer or shorter.
    ///   - fee: What it costs, if it costs anything: a payment is credited once, and the fee is held until the verdict. What
    ///     cannot pay is refused; nothing is held for what is refused.
    /// - Returns: The ids of the submissions that are new, in the order given.
    /// - Throws: `DatabaseError`. Then nothing was taken in and the cursor stands where it was.
    package func ingest(
        _ commitments: [NewSubmission],
        malformed: [MalformedCommitment] = [],
        through block: UInt64,
        interval: Int? = nil,
        revealBlocks: Int? = nil,
        sealSlack: Int = 0,
        fee: FeeRule? = nil
    ) async throws -> [String] {
        let at = milliseconds()
        return try await pool.write { db in
            var ids: [String] = []
            for commitment in commitments {
                let early = try interval.flatMap { try Self.earliest(commitment, interval: $0, in: db) }
                guard let id = try Self.insert(commitment, at: at, in: db) else { continue }
                ids.append(id)
                let unpaid = try fee.flatMap { fee in
                    try commitment.fee.flatMap { evidence in
                        try Self.reserve(
                            fee,
                            of: id,
                            evidence,
                            committedAt: commitment.committedAt,
                            at: at,
                            in: db
                        )
                    }
                }
                let sealed = commitment.reveal.block - min(commitment.committedAt, commitment.reveal.block)
                if let revealBlocks, abs(Int(clamping: sealed) - revealBlocks) > sealSlack {
                    let refusal = Submission.Refusal.wrongSeal(sealed, wanted: revealBlocks)
                    try Self.refuse(id, in: .revealed, refusal, at: at, in: db)
                } else if let early {
                    try Self.refuse(id, in: .revealed, .rateLimited(until: early), at: at, in: db)
                } else if let unpaid {
                    try Self.refuse(id, in: .revealed, unpaid, at: at, in: db)
                }
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

    /// Returns the block from which a hotkey's next reveal is taken, or nil while it has none.
    ///
    /// - Parameters:
    ///   - hotkey: Who submits.
    ///   - interval: How many blocks have to lie between two of its reveals.
    /// - Returns: The block, which may lie in the past.
    /// - Throws: `DatabaseError`.
    package func earliestReveal(of hotkey: Hotkey, interval: Int) async throws -> UInt64? {
        try await pool.read { db in
            try Self.earliest(hotkey, before: RevealPosition(block: .max >> 1, index: 0), interval: interval, in: db)
        }
    }

    /// The block from which a hotkey's next reveal is taken, or nil when this one is late enough.
    private static func earliest(_ submission: NewSubmission, interval: Int, in db: Database) throws -> UInt64? {
        let next = try earliest(submission.hotkey, before: submission.reveal, interval: interval, in: db)
        return next.flatMap { submission.reveal.block < $0 ? $0 : nil }
    }

    /// The block from which a reveal after those before a place is taken, or nil when there are none.
    ///
    /// Reveals that were themselves too early do not count.
    private static func earliest(
        _ hotkey: Hotkey,
        before place: RevealPosition,
        interval: Int,
        in db: Database
    ) throws -> UInt64? {
        try Int64.fetchOne(
            db,
            sql: """
                SELECT MAX(reveal_block) FROM submissions
                WHERE hotkey = ? AND COALESCE(code_error, '') <> ? AND (reveal_block, reveal_index) < (?, ?)
                """,
            arguments: [
                hotkey.text, Submission.Refusal.rateLimitedCode, try Stored.column(place.block), place.index,
            ]
        ).map { try Stored.unsigned($0) + UInt64(max(interval, 0)) }
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
