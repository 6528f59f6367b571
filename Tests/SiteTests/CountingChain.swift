import Chain
import Foundation
import Rules
import Synchronization

/// An embedded chain that counts how often it is asked, and may be kept from answering.
final class CountingChain: Chain {
    let chain: LocalChain
    private let state = Mutex((rhythms: 0, payouts: 0, failure: ChainError?.none))

    init(_ chain: LocalChain) { self.chain = chain }

    var rhythms: Int { state.withLock { $0.rhythms } }
    var payouts: Int { state.withLock { $0.payouts } }

    /// What every question about the participants fails with from now on; nil: it is answered.
    func fail(with failure: ChainError?) { state.withLock { $0.failure = failure } }

    var identity: Data { chain.identity }

    func metagraph() async throws -> Metagraph {
        if let failure = state.withLock({ $0.failure }) { throw failure }
        return try await chain.metagraph()
    }

    func rhythm() async throws -> Rhythm {
        state.withLock { $0.rhythms += 1 }
        return try await chain.rhythm()
    }

    func payouts(after block: UInt64) async throws -> Payouts {
        state.withLock { $0.payouts += 1 }
        return try await chain.payouts(after: block)
    }

    func register(_ pair: HotkeyPair) async throws -> UInt16 { try await chain.register(pair) }
    func sealedCommitments(of hotkey: Hotkey) async throws -> [CommitmentReceipt] {
        try await chain.sealedCommitments(of: hotkey)
    }
    func currentBlock() async throws -> UInt64 { try await chain.currentBlock() }
    func blockHash(of block: UInt64) async throws -> Data { try await chain.blockHash(of: block) }
    func commit(_ payload: Data, by pair: HotkeyPair, revealAfter blocks: Int) async throws -> CommitmentReceipt {
        try await chain.commit(payload, by: pair, revealAfter: blocks)
    }
    func revealedCommitments(after block: UInt64) async throws -> RevealedCommitments {
        try await chain.revealedCommitments(after: block)
    }
    func setWeights(_ weights: [UInt16: UInt16], by pair: HotkeyPair) async throws -> UInt64 {
        try await chain.setWeights(weights, by: pair)
    }
    func weights(of hotkey: Hotkey) async throws -> [UInt16: UInt16]? { try await chain.weights(of: hotkey) }
}
