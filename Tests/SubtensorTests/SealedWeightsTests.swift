import Chain
import ChainNode
import Foundation
import Rules
import Substrate
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

    struct Moment: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let epochs: EpochModel
        /// How many blocks after an epoch's first the weights are committed.
        let place: Int
    }

    static let moments = [EpochModel.byBlockNumber, .stateful].flatMap { epochs in
        [
            Moment(testDescription: "the first block, \(epochs)", epochs: epochs, place: 0),
            Moment(testDescription: "the middle, \(epochs)", epochs: epochs, place: 4),
            Moment(testDescription: "the last block, \(epochs)", epochs: epochs, place: epochs == .stateful ? 9 : 10),
        ]
    }

    /// Blocks come by hand: they are revealed three blocks into the epoch that follows the one of the commit.
    @Test(arguments: moments) func whatIsSealedIsRevealedInTheEpochThatWasForeseen(_ moment: Moment) async throws {
        try await withNetwork(isSealed: true, settings: { $0.epochs = moment.epochs }) { network in
            let chain = try await network.connect { $0.sealing = TimelockSealing() }
            await network.pause()
            let length = moment.epochs == .stateful ? 10 : 11
            #expect(try await chain.rhythm().tempoBlocks == length)
            // The last block of an epoch, or so many after it.
            var first = try await chain.rhythm().nextPayoutBlock
            while Int(network.ledger.head.number) + 1 < Int(first) + moment.place { network.makeBlock() }
            let head = UInt64(network.ledger.head.number)
            _ = try await eventually { try await chain.currentBlock() == head ? true : nil }
            let bob = try TestNetwork.pair("BobHot")
            async let committed = chain.setWeights([2: 65_535], by: bob)
            _ = try await eventually { network.ledger.waiting == 1 ? true : nil }
            network.makeBlock()
            #expect(try await committed == first + UInt64(moment.place))
            first += UInt64(length)
            if moment.place == 0 { #expect(try await chain.rhythm().nextPayoutBlock == first) }
            var revealed: UInt64?
            while revealed == nil, network.ledger.head.number < first + 9 {
                network.makeBlock()
                let stored = try network.stored("Weights", [.unsigned(1), .unsigned(1)])
                if stored?.elements?.isEmpty == false { revealed = UInt64(network.ledger.head.number) }
            }
            #expect(revealed.map { (first + 2...first + 4).contains($0) } == true)
            await chain.close()
        }
    }

    /// A chain whose metadata has no epochs as state is never asked for them.
    @Test func onlyChainsWithEpochsAsStateHaveThem() async throws {
        for (epochs, isStored) in [(EpochModel.byBlockNumber, false), (.stateful, true)] {
            try await withNetwork(settings: { $0.epochs = epochs }) { network in
                for name in ["LastEpochBlock", "PendingEpochAt", "SubnetEpochIndex", "SubnetEpochConsensus"] {
                    let entry = try? network.ledger.runtime.metadata.storageEntry("SubtensorModule", name)
                    #expect((entry != nil) == isStored)
                }
            }
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
