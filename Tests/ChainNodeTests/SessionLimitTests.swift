import Substrate
import Testing

@testable import ChainNode

/// Clients that ask for too much, or for nonsense.
@Suite struct SessionLimitTests {
    private let ledger: Ledger

    init() throws { ledger = try TestChain().ledger }

    struct Case: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let text: String
        let code: Int64
    }

    static let cases: [Case] = [
        Case(testDescription: "no JSON", text: "hello", code: -32700),
        Case(testDescription: "nothing", text: "", code: -32700),
        Case(testDescription: "half a request", text: "{\"jsonrpc\":\"2.0\",\"id\":1", code: -32700),
        Case(testDescription: "an empty batch", text: "[]", code: -32600),
        Case(testDescription: "no method", text: "{\"jsonrpc\":\"2.0\",\"id\":1}", code: -32600),
        Case(
            testDescription: "an unknown method",
            text: "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"chain_burn\"}",
            code: -32601
        ),
        Case(
            testDescription: "parameters by name",
            text: "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"chain_getHead\",\"params\":{\"a\":1}}",
            code: -32602
        ),
        Case(
            testDescription: "no hash",
            text: "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"chain_getHeader\",\"params\":[\"0x12\"]}",
            code: -32602
        ),
        Case(
            testDescription: "no digits",
            text: "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"state_getStorage\",\"params\":[\"0xzz\"]}",
            code: -32602
        ),
        Case(
            testDescription: "no extrinsic",
            text: "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"author_submitExtrinsic\",\"params\":[\"0x00\"]}",
            code: 1001
        ),
        Case(
            testDescription: "too many keys",
            text: "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"state_getKeysPaged\",\"params\":[\"0x\",100000]}",
            code: -32602
        ),
    ]

    @Test(arguments: cases) func nonsenseGetsItsCode(_ test: Case) throws {
        var session = TestSession(ledger)
        #expect(try session.send(test.text).first?["error"]?["code"] == .integer(test.code))
    }

    @Test func aBatchIsAnsweredInOrder() throws {
        var session = TestSession(ledger)
        let text = """
            [{"jsonrpc":"2.0","id":1,"method":"system_chain"},{"jsonrpc":"2.0","id":2,"method":"nothing"},
             {"jsonrpc":"2.0","method":"system_chain"},5]
            """
        let answers = try #require(try session.send(text).first).elements
        #expect(answers.map { $0["id"] } == [.integer(1), .integer(2), .null])
        #expect(answers.first?["result"] == "Bittensor")
    }

    @Test func aWordThatWantsNoAnswerGetsNone() throws {
        var session = TestSession(ledger)
        #expect(try session.send("{\"jsonrpc\":\"2.0\",\"method\":\"system_chain\"}").isEmpty)
    }

    @Test func aMessageThatIsTooLongIsNotRead() throws {
        var limits = NodeLimits()
        limits.messageBytes = 50
        var session = TestSession(ledger, limits)
        #expect(try session.errorCode("system_chain", [.string(String(repeating: "x", count: 50))]) == -32700)
    }

    @Test func aBatchHasALimit() throws {
        var limits = NodeLimits()
        limits.batch = 2
        var session = TestSession(ledger, limits)
        let call = "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"system_chain\"}"
        #expect(try session.send("[\(call),\(call),\(call)]").first?["error"]?["code"] == .integer(-32010))
        #expect(try session.send("[\(call),\(call)]").first?.elements.count == 2)
    }

    @Test func theAnswersToABatchHaveALimit() throws {
        var limits = NodeLimits()
        limits.batchAnswerBytes = 100_000
        var session = TestSession(ledger, limits)
        let call = "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"state_getMetadata\"}"
        let answers = try #require(try session.send("[\(call),\(call),\(call),\(call)]").first).elements
        #expect(answers.map { $0["error"]?["code"] } == [nil, nil, .integer(-32011), .integer(-32011)])
    }

    @Test func callsHaveALimitThatTimeRefills() throws {
        var limits = NodeLimits()
        limits.callsPerSecond = 3
        var session = TestSession(ledger, limits)
        for _ in 0..<3 { #expect(try session.errorCode("system_chain") == nil) }
        #expect(try session.errorCode("system_chain") == -32005)
        session.now = session.now.advanced(by: .milliseconds(700))
        for _ in 0..<2 { #expect(try session.errorCode("system_chain") == nil) }
        #expect(try session.errorCode("system_chain") == -32005)
    }

    @Test func subscriptionsHaveALimit() throws {
        var limits = NodeLimits()
        limits.subscriptions = 2
        var session = TestSession(ledger, limits)
        let first = try #require(try session.result("chain_subscribeNewHeads"))
        #expect(try session.errorCode("state_subscribeStorage") == nil)
        #expect(try session.errorCode("chain_subscribeNewHeads") == -32006)
        _ = try session.result("chain_unsubscribeNewHeads", [first])
        #expect(try session.errorCode("chain_subscribeNewHeads") == nil)
    }

    /// A flood that is refused leaves no extrinsic behind.
    @Test func overHTTPThereAreNoSubscriptions() throws {
        let chain = try TestChain()
        var session = TestSession(chain.ledger, takesSubscriptions: false)
        #expect(try session.errorCode("chain_subscribeNewHeads") == -32601)
        let bytes = try chain.signed("System", "remark", [.bytes([1])], by: "Alice")
        #expect(try session.errorCode("author_submitAndWatchExtrinsic", [.bytes(bytes)]) == -32601)
        #expect(chain.ledger.waiting == 0)
    }

    /// Random bytes, and damaged requests: every answer is well-formed.
    @Test func noiseIsAnswered() throws {
        var session = TestSession(ledger)
        let sound = Array("{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"state_getStorage\",\"params\":[\"0x00\"]}".utf8)
        var generator = SystemRandomNumberGenerator()
        for _ in 0..<500 {
            var text = sound
            for _ in 0..<Int.random(in: 1...4, using: &generator) {
                text[Int.random(in: text.indices, using: &generator)] = UInt8.random(in: 0...255, using: &generator)
            }
            for message in session.session.answer(text, at: session.now) {
                #expect(throws: Never.self) { try RPCOutgoing(message) }
            }
        }
    }
}
