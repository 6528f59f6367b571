package import FoundationEssentials
package import Rules

/// A payload that its hotkey had committed to and that is visible now.
package struct RevealedCommitment: Sendable, Hashable {
    /// Who committed.
    package let hotkey: Hotkey
    /// What was committed.
    package let payload: Data
    /// The block of the commitment; nil when nobody can tell any more.
    package let committedAt: UInt64?
    /// The block in which it became visible.
    package let revealBlock: UInt64
    /// The place among the reveals of that block, counted from 0.
    package let index: Int

    /// Describes a revealed commitment.
    package init(hotkey: Hotkey, payload: Data, committedAt: UInt64?, revealBlock: UInt64, index: Int) {
        self.hotkey = hotkey
        self.payload = payload
        self.committedAt = committedAt
        self.revealBlock = revealBlock
        self.index = index
    }
}

/// Revealed commitments together with the block up to which there are no others.
package struct RevealedCommitments: Sendable, Hashable {
    /// The commitments by reveal block and place in it.
    package let commitments: [RevealedCommitment]
    /// The block up to which the answer is complete.
    ///
    /// It is read in the same transaction as the commitments: a block number read afterwards would skip whatever was
    /// revealed in between.
    package let through: UInt64

    /// Puts an answer together.
    package init(commitments: [RevealedCommitment], through: UInt64) {
        self.commitments = commitments
        self.through = through
    }

    /// The beginning of this answer: whole blocks with at most `count` commitments, or the first block alone.
    ///
    /// - Parameter count: How many commitments there is room for.
    /// - Returns: An answer that is complete up to its own `through`.
    package func wholeBlocks(atMost count: Int) -> RevealedCommitments {
        guard commitments.count > count, let first = commitments.first else { return self }
        let cut = commitments[min(count, commitments.count - 1)].revealBlock
        let kept = commitments.filter { $0.revealBlock < cut || $0.revealBlock == first.revealBlock }
        return RevealedCommitments(commitments: kept, through: kept.last?.revealBlock ?? through)
    }
}

/// What a chain made of a commitment.
package struct CommitmentReceipt: Sendable, Hashable {
    /// The block of the commitment.
    package let committedAt: UInt64
    /// The block in which it becomes visible; on a public chain the expected one.
    package let revealBlock: UInt64

    /// Describes what became of a commitment.
    package init(committedAt: UInt64, revealBlock: UInt64) {
        self.committedAt = committedAt
        self.revealBlock = revealBlock
    }
}
