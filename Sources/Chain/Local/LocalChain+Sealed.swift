import FoundationEssentials
import GRDB
package import Rules

extension LocalChain {
    /// Returns when a hotkey's sealed commitments were made and will be revealed, earliest reveal first.
    ///
    /// What was committed to is not returned: until its reveal, nobody learns it from the chain.
    package func sealedCommitments(of hotkey: Hotkey) async throws -> [CommitmentReceipt] {
        try await pool.write { db in
            let block = try self.advance(db)
            return try Row.fetchAll(
                db,
                sql: """
                    SELECT committed_at, reveal_block FROM commitments
                    WHERE hotkey = ? AND reveal_block > ? ORDER BY reveal_block, sequence
                    """,
                arguments: [hotkey.text, Int64(clamping: block)]
            ).map { CommitmentReceipt(committedAt: $0[0], revealBlock: $0[1]) }
        }
    }
}
