import Chain
import ChainNode
import Foundation
import Rules
import Substrate
import Synchronization
import Testing

@testable import Subtensor

/// Nodes that fail, lie, or are others than they were.
@Suite struct NodeFaultTests {
    struct Lie: Sendable, CustomStringConvertible {
        let description: String
        let method: String
        let fault: FaultyNode.Fault
        var code = ChainError.Code.malformedAnswer
    }

    static let lies = [
        Lie(description: "text that is no JSON", method: "chain_getHeader", fault: .text("{\"jsonrpc\":")),
        Lie(description: "JSON that is no message", method: "chain_getHeader", fault: .text("[1,2]")),
        Lie(description: "not UTF-8 as digits", method: "chain_getHeader", fault: .text("{\"id\":1}")),
        Lie(description: "a header without a number", method: "chain_getHeader", fault: .result(.object([:]))),
        Lie(
            description: "a header with a parent that is no hash",
            method: "chain_getHeader",
            fault: .result(.object(["number": "0x1", "parentHash": "0x12"]))
        ),
        Lie(
            description: "a header with a number that no block can have",
            method: "chain_getHeader",
            fault: .result(
                .object([
                    "number": "0xffffffffffffffff",
                    "parentHash": .string("0x" + String(repeating: "ab", count: 32)),
                ])
            )
        ),
        Lie(description: "a hash that is none", method: "chain_getBlockHash", fault: .result("0x1234")),
        Lie(description: "a number for a hash", method: "chain_getBlockHash", fault: .result(.integer(7))),
        Lie(description: "metadata that is none", method: "state_getMetadata", fault: .result("0x6d65746110")),
        Lie(description: "metadata that is no text", method: "state_getMetadata", fault: .result(.bool(true))),
        Lie(description: "a version without a number", method: "state_getRuntimeVersion", fault: .result(.object([:]))),
        Lie(description: "a value that is no bytes", method: "state_getStorage", fault: .result("zz")),
        Lie(description: "a value that is cut off", method: "state_getStorage", fault: .result("0x")),
        Lie(
            description: "no such method",
            method: "state_getStorage",
            fault: .failure(.methodNotFound),
            code: .unsupported
        ),
        Lie(
            description: "a failure of the node",
            method: "state_getStorage",
            fault: .failure(.internalError),
            code: .nodeFailed
        ),
        Lie(
            description: "state that is gone",
            method: "state_getStorage",
            fault: .failure(RPCFailure(code: 4003, message: "Client error: UnknownBlock: State already discarded")),
            code: .stateGone
        ),
    ]

    @Test(arguments: lies)
    func liesAreToldAsWhatTheyAre(_ lie: Lie) async throws {
        try await withNetwork { network in
            network.node.follow { $0.method == lie.method ? lie.fault : .none }
            let error = try await failure {
                let chain = try await network.connect { $0.options.patience = .zero }
                defer { chain.heads.stop() }
                return try await chain.state().value("SubtensorModule", "Tempo", [.number(UInt16(1))])
            }
            #expect(error.code == lie.code)
        }
    }

    @Test func valuesThatWereNotAskedForAreRefused() async throws {
        try await withNetwork { network in
            let chain = try await network.connect()
            let values = RPCValue.object(["block": .null, "changes": .array([])])
            network.node.follow { $0.method == "state_queryStorageAt" ? .result(.array([values])) : .none }
            #expect(try await failure { try await chain.metagraph() }.code == .malformedAnswer)
            network.node.follow { $0.method == "state_getKeysPaged" ? .result(.array(["0x00"])) : .none }
            #expect(try await failure { try await chain.revealedCommitments(after: 0) }.code == .malformedAnswer)
            await chain.close()
        }
    }

