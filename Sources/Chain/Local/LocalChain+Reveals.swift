import FoundationEssentials
import GRDB
import Rules
import Timelock

extension LocalChain {
    /// How many commitments one transaction opens at most, which takes a third of a second at the most.
    ///
    /// A chain that nobody looked at for a long time catches up over several calls, so that none holds the file for long.
    static var revealsPerTransaction: Int { 50 }

    /// Returns the commitments that were revealed after a block.
    ///
    /// Reveals of one block are in the order of their commitments, which cannot change any more: nothing revealed is ever
    /// replaced. While the chain is catching up, or where the file is only read, the answer is complete to an earlier
    /// block than the newest.
    package func revealedCommitments(after block: UInt64) async throws -> RevealedCommitments {
        try await pool.write { db in
            let through = try Self.revealed(through: try self.advance(db), in: db)
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

    /// Opens what was sealed until a block or an earlier one, with the pulses of its rounds.
    ///
    /// What does not open is gone without a word, as on the network.
    func reveal(through block: UInt64, in db: Database) throws {
        guard let beacon else { return }
        let due = try Row.fetchAll(
            db,
            sql: """
                SELECT sequence, sealed, reveal_block FROM commitments
                WHERE sealed IS NOT NULL AND reveal_block <= ? ORDER BY reveal_block, sequence LIMIT ?
                """,
            arguments: [Int64(clamping: block), Self.revealsPerTransaction]
        )
        var latest: (block: UInt64, pulse: VerifiedPulse)?
        for row in due {
            let (sequence, sealed, round): (Int64, Data, UInt64) = (row[0], row[1], row[2])
            let pulse = try latest.flatMap { $0.block == round ? $0.pulse : nil } ?? beacon.pulse(of: round)
            latest = (round, pulse)
            guard let payload = LocalBeacon.open(sealed, with: pulse) else {
                try db.execute(sql: "DELETE FROM commitments WHERE sequence = ?", arguments: [sequence])
                continue
            }
            try db.execute(
                sql: "UPDATE commitments SET payload = ?, sealed = NULL WHERE sequence = ?",
                arguments: [payload, sequence]
            )
        }
    }

    /// Returns the newest block up to which everything that is due is open.
    private static func revealed(through block: UInt64, in db: Database) throws -> UInt64 {
        let first = try UInt64.fetchOne(
            db,
            sql: "SELECT MIN(reveal_block) FROM commitments WHERE sealed IS NOT NULL AND reveal_block <= ?",
            arguments: [Int64(clamping: block)]
        )
        return first.map { $0 - 1 } ?? block
    }
}
