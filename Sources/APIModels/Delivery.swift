/// What a hotkey has to know before it hands something in.
package struct HotkeyReply: Sendable, Codable, Hashable {
    package var hotkey: String
    /// Its place in the network; missing when it is not registered.
    package var uid: Int?
    /// The nonce that its next commitment has to have; missing on a network, where no site takes commitments.
    package var nextNonce: UInt64?
    /// The hash of the network's first block, which every signature names.
    package var network: String
    package var block: UInt64
    package var blockSeconds: Double
    /// How long a commitment has to be sealed.
    package var revealBlocks: Int
    /// The largest submission.
    package var codeBytes: Int
    /// This machine's time, in milliseconds since 1970.
    package var milliseconds: Int64

    enum CodingKeys: String, CodingKey {
        case hotkey, uid, network, block
        case nextNonce = "next_nonce"
        case blockSeconds = "block_seconds"
        case revealBlocks = "reveal_blocks"
        case codeBytes = "code_bytes"
        case milliseconds = "now_ms"
    }

    /// Makes one from its parts.
    package init(
        hotkey: String,
        uid: Int?,
        nextNonce: UInt64?,
        network: String,
        block: UInt64,
        blockSeconds: Double,
        revealBlocks: Int,
        codeBytes: Int,
        milliseconds: Int64
    ) {
        self.hotkey = hotkey
        self.uid = uid
        self.nextNonce = nextNonce
        self.network = network
        self.block = block
        self.blockSeconds = blockSeconds
        self.revealBlocks = revealBlocks
        self.codeBytes = codeBytes
        self.milliseconds = milliseconds
    }
}

/// Why a site takes no submission where the arena uses the chain of a network.
package enum CommitOnChain {
    /// The stable word.
    package static let code = "commit_on_chain"
    /// One sentence that says what to do.
    package static let sentence = """
        This arena is on a network, where nobody can commit in your place: put the file at an address of your own and run \
        'tiltyard miner submit ADDRESS --network NODE'.
        """
}

/// What a submission led to.
package struct SubmissionReceipt: Sendable, Codable, Hashable {
    package var hotkey: String
    package var codeHash: String
    package var url: String
    package var committedAt: UInt64
    package var revealBlock: UInt64
    /// How long it is from the commitment to the reveal, in seconds.
    package var sealedSeconds: Double

    enum CodingKeys: String, CodingKey {
        case hotkey, url
        case codeHash = "code_hash"
        case committedAt = "committed_at"
        case revealBlock = "reveal_block"
        case sealedSeconds = "sealed_seconds"
    }

    /// Makes one from its parts.
    package init(
        hotkey: String,
        codeHash: String,
        url: String,
        committedAt: UInt64,
        revealBlock: UInt64,
        sealedSeconds: Double
    ) {
        self.hotkey = hotkey
        self.codeHash = codeHash
        self.url = url
        self.committedAt = committedAt
        self.revealBlock = revealBlock
        self.sealedSeconds = sealedSeconds
    }
}
