package import FoundationEssentials
import GRDB
import Rules

extension LocalChain {
    /// The longest delay of a reveal, in blocks.
    private static var maximumDelay: UInt64 { 1_000_000 }

    /// Commits to a payload that stays sealed for some blocks.
    ///
    /// - Parameters:
    ///   - payload: 1 to 1024 bytes.
    ///   - pair: Who commits. The hotkey has to be registered.
    ///   - blocks: How many blocks later it is revealed, at least 1.
    /// - Returns: The blocks of commitment and reveal.
    /// - Throws: `ChainError` with `notRegistered`, `invalidPayload` or `invalidDelay`.
    @discardableResult
    package func commit(
        _ payload: Data,
        by pair: HotkeyPair,
        revealAfter blocks: Int
    ) async throws -> CommitmentReceipt {
        guard let delay = UInt64(exactly: blocks) else {
            throw ChainError(.invalidDelay, "a reveal cannot be \(blocks) blocks away")
        }
        let block = try await send(.commit(payload: payload, revealAfter: delay), by: pair)
        return CommitmentReceipt(committedAt: block, revealBlock: block + delay)
    }

    /// Returns the commitments that were revealed after a block.
    ///
    /// Whatever has not reached its reveal block is not read at all. Reveals of one block are in the order of their
    /// commitments, which cannot change any more: nothing revealed is ever replaced.
    package func revealedCommitments(after block: UInt64) async throws -> RevealedCommitments {
        try await pool.write { db in
            let through = try self.advance(db)
            let commitments = try Row.fetchAll(
                db,
                sql: """
                    SELECT hotkey, payload, committed_at, reveal_block,
                        ROW_NUMBER() OVER (PARTITION BY reveal_block ORDER BY sequence) - 1
                    FROM commitments WHERE reveal_block > ? AND reveal_block <= ?
                    ORDER BY reveal_block, sequence
                    """,
                arguments: [Int64(clamping: block), Int64(clamping: through)]
            ).map { row in
                RevealedCommitment(
                    hotkey: try Self.hotkey(row[0]),
                    payload: row[1],
                    committedAt: row[2],
                    revealBlock: row[3],
                    index: row[4]
                )
            }
            return RevealedCommitments(commitments: commitments, through: through)
        }
    }

    /// Returns what became of a commitment that was asked for before.
    ///
    /// - Parameter extrinsic: The commitment, with its nonce.
    /// - Returns: Its blocks, or nil where this very payload was not committed to with this nonce, or a newer commitment
    ///   has replaced it before its reveal.
    /// - Throws: `DatabaseError`.
    package func receipt(of extrinsic: Extrinsic) async throws -> CommitmentReceipt? {
        guard case .commit(let payload, _) = extrinsic.call else { return nil }
        return try await pool.read { db in
            try Row.fetchOne(
                db,
                sql: """
                    SELECT committed_at, reveal_block FROM commitments
                    WHERE hotkey = ? AND nonce = ? AND payload = ?
                    """,
                arguments: [extrinsic.hotkey.text, Int64(clamping: extrinsic.nonce), payload]
            ).map { CommitmentReceipt(committedAt: $0[0], revealBlock: $0[1]) }
        }
    }

    static func commit(
        _ payload: Data,
        by extrinsic: Extrinsic,
        revealAfter delay: UInt64,
        at block: UInt64,
        in db: Database
    ) throws {
        let hotkey = extrinsic.hotkey
        guard try isRegistered(hotkey, in: db) else {
            throw ChainError(.notRegistered, "hotkey \(hotkey) has no uid")
        }
        guard (1...CodeCommitment.maximumBytes).contains(payload.count) else {
            throw ChainError(.invalidPayload, "a payload of \(payload.count) bytes cannot be committed")
        }
        // A delay of 0 would reveal in a block whose reveals somebody may have read already.
        guard (1...maximumDelay).contains(delay) else {
            throw ChainError(.invalidDelay, "a reveal cannot be \(delay) blocks away")
        }
        try db.execute(
            sql: "DELETE FROM commitments WHERE hotkey = ? AND reveal_block > ?",
            arguments: [hotkey.text, Int64(clamping: block)]
        )
        try db.execute(
            sql: "INSERT INTO commitments (hotkey, payload, committed_at, reveal_block, nonce) VALUES (?, ?, ?, ?, ?)",
            arguments: [
                hotkey.text, payload, Int64(clamping: block), Int64(clamping: block + delay),
                Int64(clamping: extrinsic.nonce),
            ]
        )
    }
}
