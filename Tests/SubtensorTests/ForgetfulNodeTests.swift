import Chain
import ChainNode
import Foundation
import Substrate
import Subtensor
import Testing

/// Nodes that keep the states of the newest blocks only, as ordinary ones do.
@Suite struct ForgetfulNodeTests {
    @Test func whenSomethingWasCommittedToIsToldAsLongAsItIsKnown() async throws {
        try await withNetwork { network in
            let charlie = try TestNetwork.pair("CharlieHot")
            let chain = try await network.connect { $0.options.statesKept = 0 }
            let first = try await network.standing {
                try await chain.commit(Data("first".utf8), by: charlie, revealAfter: 3)
            }
            let revealed = try await eventually { try await chain.revealedCommitments(after: 0).commitments.first }
            #expect(revealed.committedAt == first.committedAt)
            network.forget(before: revealed.revealBlock)
            // It was the last one of its hotkey.
            #expect(try await chain.revealedCommitments(after: 0).commitments == [revealed])
            network.node.follow { _ in .none }
            _ = try await network.standing {
                try await chain.commit(Data("second".utf8), by: charlie, revealAfter: 3)
            }
            let both = try await eventually { () -> [RevealedCommitment]? in
                let told = try await chain.revealedCommitments(after: 0).commitments
                return told.count == 2 ? told : nil
            }
            network.forget(before: revealed.revealBlock)
            let told = try await chain.revealedCommitments(after: 0).commitments
            #expect(told.map(\.payload) == both.map(\.payload))
            #expect(told.map(\.committedAt) == [nil, both[1].committedAt])
            await chain.close()
        }
    }

    @Test func aStateThatIsNotOldIsAskedForAgain() async throws {
        try await withNetwork { network in
            let chain = try await network.connect { $0.options.statesKept = .max / 2 }
            let charlie = try TestNetwork.pair("CharlieHot")
            _ = try await network.standing { try await chain.commit(Data("x".utf8), by: charlie, revealAfter: 3) }
            let revealed = try await eventually { try await chain.revealedCommitments(after: 0).commitments.first }
            await network.pause()
            network.forget(before: revealed.revealBlock)
            #expect(try await failure { try await chain.revealedCommitments(after: 0) }.code == .stateGone)
            await chain.close()
        }
    }

    @Test func theRhythmIsToldWithoutTheLastPayout() async throws {
        try await withNetwork { network in
            let chain = try await network.connect()
            _ = try await eventually { try await chain.currentBlock() >= 12 ? true : nil }
            await network.pause()
            network.forget(before: UInt64(network.ledger.head.number) - 1)
            let other = try await network.connect()
            let rhythm = try await other.rhythm()
            #expect(rhythm.emissionRao == 0)
            #expect(rhythm.tempoBlocks == 11)
            #expect(rhythm.sealSlackBlocks == 5)
            await other.close()
            await chain.close()
        }
    }

    @Test func nobodyIsRatedInPlaceOfAnOwnerWithoutUID() async throws {
        try await withNetwork { network in
            let chain = try await network.connect()
            await network.pause()
            let metadata = network.ledger.runtime.metadata
            let subnet = [DynamicValue.unsigned(1)]
            let keys = try ["SubnetworkN", "ValidatorPermit", "SubnetOwnerHotkey"].map {
                try metadata.storageKey("SubtensorModule", $0, subnet)
            }
            let stranger = try TestNetwork.pair("Nobody").key.publicKey.account.bytes
            var values = keys.map { key -> [UInt8]? in network.ledger.read { $0.stored(key) }.flatMap { $0 } }
            values[2] = stranger
            let changes = zip(keys, values).map { key, value in
                RPCValue.array([.bytes(key), value.map { RPCValue.bytes($0) } ?? .null])
            }
            let asked = RPCValue.array(keys.map { RPCValue.bytes($0) })
            network.node.follow { request in
                guard request.method == "state_queryStorageAt", request.parameters.first == asked else { return .none }
                return .result(.array([.object(["block": "0x", "changes": .array(changes)])]))
            }
            let metagraph = try await chain.metagraph()
            #expect(metagraph.neurons.count == 3)
            #expect(metagraph.burnUID == nil)
            #expect(throws: ChainError(.unsupported, "")) { try metagraph.requireBurnUID() }
            await chain.close()
        }
    }
}

extension RPCValue {
    /// The first of several.
    var first: RPCValue? { elements.first }
    /// The last of several.
    var last: RPCValue? { elements.last }

    private var elements: [RPCValue] {
        if case .array(let elements) = self { elements } else { [] }
    }
}

extension TestNetwork {
    /// Forgets the states of the blocks before one.
    func forget(before number: UInt64) {
        let gone = Set((0..<number).compactMap { ledger.block(number: $0)?.hash.description })
        node.follow { request in
            guard request.method.hasPrefix("state_"), let hash = request.parameters.last?.text, gone.contains(hash)
            else { return .none }
            let words = "Client error: UnknownBlock: State already discarded for \(hash)"
            return .failure(RPCFailure(code: 4003, message: words))
        }
    }
}
