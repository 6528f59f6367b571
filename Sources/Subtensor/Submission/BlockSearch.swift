import Accounts
import Chain
import Substrate

/// Looks for an extrinsic in all final blocks that it can be in, each once.
struct BlockSearch {
    private let signed: SignedCall
    private var next: UInt64

    init(_ signed: SignedCall) {
        self.signed = signed
        next = signed.birth + 1
    }

    /// Looks through the blocks that have become final since.
    ///
    /// None is left out: one that the node does not have yet is waited for.
    ///
    /// - Parameter chain: The chain.
    /// - Returns: Where the extrinsic is; nil when it is in no final block yet.
    /// - Throws: `ChainError`: `badNonce` when another extrinsic has used its nonce, `expired` when its era is over,
    ///   `behind` when the node lacks one of the blocks.
    mutating func go(on chain: SubtensorChain) async throws -> Inclusion? {
        let newest = try await chain.heads.newestNumber()
        let last = min(newest, signed.death - 1)
        while next <= last {
            let block = try await chain.library.block(next)
            if let index = try await chain.place(of: signed, in: block) {
                return Inclusion(block: block, index: index, events: [])
            }
            next += 1
        }
        // Once its era is over, no state is asked for: nodes forget those of so old blocks.
        guard newest < signed.death else {
            throw ChainError(.expired, "the extrinsic \(signed.hash) is in no block up to \(last), where its era ended")
        }
        let state = try await chain.state(at: last)
        let account = try await state.value("System", "Account", [.account(signed.signer)])
        guard try account?["nonce"].number("nonce") ?? 0 <= signed.nonce else {
            throw ChainError(.badNonce, "another extrinsic has used the nonce \(signed.nonce) of \(signed.signer)")
        }
        return nil
    }
}
