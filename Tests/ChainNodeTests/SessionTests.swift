import Substrate
import Testing

@testable import ChainNode

@Suite struct SessionTests {
    private let chain: TestChain

    init() throws { chain = try TestChain() }

    @Test func blocksAreFoundByNumberAndHash() throws {
        var session = TestSession(chain.ledger)
        let block = chain.makeBlocks(3)
        let hash = RPCValue.bytes(block.hash.bytes)
        #expect(try session.result("chain_getHead") == hash)
        #expect(try session.result("chain_getFinalizedHead") == hash)
        #expect(try session.result("chain_getBlockHash", [.integer(3)]) == hash)
        #expect(try session.result("chain_getBlockHash", ["0x3"]) == hash)
        #expect(try session.result("chain_getBlockHash", [.integer(4)]) == .null)
        #expect(try session.result("chain_getHeader", [hash])?["number"] == "0x3")
        let full = try #require(try session.result("chain_getBlock")?["block"])
        #expect(full["extrinsics"]?.elements.count == 1)
        #expect(full["header"]?["parentHash"] == .bytes(block.parent.bytes))
    }

    @Test func stateIsReadAtAnyBlock() throws {
        var session = TestSession(chain.ledger)
        let first = RPCValue.bytes(chain.makeBlocks().hash.bytes)
        chain.makeBlocks()
        let key = RPCValue.bytes(try chain.metadata.storageKey("System", "Number"))
        #expect(try session.result("state_getStorage", [key]) == "0x02000000")
        #expect(try session.result("state_getStorageAt", [key, first]) == "0x01000000")
        let both = try #require(try session.result("state_queryStorageAt", [.array([key]), first])?.elements.first)
        #expect(both["changes"] == .array([.array([key, "0x01000000"])]))
        let unknown = RPCValue.bytes([UInt8](repeating: 9, count: 32))
        #expect(try session.errorCode("state_getStorage", [key, unknown]) == 4003)
    }

    @Test func keysComeInPages() throws {
        var session = TestSession(chain.ledger)
        let prefix = RPCValue.bytes(try chain.metadata.storageKey("System", "Account"))
        let all = try #require(try session.result("state_getKeysPaged", [prefix, .integer(1000)])).elements
        #expect(all.count == 12)
        var paged: [RPCValue] = []
        while paged.count < 12 {
            let start = paged.last.map { [$0] } ?? []
            let page = try #require(try session.result("state_getKeysPaged", [prefix, .integer(5)] + start)).elements
            try #require(!page.isEmpty)
            paged += page
        }
        #expect(paged == all)
    }

    @Test func functionsOfTheRuntimeAnswer() throws {
        var session = TestSession(chain.ledger)
        let account = RPCValue.bytes(try TestChain.account("Alice").bytes)
        #expect(try session.result("state_call", ["AccountNonceApi_account_nonce", account]) == "0x00000000")
        let metadata = try #require(try session.result("state_call", ["Metadata_metadata_at_version", "0x0f000000"]))
        #expect(try metadata.bytes().first == 1)
        #expect(try session.result("state_call", ["Metadata_metadata_at_version", "0x10000000"]) == "0x00")
        #expect(try session.errorCode("state_call", ["No_such", "0x"]) == 4003)
        #expect(try session.errorCode("state_call", ["AccountNonceApi_account_nonce", "0x00"]) == -32602)
    }

    /// Every function answers for a subnet that is there and for one that is not, as the metadata says.
    @Test func everyFunctionAnswersAsDescribed() throws {
        for function in chain.runtime.table.functions where function.interface.hasSuffix("InfoRuntimeApi") {
            for netuid in [UInt16(1), 0, 99] {
                let arguments = try function.parameters.flatMap { parameter -> [UInt8] in
                    switch parameter.shape {
                    case .u16: netuid.scale
                    case .u8: [0]
                    case .sequence: [UInt16(0), 1, 52, 72, 73, 500].scale
                    default: try TestChain.account("Bob").bytes
                    }
                }
                guard function.name != "get_stake_fee" else { continue }
                let answer = try chain.ledger.read { state in
                    try chain.runtime.answer(function.symbol, arguments, state, block: 0)
                }
                let described = try chain.metadata.function(function.interface, function.name)
                let bytes = try #require(answer ?? nil)
                _ = try chain.metadata.registry.decode(described.output, bytes)
            }
        }
    }

    @Test func aWatchedExtrinsicIsFollowedToItsBlock() throws {
        var session = TestSession(chain.ledger)
        let bytes = try chain.signed("System", "remark", [.bytes([1])], by: "Alice")
        let request = RPCRequest("author_submitAndWatchExtrinsic", .array([.bytes(bytes)]), identifier: .number(4))
        let messages = try session.send(String(decoding: request.json, as: UTF8.self))
        let name = try #require(messages.first?["result"])
        #expect(messages.dropFirst().first?["params"] == .object(["subscription": name, "result": "ready"]))
        let news = chain.ledger.newsOfNextBlock()
        let hash = RPCValue.bytes(news.block.hash.bytes)
        let told = session.session.notifications(of: news).map { String(decoding: $0, as: UTF8.self) }
        #expect(told.count == 2)
        #expect(told.first?.contains("inBlock") == true && told.last?.contains("finalized") == true)
        #expect(told.allSatisfy { $0.contains(hash.text ?? "-") })
        #expect(session.session.subscribed == 0)
    }

    @Test func headsAreToldUntilTheSubscriptionEnds() throws {
        var session = TestSession(chain.ledger)
        let name = try #require(try session.result("chain_subscribeNewHeads"))
        let news = chain.ledger.newsOfNextBlock()
        #expect(session.session.notifications(of: news).count == 1)
        #expect(try session.result("chain_unsubscribeNewHeads", [name]) == .bool(true))
        #expect(try session.result("chain_unsubscribeNewHeads", [name]) == .bool(false))
        #expect(session.session.notifications(of: news).isEmpty)
    }

    @Test func storageIsToldWhenItChanges() throws {
        var session = TestSession(chain.ledger)
        let number = RPCValue.bytes(try chain.metadata.storageKey("System", "Number"))
        let never = RPCValue.bytes([1, 2, 3])
        _ = try session.result("state_subscribeStorage", [.array([number, never])])
        let told = session.session.notifications(of: chain.ledger.newsOfNextBlock())
        #expect(told.count == 1)
        let text = String(decoding: told.first ?? [], as: UTF8.self)
        #expect(text.contains("0x01000000") && !text.contains("010203"))
    }
}
