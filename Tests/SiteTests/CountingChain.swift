import Chain
import Foundation
import Rules
import Synchronization
import TestSupport

/// An embedded chain that counts how often it is asked, and may be kept from answering.
final class CountingChain: ForwardingChain {
    let chain: LocalChain
    private let state = Mutex((rhythms: 0, payouts: 0, failure: ChainError?.none))

    init(_ chain: LocalChain) { self.chain = chain }

    var rhythms: Int { state.withLock { $0.rhythms } }
    var payouts: Int { state.withLock { $0.payouts } }

    /// What every question about the participants fails with from now on; nil: it is answered.
    func fail(with failure: ChainError?) { state.withLock { $0.failure = failure } }

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
}
