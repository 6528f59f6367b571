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

    /// Returns what became of a commitment that was asked for before.
    ///
    /// - Parameter extrinsic: The commitment, with its nonce.
    /// - Returns: Its blocks, or nil where this very payload was not committed to with this nonce, or a newer commitment
    ///   has replaced it before its reveal.
    /// - Throws: `DatabaseError`.
    package func receipt(of extrinsic: Extrinsic) async throws -> CommitmentReceipt? {
        guard case .commit(let payload, _) = extrinsic.call else { return nil }
        let receipt = beacon?.receipt(of: payload, by: extrinsic.hotkey, nonce: extrinsic.nonce)
        return try await pool.read { db in
            try Row.fetchOne(
                db,
                sql: """
                    SELECT committed_at, reveal_block FROM commitments
                    WHERE hotkey = ? AND nonce = ? AND (receipt = ? OR receipt IS NULL AND payload = ?)
                    """,
                arguments: [extrinsic.hotkey.text, Int64(clamping: extrinsic.nonce), receipt, payload]
            ).map { CommitmentReceipt(committedAt: $0[0], revealBlock: $0[1]) }
        }
    }

    func commit(
        _ payload: Data,
        by extrinsic: Extrinsic,
        revealAfter delay: UInt64,
        at block: UInt64,
        in db: Database
    ) throws {
        let hotkey = extrinsic.hotkey
        guard try Self.isRegistered(hotkey, in: db) else {
            throw ChainError(.notRegistered, "hotkey \(hotkey) has no uid")
        }
        guard (1...CodeCommitment.maximumBytes).contains(payload.count) else {
            throw ChainError(.invalidPayload, "a payload of \(payload.count) bytes cannot be committed")
        }
        // A delay of 0 would reveal in a block whose reveals somebody may have read already.
        guard (1...Self.maximumDelay).contains(delay) else {
            throw ChainError(.invalidDelay, "a reveal cannot be \(delay) blocks away")
        }
        guard let beacon else { throw ChainError(.unavailable, "the chain is only read, and cannot seal") }
        try db.execute(
            sql: "DELETE FROM commitments WHERE hotkey = ? AND reveal_block > ?",
            arguments: [hotkey.text, Int64(clamping: block)]
        )
        try db.execute(
            sql: """
                INSERT INTO commitments (hotkey, payload, sealed, receipt, committed_at, reveal_block, nonce)
                VALUES (?, X'', ?, ?, ?, ?, ?)
                """,
            arguments: [
                hotkey.text, try beacon.seal(payload, until: block + delay),
                beacon.receipt(of: payload, by: hotkey, nonce: extrinsic.nonce), Int64(clamping: block),
                Int64(clamping: block + delay), Int64(clamping: extrinsic.nonce),
            ]
        )
    }
}
