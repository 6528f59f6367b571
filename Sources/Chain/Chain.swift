package import FoundationEssentials
package import Rules

/// What Tiltyard needs of a chain: time in blocks, participants, sealed commitments, weights and payouts.
package protocol Chain: Sendable {
    /// The hash of the first block, which tells this chain from all others.
    var identity: Data { get }

    /// Returns how often the chain pays, and what.
    func rhythm() async throws -> Rhythm

    /// Returns the number of the newest block. It never goes back.
    func currentBlock() async throws -> UInt64

    /// Returns the 32-byte hash of a block, which nobody could know before the block happened.
    ///
    /// Throws `ChainError.Code.unknownBlock` for a block that has not happened.
    func blockHash(of block: UInt64) async throws -> Data

    /// Returns the participants as of the newest block.
    func metagraph() async throws -> Metagraph

    /// Gives a hotkey a uid and returns it; one that has a uid keeps it.
    @discardableResult
    func register(_ pair: HotkeyPair) async throws -> UInt16

    /// Commits to a payload that stays sealed for some blocks.
    ///
    /// A hotkey's newer commitment replaces one that has not been revealed yet. The payload has 1 to 1024 bytes.
    @discardableResult
    func commit(_ payload: Data, by pair: HotkeyPair, revealAfter blocks: Int) async throws -> CommitmentReceipt

    /// Throws what a commitment to a payload would be refused for at the moment, as far as that can be known; sends nothing.
    func rehearseCommit(_ payload: Data, by hotkey: Hotkey, revealAfter blocks: Int) async throws

    /// Returns when a hotkey's sealed commitments were made and will be revealed, earliest reveal first.
    func sealedCommitments(of hotkey: Hotkey) async throws -> [CommitmentReceipt]

    /// Returns the commitments that were revealed after a block, by reveal block and place in it.
    ///
    /// The answer says up to which block it is complete; ask for what comes after that block next time, and nothing is
    /// ever lost in between.
    func revealedCommitments(after block: UInt64) async throws -> RevealedCommitments

    /// Sets how the emission of the tempos to come is split, and returns the block in which it was set.
    @discardableResult
    func setWeights(_ weights: [UInt16: UInt16], by pair: HotkeyPair) async throws -> UInt64

    /// Returns the weights that a hotkey has set last, without those of nothing; nil: it has set none.
    func weights(of hotkey: Hotkey) async throws -> [UInt16: UInt16]?

    /// Returns whether weights that are set are sealed for a while, so that `weights(of:)` shows earlier ones.
    func sealsWeights() async throws -> Bool

    /// Returns what was paid after a block, by block and uid, and up to which block the answer is complete.
    func payouts(after block: UInt64) async throws -> Payouts
}

extension Chain {
    /// Nothing is known to be refused, unless a chain says otherwise.
    package func rehearseCommit(_ payload: Data, by hotkey: Hotkey, revealAfter blocks: Int) async throws {}

    /// Weights are seen at once, unless a chain says otherwise.
    package func sealsWeights() async throws -> Bool { false }
}