    @Test func pagesThatNeverEndAreNotReadForEver() async throws {
        try await withNetwork { network in
            let chain = try await network.connect {
                $0.options.pageKeys = 1
                $0.options.mapKeys = 5
            }
            network.node.follow { request in
                guard request.method == "state_getKeysPaged", case .array(let parameters) = request.parameters,
                    let prefix = parameters[0].text
                else { return .none }
                let last = parameters[2].text.flatMap { UInt32($0.dropFirst(prefix.count), radix: 16) } ?? 0
                return .result(.array([.string(prefix + String(last + 0x1000_0001, radix: 16))]))
            }
            #expect(try await failure { try await chain.revealedCommitments(after: 0) }.code == .overloaded)
            await chain.close()
        }
    }

    @Test func aMessageThatIsTooLongEndsTheCall() async throws {
        try await withNetwork { network in
            let error = try await failure {
                try await network.connect {
                    $0.options.messageBytes = 10_000
                    $0.options.patience = .zero
                }
            }
            #expect(error.code == .malformedAnswer)
            #expect(error.message.contains("10000"))
        }
    }

    @Test func aNodeThatSaysNothingIsNotWaitedForForEver() async throws {
        try await withNetwork { network in
            let chain = try await network.connect { $0.options.callTime = .seconds(5) }
            network.node.follow { $0.method == "state_getStorage" ? .silence : .none }
            let error = try await failure { try await chain.weights(of: try TestNetwork.pair("BobHot").hotkey) }
            #expect(error.code == .timedOut)
            network.node.follow { _ in .none }
            #expect(try await chain.weights(of: try TestNetwork.pair("BobHot").hotkey) == nil)
            await chain.close()
        }
    }

    @Test func onlySoManyCallsWait() async throws {
        try await withNetwork { network in
            network.node.follow { $0.method == "system_chain" ? .silence : .none }
            var options = TestNetwork.options
            options.pendingCalls = 3
            let link = try await RPCLink.connect(try NodeAddress(network.node.address), options)
            let codes = await withTaskGroup(of: ChainError.Code?.self) { group in
                for _ in 0..<4 {
                    group.addTask { try? await failure { try await link.call("system_chain", []) }.code }
                }
                let first = await group.next() ?? nil
                link.close(ChainError(.disconnected, "the test is over"))
                return await group.reduce(into: [first]) { $0.append($1) }
            }
            #expect(codes == [.overloaded, .disconnected, .disconnected, .disconnected])
        }
    }

    @Test func aFloodOfNewsEndsTheSubscriptionAndNothingElse() async throws {
        try await withNetwork { network in
            await network.pause()
            network.node.follow { $0.method == "chain_subscribeNewHeads" ? .flood(100) : .none }
            var options = TestNetwork.options
            options.pendingNews = 8
            let client = RPCClient(try NodeAddress(network.node.address), options)
            let news = try await client.subscribe("chain_subscribeNewHeads", ending: "chain_unsubscribeNewHeads")
            #expect(try await client.call("system_chain") == "Bittensor")
            var read = 0
            let error = try await failure { while try await news.next() != nil { read += 1 } }
            #expect(error.code == .overloaded)
            #expect(read == 8)
            #expect(try await client.call("system_chain") == "Bittensor")
            await client.close()
        }
    }

    @Test func aFloodOfBytesEndsTheSubscriptionAtTheNode() async throws {
        try await withNetwork { network in
            await network.pause()
            network.node.follow { $0.method == "chain_subscribeNewHeads" ? .flood(100) : .none }
            var options = TestNetwork.options
            options.pendingNewsBytes = 2000
            let client = RPCClient(try NodeAddress(network.node.address), options)
            let news = try await client.subscribe("chain_subscribeNewHeads", ending: "chain_unsubscribeNewHeads")
            // Nothing is read, and still the node is told that nothing more is wanted.
            _ = try await eventually { network.node.count(of: "chain_unsubscribeNewHeads") == 1 ? true : nil }
            var bytes = 0
            let error = try await failure { while let each = try await news.next() { bytes += each.json.count } }
            #expect(error.code == .overloaded)
            #expect(error.message.contains("2000 bytes"))
            #expect(bytes > 0 && bytes <= 2000)
            await client.close()
        }
    }

