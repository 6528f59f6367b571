/// What a client of a chain's node takes, waits for and sends.
package struct SubtensorOptions: Sendable, Hashable {
    /// How long one attempt to connect may take, the handshakes included.
    package var connectTime = Duration.seconds(10)
    /// How long one call may wait for its answer.
    package var callTime = Duration.seconds(30)
    /// How long a call that may be repeated is repeated, and a lost connection is sought again, before it fails.
    package var patience = Duration.seconds(60)
    /// How long the first pause between two attempts to connect is; each further one is twice as long.
    package var firstPause = Duration.milliseconds(200)
    /// The longest pause between two attempts to connect.
    package var longestPause = Duration.seconds(15)
    /// After how long without a word the node is asked for a sign of life; after twice as long it counts as gone.
    package var silence = Duration.seconds(30)
    /// After how long without a final block the node's news of them are not relied on any more: three blocks of the network.
    package var headSilence = Duration.seconds(36)
    /// For how long nodes may lack a block that was seen, before the chain counts as having lost it: four blocks of the network.
    package var lagTime = Duration.seconds(48)
    /// How often the newest final block is remembered for the next time.
    package var rememberEvery = Duration.seconds(60)
    /// How far below a final block a node that is behind may have another one in the place of a final one.
    package var deepestFork: UInt64 = 16
    /// The largest message that is read, in bytes; frames of one message are counted together.
    package var messageBytes = 32 << 20
    /// The most calls that wait for an answer at a time.
    package var pendingCalls = 256
    /// The most news of one subscription that wait to be read; more end it.
    package var pendingNews = 1024
    /// The most bytes that they have together, as the node sent them; in memory they take some times as much.
    package var pendingNewsBytes = 4 << 20
    /// The most keys that are asked for at once, and the most values.
    package var pageKeys = 500
    /// The most keys that a map is read to.
    package var mapKeys = 100_000
    /// For how many blocks an extrinsic may be included.
    package var eraBlocks: UInt64 = 64
    /// For how many blocks a commitment may be included at least, though it be sealed for fewer: an era begins with the newest
    /// final block, which is some blocks behind.
    package var shortestEra: UInt64 = 8
    /// For how long altogether an extrinsic is waited for, which is longer than its era unless the chain stands still.
    package var submissionTime = Duration.seconds(1200)
    /// How long it may take until an extrinsic is final, before it is sought in the blocks.
    package var finalityTime = Duration.seconds(120)
    /// How often a call is signed anew because its nonce was used by somebody else meanwhile.
    package var nonceAttempts = 4
    /// The time between two blocks of the network; a node elsewhere that tells another is not sealed for.
    package var blockTime = Duration.seconds(12)
    /// How often a commitment is sealed anew because its round came before it could be sent.
    package var sealAttempts = 4
    /// By how much longer or shorter than asked for a commitment may be sealed: rounds of the beacon are no blocks, and an
    /// extrinsic waits for its block.
    package var sealSlack = Duration.seconds(60)
    /// The least that is paid as a fee, in rao, though less be due: chains do not move less stake than that.
    package var leastFeeRao: UInt64 = 2_000_000
    /// What a payer has to hold besides a fee, in rao: what the chain takes for two extrinsics, and what keeps an account.
    package var feeReserveRao: UInt64 = 10_000_000
    /// How many blocks' hashes and headers, and how many versions' metadata, are remembered.
    package var rememberedBlocks = 4096
    /// How many blocks back every node has the states; what it does not know of newer ones it may still learn.
    package var statesKept: UInt64 = 256
    /// How many payouts back a chain is read at most in one answer.
    package var payoutsRead = 1000
    /// How many blocks one answer about transfers covers at most.
    package var transferBlocks: UInt64 = 256

    /// The usual limits.
    package init() {}
}
