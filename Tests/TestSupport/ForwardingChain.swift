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

/// The same with the chain's payments.
package protocol ForwardingTreasury: ForwardingChain, Treasury {}

extension ForwardingTreasury {
    package var leastFeeRao: UInt64 { chain.leastFeeRao }

    package var reserveRao: UInt64 { chain.reserveRao }

    package func transfers(to account: Hotkey, from block: UInt64) async throws -> Transfers {
        try await chain.transfers(to: account, from: block)
    }

    package func transfer(
        _ rao: UInt64,
        to account: Hotkey,
        reference: String,
        by pair: HotkeyPair
    ) async throws -> UInt64 {
        try await chain.transfer(rao, to: account, reference: reference, by: pair)
    }

    package func fee(at place: PaymentPlace, to account: Hotkey) async throws -> FeeSearch {
        try await chain.fee(at: place, to: account)
    }

    package func fee(_ reference: String, from payer: Hotkey, isRehearsal: Bool) async throws -> Transfer? {
        try await chain.fee(reference, from: payer, isRehearsal: isRehearsal)
    }

    package func payFee(
        _ rao: UInt64,
        worth least: UInt64,
        to account: Hotkey,
        reference: String,
        by pair: HotkeyPair
    ) async throws -> Transfer {
        try await chain.payFee(rao, worth: least, to: account, reference: reference, by: pair)
    }

    package func feeObstacle() async throws -> String? { try await chain.feeObstacle() }

    package func coldkey(of hotkey: Hotkey, at block: UInt64?) async throws -> Hotkey? {
        try await chain.coldkey(of: hotkey, at: block)
    }

    package func registrar() async throws -> Registrar? { try await chain.registrar() }

    package func balance(of account: Hotkey) async throws -> UInt64 { try await chain.balance(of: account) }
}