    @Test func newsThatWereReadTakeNoRoom() async throws {
        try await withNetwork { network in
            await network.pause()
            var options = TestNetwork.options
            options.pendingNewsBytes = 2000
            let client = RPCClient(try NodeAddress(network.node.address), options)
            let news = try await client.subscribe("chain_subscribeNewHeads", ending: "chain_unsubscribeNewHeads")
            _ = try await news.next()
            for _ in 0..<20 {
                network.makeBlock()
                #expect(try await news.next() != nil)
            }
            await client.close()
        }
    }

    @Test func newsOfFinalBlocksAreSubscribedToAgainAfterAFlood() async throws {
        try await withNetwork { network in
            let isOver = Mutex(false)
            network.node.follow { request in
                guard request.method == "chain_subscribeFinalizedHeads" else { return .none }
                return isOver.withLock { isOver in
                    defer { isOver = true }
                    // However fast the news is read, this does not fit.
                    return isOver ? .none : .bloat(4000)
                }
            }
            let chain = try await network.connect { $0.options.pendingNewsBytes = 2000 }
            _ = try await eventually { network.node.count(of: "chain_subscribeFinalizedHeads") >= 2 ? true : nil }
            let block = try await chain.currentBlock()
            _ = try await eventually { try await chain.currentBlock() > block + 3 ? true : nil }
            #expect(network.node.count(of: "chain_unsubscribeFinalizedHeads") >= 1)
            await chain.close()
        }
    }

    @Test func aNodeThatComesBackIsUsedAgainAndTellsOfBlocksAgain() async throws {
        try await withNetwork { network in
            let chain = try await network.connect()
            _ = try await chain.metagraph()
            await network.node.stop()
            try await network.node.start()
            _ = try await chain.metagraph()
            let subscribed = "chain_subscribeFinalizedHeads"
            _ = try await eventually { network.node.count(of: subscribed) >= 2 ? true : nil }
            let asked = network.node.count(of: "chain_getFinalizedHead")
            let block = try await chain.currentBlock()
            _ = try await eventually { try await chain.currentBlock() > block + 3 ? true : nil }
            // The blocks were told, not asked for, but perhaps once while the news had not come yet.
            #expect(network.node.count(of: "chain_getFinalizedHead") <= asked + 5)
            await chain.close()
        }
    }

    @Test func aNodeThatFallsSilentAboutBlocksIsAsked() async throws {
        try await withNetwork { network in
            let chain = try await network.connect { $0.options.headSilence = .milliseconds(100) }
            // The news have come: nobody asks any more.
            _ = try await eventually { () -> Bool? in
                let asked = network.node.count(of: "chain_getFinalizedHead")
                _ = try await chain.currentBlock()
                return network.node.count(of: "chain_getFinalizedHead") == asked ? true : nil
            }
            network.node.mute(true)
            let block = try await chain.currentBlock()
            _ = try await eventually { try await chain.currentBlock() > block + 20 ? true : nil }
            network.node.mute(false)
            _ = try await eventually { network.node.count(of: "chain_subscribeFinalizedHeads") >= 2 ? true : nil }
            await chain.close()
        }
    }

    @Test func aNodeThatStaysAwayIsUnreachable() async throws {
        try await withNetwork { network in
            let chain = try await network.connect { $0.options.patience = .milliseconds(200) }
            await network.node.stop()
            let error = try await failure { try await chain.weights(of: try TestNetwork.pair("BobHot").hotkey) }
            #expect([.unreachable, .disconnected].contains(error.code))
            await chain.close()
        }
    }

    @Test func anotherChainBehindTheAddressIsRefused() async throws {
        try await withNetwork { first in
            let other = try await TestNetwork()
            let error = try await failure { try await first.connect { $0.genesis = other.ledger.genesis } }
            #expect(error.code == .wrongChain)
            #expect(error.message.contains(first.ledger.genesis.description))
            await other.stop()
        }
    }

