import Chain
import ChainNode
import Foundation
import Rules
import Substrate
import Subtensor
import Testing

/// What a client reads of a chain behind a socket.
@Suite struct ChainReadTests {
    @Test func readsTheParticipantsByTheChainsOwnNames() async throws {
        try await withNetwork { network in
            let chain = try await network.connect()
            let metagraph = try await chain.metagraph()
            #expect(metagraph.neurons.map(\.uid) == [0, 1, 2])
            let hotkeys = try ["AliceHot", "BobHot", "CharlieHot"].map { try TestNetwork.pair($0).hotkey }
            #expect(metagraph.neurons.map(\.hotkey) == hotkeys)
            #expect(metagraph.neurons.map(\.isValidator) == [true, true, false])
            #expect(metagraph.neurons[1].stakeRao >= 10_000_000_000_000)
            let charlie = try TestNetwork.pair("Charlie").hotkey.text
            #expect(metagraph.neurons[2].coldkey == charlie)
            #expect(metagraph.burnUID == 0)
            await chain.close()
        }
    }

    @Test func readsBlocksAndTheRhythm() async throws {
        try await withNetwork { network in
            let chain = try await network.connect()
            let block = try await eventually {
                let block = try await chain.currentBlock()
                return block >= 5 ? block : nil
            }
            let hash = try await chain.blockHash(of: 5)
            #expect(Array(hash) == network.ledger.block(number: 5)?.hash.bytes)
            #expect(try await chain.currentBlock() >= block)
            #expect(try await failure { try await chain.blockHash(of: block + 100_000) }.code == .unknownBlock)
            #expect(chain.identity == Data(network.ledger.genesis.bytes))
            let rhythm = try await chain.rhythm()
            #expect(rhythm.blockTime == Seconds(12))
            #expect(rhythm.tempoBlocks == 11)
            #expect((rhythm.nextPayoutBlock + 2).isMultiple(of: 11))
            #expect(rhythm.sealSlackBlocks == 5)
            await chain.close()
        }
    }

    @Test func aSubnetThatIsNotThereIsRefused() async throws {
        try await withNetwork { network in
            let error = try await failure { try await network.connect { $0.netuid = 77 } }
            #expect(error.code == .unsupported)
        }
    }

    @Test func metadataIsFetchedAgainWhenTheRulesChange() async throws {
        try await withNetwork { network in
            let chain = try await network.connect()
            _ = try await chain.metagraph()
            #expect(network.node.count(of: "state_getMetadata") == 1)
            let version = RPCValue.object(["specVersion": .integer(344), "transactionVersion": .integer(1)])
            network.node.follow { $0.method == "state_getRuntimeVersion" ? .result(version) : .none }
            _ = try await eventually { () -> Bool? in
                _ = try await chain.metagraph()
                return network.node.count(of: "state_getMetadata") == 2 ? true : nil
            }
            for _ in 0..<3 { _ = try await chain.metagraph() }
            #expect(network.node.count(of: "state_getMetadata") == 2)
            await chain.close()
        }
    }

    @Test func paysByTheSharesThatTheChainWroteDown() async throws {
        try await withNetwork { network in
            let chain = try await network.connect()
            let set = try await chain.setWeights([2: 65535], by: try TestNetwork.pair("BobHot"))
            let payouts = try await eventually { () -> Payouts? in
                let payouts = try await chain.payouts(after: set)
                return Set(payouts.payments.map(\.block)).count >= 2 ? payouts : nil
            }
            let blocks = Set(payouts.payments.map(\.block)).sorted()
            #expect(zip(blocks, blocks.dropFirst()).allSatisfy { $1 - $0 == 11 })
            let last = payouts.payments.filter { $0.block == blocks.last }
            #expect(last.map(\.uid) == [0, 1, 2])
            #expect(last.map(\.rao) == [180_000_000, 410_000_000, 410_000_000])
            #expect(last.reduce(0) { $0 + $1.rao } == TestNetwork.epochEmission)
            let charlie = try TestNetwork.pair("CharlieHot").hotkey
            #expect(last[2].hotkey == charlie)
            #expect(try await chain.payouts(after: payouts.through).payments.allSatisfy { $0.block > payouts.through })
            #expect(try await chain.rhythm().emissionRao == TestNetwork.epochEmission)
            await chain.close()
        }
    }
}
