import FoundationEssentials
import Rules

@testable import Chain

/// A chain that some hotkeys have left.
struct DepartingChain: Chain {
    let chain: LocalChain
    let departed: Set<Hotkey>

    func metagraph() async throws -> Metagraph {
        let whole = try await chain.metagraph()
        return Metagraph(
            block: whole.block,
            neurons: whole.neurons.filter { !departed.contains($0.hotkey) },
            burnUID: whole.burnUID
        )
    }

    var identity: Data { chain.identity }
    func rhythm() async throws -> Rhythm { try await chain.rhythm() }
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
    func payouts(after block: UInt64) async throws -> Payouts { try await chain.payouts(after: block) }
}
