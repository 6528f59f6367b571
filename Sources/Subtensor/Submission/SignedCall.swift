package import Accounts
import Chain
package import Substrate

/// A signed extrinsic and the blocks that it can be in.
package struct SignedCall: Sendable, Hashable {
    /// The extrinsic as it is sent.
    package let bytes: [UInt8]
    /// Who signed.
    package let signer: AccountID
    /// The signer's nonce.
    package let nonce: UInt64
    /// The block that its era begins with: it is in none before the one after it.
    package let birth: UInt64
    /// The first block that it cannot be in any more.
    package let death: UInt64

    /// Puts the parts together.
    package init(bytes: [UInt8], signer: AccountID, nonce: UInt64, birth: UInt64, death: UInt64) {
        self.bytes = bytes
        self.signer = signer
        self.nonce = nonce
        self.birth = birth
        self.death = death
    }

    /// The hash by which nodes name it.
    package var hash: Hash256 { Hash256(blake2bOf: bytes) }
}

/// Where an extrinsic ended up, and what it caused.
struct Inclusion: Sendable {
    let block: BlockReference
    let index: Int
    let events: [ChainEvent]
}

extension SubtensorChain {
    /// Signs a call with the next nonce, for an era of so many blocks that begins with the newest final one.
    ///
    /// - Throws: `ChainError.Code.unsupported` when the chain has no such call or wants more signed than is known.
    func sign(
        _ pallet: String,
        _ name: String,
        _ arguments: [DynamicValue.Member],
        by pair: SR25519KeyPair,
        eraBlocks: UInt64
    ) async throws -> SignedCall {
        let state = try await state()
        let rules = try await library.rules(at: state.block.hash)
        let account = pair.publicKey.account
        let answer = try await client.call("system_accountNextIndex", [.string(account.description)])
        guard let told = answer.number(UInt64.self) else {
            throw ChainError(.malformedAnswer, "the node gives no nonce")
        }
        // A node that is behind tells one that was used.
        let stored = try await state.value("System", "Account", [.account(account)])
        let nonce = max(told, try stored?["nonce"].number("nonce") ?? 0)
        let era = Era.mortal(at: state.block.number, period: eraBlocks)
        let birth = era.birth(at: state.block.number)
        let first = try await library.block(birth)
        var context = SigningContext(
            specVersion: rules.specVersion,
            transactionVersion: rules.transactionVersion,
            genesis: genesis,
            nonce: nonce
        )
        context.era = era
        context.eraBirth = first.hash
        let extrinsic = try state.readable {
            let call = try Call(pallet, name, .record(arguments), metadata: rules.metadata)
            return try Extrinsic(signing: call, by: pair, context, metadata: rules.metadata)
        }
        return SignedCall(
            bytes: extrinsic.bytes,
            signer: account,
            nonce: nonce,
            birth: birth,
            death: era.death(at: state.block.number)
        )
    }
}
