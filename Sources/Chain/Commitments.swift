package import FoundationEssentials
package import Rules

/// A payload that its hotkey had committed to and that is visible now.
package struct RevealedCommitment: Sendable, Hashable {
    /// Who committed.
    package let hotkey: Hotkey
    /// What was committed.
    package let payload: Data
    /// The block of the commitment.
    package let committedAt: UInt64
    /// The block in which it became visible.
    package let revealBlock: UInt64
    /// The place among the reveals of that block, counted from 0.
    package let index: Int
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
}

/// What a chain made of a commitment.
package struct CommitmentReceipt: Sendable, Hashable {
    /// The block of the commitment.
    package let committedAt: UInt64
    /// The block in which it becomes visible.
    package let revealBlock: UInt64
}