    @Test func aChainThatIsReplacedIsRefusedForGood() async throws {
        try await withNetwork { network in
            let chain = try await network.connect()
            _ = try await chain.metagraph()
            let lie = RPCValue.string("0x" + String(repeating: "ab", count: 32))
            network.node.follow { request in
                request.method == "chain_getBlockHash" && request.parameters == .array([.integer(0)])
                    ? .result(lie) : .none
            }
            network.node.hangUp()
            let error = try await eventually { () -> ChainError? in
                do {
                    _ = try await chain.weights(of: try TestNetwork.pair("BobHot").hotkey)
                    return nil
                } catch let error as ChainError {
                    return error
                }
            }
            #expect(error.code == .wrongChain)
            network.node.follow { _ in .none }
            #expect(try await failure { try await chain.metagraph() }.code == .wrongChain)
            await chain.close()
        }
    }

    @Test func whatIsNoNodeIsUnreachable() async throws {
        #expect(
            try await failure { try await SubtensorChain.open(try NodeAddress("ws://127.0.0.1:1"), .init(netuid: 1)) }
                .code == .unreachable
        )
        for text in [
            "", "http://x", "ws://", "ws://:9944", "ws://a:0", "ws://a:70000", "ws://a b", "ws://u@h", "ws://[::1",
        ] {
            #expect(throws: ChainError.self) { try NodeAddress(text) }
        }
        let address = try NodeAddress("wss://[::1]:44/x?y")
        #expect(address.host == "::1")
        #expect(address.port == 44)
        #expect(address.path == "/x?y")
        #expect(address.isSecure)
        #expect(address.isOnThisMachine)
        // What follows the host may be a key to the node.
        #expect("\(address)" == "wss://[::1]:44")
        #expect(address.text == "wss://[::1]:44/x?y")
        let far = try NodeAddress("wss://127.example.org")
        #expect(!far.isOnThisMachine)
        #expect(far.port == 443)
    }

    @Test func aNodeElsewhereDoesNotChooseWhenASealOpens() async throws {
        try await withNetwork { network in
            let now = Date(timeIntervalSince1970: 1_800_000_000)
            let far = try await network.connect { $0.trustsOwnBeacon = false }
            for (moment, blocks) in [(240.0, 240.0), (200, 240), (299, 240), (3, 12), (-59, 0), (30, 0)] {
                try far.requireOwnTime(now + moment, in: blocks, now: now)
            }
            for (moment, blocks) in [
                (-2_600_000.0, 240.0), (-1, 12), (100, 240), (301, 240), (-61, 0), (61, 0), (1e300, 1),
            ] {
                #expect(throws: ChainError(.invalidDelay, "")) {
                    try far.requireOwnTime(now + moment, in: blocks, now: now)
                }
            }
            try far.requireNetworksTime(Seconds(12))
            for seconds in [0.6, 11.9, 12.1, 3600] {
                #expect(throws: ChainError(.wrongChain, "")) { try far.requireNetworksTime(Seconds(seconds)) }
            }
            await far.close()
            let near = try await network.connect()
            try near.requireNetworksTime(Seconds(0.6))
            try near.requireOwnTime(now - 2_600_000, in: 240, now: now)
            await near.close()
        }
    }

    @Test func aRoundAfterWhichThereIsNoneIsRefused() async throws {
        try await withNetwork { network in
            let chain = try await network.connect()
            let key = RPCValue.bytes(try network.ledger.runtime.metadata.storageKey("Drand", "LastStoredRound", []))
            network.node.follow { request in
                guard request.method == "state_getStorage", request.parameters.first == key else { return .none }
                return .result("0xffffffffffffffff")
            }
            let error = try await failure {
                try await chain.commit(Data("x".utf8), by: try TestNetwork.pair("CharlieHot"), revealAfter: 1)
            }
            #expect(error.code == .malformedAnswer)
            await chain.close()
        }
    }

    @Test func aBeaconOfSomebodyElseIsNotTrustedFromAfar() async throws {
        try await withNetwork { network in
            let chain = try await network.connect { $0.trustsOwnBeacon = false }
            let error = try await failure {
                try await chain.commit(Data("x".utf8), by: try TestNetwork.pair("CharlieHot"), revealAfter: 1)
            }
            #expect(error.code == .wrongChain)
            #expect(network.node.count(of: "author_submitAndWatchExtrinsic") == 0)
            await chain.close()
        }
    }
}
