package import Rules

/// A part of one tempo's emission.
package struct Payment: Sendable, Hashable {
    /// The tempo boundary at which it was paid.
    package let block: UInt64
    /// Whose weight it was paid for.
    package let uid: UInt16
    /// Who got it, or nil when it was burned.
    package let hotkey: Hotkey?
    /// How much, in rao.
    package let rao: UInt64

    /// Describes a payment.
    package init(block: UInt64, uid: UInt16, hotkey: Hotkey?, rao: UInt64) {
        self.block = block
        self.uid = uid
        self.hotkey = hotkey
        self.rao = rao
    }
}

/// Payments together with the block up to which there are no others.
package struct Payouts: Sendable, Hashable {
    /// The payments by block and uid.
    ///
    /// Those of one block sum to a tempo's emission exactly.
    package let payments: [Payment]
    /// The block up to which the answer is complete.
    package let through: UInt64

    /// Puts an answer together.
    package init(payments: [Payment], through: UInt64) {
        self.payments = payments
        self.through = through
    }
}

/// How often a chain pays, and what.
package struct Rhythm: Sendable, Hashable {
    /// The time between two blocks.
    package let blockTime: Seconds
    /// How many blocks lie between two payouts.
    package let tempoBlocks: Int
    /// What a payout is worth altogether, in rao; 0 while nothing was paid that would tell.
    package let emissionRao: UInt64
    /// The block of the next payout.
    package let nextPayoutBlock: UInt64
    /// By how many blocks a commitment may be sealed longer or shorter than it was asked for.
    package let sealSlackBlocks: Int
    /// How many blocks have to lie between two settings of weights.
    package let weightsIntervalBlocks: UInt64

    /// Describes a rhythm.
    package init(
        blockTime: Seconds,
        tempoBlocks: Int,
        emissionRao: UInt64,
        nextPayoutBlock: UInt64,
        sealSlackBlocks: Int = 0,
        weightsIntervalBlocks: UInt64 = 0
    ) {
        self.weightsIntervalBlocks = weightsIntervalBlocks
        self.sealSlackBlocks = sealSlackBlocks
        self.blockTime = blockTime
        self.tempoBlocks = tempoBlocks
        self.emissionRao = emissionRao
        self.nextPayoutBlock = nextPayoutBlock
    }
}
