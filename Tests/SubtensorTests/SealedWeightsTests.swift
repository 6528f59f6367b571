import Chain
import Foundation
import Rules
import Subtensor
import Testing

/// Weights on a subnet that wants them sealed, from a client to what the chain reveals.
@Suite struct SealedWeightsTests {
    @Test func whatIsSealedIsRevealedInALaterEpoch() async throws {
        try await withNetwork(isSealed: true) { network in
            let chain = try await network.connect { $0.sealing = TimelockSealing() }
            let bob = try TestNetwork.pair("BobHot")
            #expect(try await chain.sealsWeights())
            let block = try await chain.setWeights([2: 65_535, 0: 3449], by: bob)
            let revealed = try await eventually { try await chain.weights(of: bob.hotkey) }
            #expect(revealed == [2: 65_535, 0: 3449])
            #expect(try await chain.currentBlock() > block)
            await chain.close()
        }
    }

    @Test func plainWeightsAreSeenAtOnce() async throws {
        try await withNetwork { network in
            let chain = try await network.connect()
            #expect(try await chain.sealsWeights() == false)
            await chain.close()
        }
    }
}
