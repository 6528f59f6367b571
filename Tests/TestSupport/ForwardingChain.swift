package import Chain
package import FoundationEssentials
package import Rules

/// An embedded chain with something added: what is not said anew is asked of the chain itself.
package protocol ForwardingChain: Chain {
    var chain: LocalChain { get }
}

extension ForwardingChain {
    package var identity: Data { chain.identity }

    package func rhythm() async throws -> Rhythm { try await chain.rhythm() }

    package func currentBlock() async throws -> UInt64 { try await chain.currentBlock() }

    package func blockHash(of block: UInt64) async throws -> Data { try await chain.blockHash(of: block) }

    package func metagraph() async throws -> Metagraph { try await chain.metagraph() }

    package func register(_ pair: HotkeyPair) async throws -> UInt16 { try await chain.register(pair) }

    package func commit(
        _ payload: Data,
        by pair: HotkeyPair,
        revealAfter blocks: Int
    ) async throws -> CommitmentReceipt {
        try await chain.commit(payload, by: pair, revealAfter: blocks)
    }

    package func rehearseCommit(_ payload: Data, by hotkey: Hotkey, revealAfter blocks: Int) async throws {
        try await chain.rehearseCommit(payload, by: hotkey, revealAfter: blocks)
    }

    package func sealedCommitments(of hotkey: Hotkey) async throws -> [CommitmentReceipt] {
        try await chain.sealedCommitments(of: hotkey)
    }

    package func revealedCommitments(after block: UInt64) async throws -> RevealedCommitments {
        try await chain.revealedCommitments(after: block)
    }

    package func setWeights(_ weights: [UInt16: UInt16], by pair: HotkeyPair) async throws -> UInt64 {
        try await chain.setWeights(weights, by: pair)
    }

    package func weights(of hotkey: Hotkey) async throws -> [UInt16: UInt16]? {
        try await chain.weights(of: hotkey)
    }

    package func sealsWeights() async throws -> Bool { try await chain.sealsWeights() }

    package func payouts(after block: UInt64) async throws -> Payouts { try await chain.payouts(after: block) }
}
