import Testing

@testable import Substrate

@Suite struct RPCTests {
    private func value(_ text: String) throws -> RPCValue { try RPCReader.value(Array(text.utf8)) }
    private func incoming(_ text: String) -> RPCIncoming { RPCIncoming(Array(text.utf8)) }
    private func outgoing(_ text: String) throws -> RPCOutgoing { try RPCOutgoing(Array(text.utf8)) }

    @Test func jsonIsReadAndWritten() throws {
        let text = " {\"a\" : [1, -0.5e1, true, false, null, \"\\u00e4\\ud834\\udd1e\\n\\/\"], \"b\":{}, \"c\":[]}\r\n"
        let read = try value(text)
        let expected = RPCValue.object([
            "a": .array([.integer(1), .fraction(-5), .bool(true), .bool(false), .null, "ä𝄞\n/"]),
            "b": .object([:]), "c": .array([]),
        ])
        #expect(read == expected)
        let written = "{\"a\":[1,-5.0,true,false,null,\"ä𝄞\\u000a/\"],\"b\":{},\"c\":[]}"
        #expect(String(decoding: read.json, as: UTF8.self) == written)
        #expect(try RPCReader.value(read.json) == read)
        #expect(try value("9223372036854775807") == .integer(.max))
        #expect(try value("9223372036854775808") == .fraction(9_223_372_036_854_775_808))
    }

    @Test(arguments: [
        "", " ", "{", "}", "[1,]", "[1 2]", "{\"a\":1,}", "{\"a\" 1}", "{a:1}", "{\"a\":1,\"a\":2}", "01", "-", "1.",
        ".5", "1e",
        "1e999", "+1", "nul", "truE", "\"", "\"\u{1}\"", "\"\\x\"", "\"\\u12\"", "\"\\u12g4\"", "\"\\ud800\"",
        "\"\\ud800\\u0041\"", "\"\\udc00\"", "1 1", "[1]]", "NaN", "'a'", "\u{FEFF}1",
    ])
    func otherTextIsRefused(_ text: String) { #expect(refusal { try value(text) } == .malformedJSON) }

    @Test func textHasToBeUnicode() {
        #expect(refusal { try RPCReader.value([0x22, 0xFF, 0x22]) } == .malformedJSON)
        #expect(refusal { try RPCReader.value([0x22, 0xC0, 0x80, 0x22]) } == .malformedJSON)
    }

    @Test func nestingHasALimit() throws {
        let most = RPCReader.mostDepth
        func nested(_ depth: Int) -> String {
            String(repeating: "[", count: depth) + String(repeating: "]", count: depth)
        }
        #expect(throws: Never.self) { try value(nested(most)) }
        #expect(refusal { try value(nested(most + 1)) } == .tooLarge)
        #expect(refusal { try value(String(repeating: "[", count: 1 << 20)) } == .tooLarge)
        #expect(refusal { try value(String(repeating: "{\"a\":", count: 1 << 18)) } == .tooLarge)
    }

    @Test func requestsComeBack() {
        for identifier in [RPCIdentifier.number(7), .text("seven"), .null, nil] {
            for parameters in [RPCValue.array([.bytes([1, 2]), .null]), .object(["at": "0x"])] {
                let request = RPCRequest("state_getStorage", parameters, identifier: identifier)
                #expect(RPCIncoming(request.json) == .one(.success(request)))
            }
        }
        #expect(
            incoming("{\"jsonrpc\":\"2.0\",\"method\":\"a\",\"id\":1}")
                == .one(.success(RPCRequest("a", identifier: .number(1))))
        )
    }

    @Test(arguments: [
        "{}", "1", "null", "\"a\"", "[]", "{\"jsonrpc\":\"2.0\"}", "{\"jsonrpc\":\"1.0\",\"method\":\"a\",\"id\":1}",
        "{\"method\":\"a\",\"id\":1}", "{\"jsonrpc\":\"2.0\",\"method\":1,\"id\":1}",
        "{\"jsonrpc\":\"2.0\",\"method\":\"\",\"id\":1}",
        "{\"jsonrpc\":\"2.0\",\"method\":\"a\",\"params\":1,\"id\":1}",
        "{\"jsonrpc\":\"2.0\",\"method\":\"a\",\"params\":null,\"id\":1}",
        "{\"jsonrpc\":\"2.0\",\"method\":\"a\",\"id\":1.5}", "{\"jsonrpc\":\"2.0\",\"method\":\"a\",\"id\":[]}",
    ])
    func whatIsNoRequestIsAnsweredAsInvalid(_ text: String) {
        #expect(incoming(text) == .one(.failure(.invalidRequest)))
    }

    @Test func requestsHaveLimits() {
        let name = String(repeating: "a", count: RPCLimits.nameBytes + 1)
        #expect(incoming("{\"jsonrpc\":\"2.0\",\"method\":\"\(name)\",\"id\":1}") == .one(.failure(.invalidRequest)))
        #expect(
            incoming("{\"jsonrpc\":\"2.0\",\"method\":\"a\",\"id\":\"\(name)\"}") == .one(.failure(.invalidRequest))
        )
        let request = RPCRequest("a", identifier: .number(1))
        #expect(RPCIncoming(request.json, limit: request.json.count) == .one(.success(request)))
        #expect(RPCIncoming(request.json, limit: request.json.count - 1) == .one(.failure(.parseError)))
        let many = RPCValue.array([RPCValue](repeating: request.value, count: RPCLimits.batch + 1))
        #expect(RPCIncoming(many.json) == .one(.failure(.invalidRequest)))
        #expect(incoming("{") == .one(.failure(.parseError)))
    }

    @Test func batchesAreReadOneByOne() {
        let request = RPCRequest("a", identifier: .text("x"))
        let batch = RPCValue.array([request.value, .integer(1), request.value])
        #expect(RPCIncoming(batch.json) == .batch([.success(request), .failure(.invalidRequest), .success(request)]))
    }

    @Test func answersComeBack() throws {
        let failure = RPCFailure(code: 1010, message: "Invalid Transaction", data: "Stale")
        for result in [
            Result<RPCValue, RPCFailure>.success(.null), .success(.object(["a": .integer(1)])), .failure(failure),
        ] {
            let response = RPCResponse(result, identifier: .number(3))
            #expect(try RPCOutgoing(response.json) == .response(response))
            let batch = RPCValue.array([response.value, response.value])
            #expect(try RPCOutgoing(batch.json) == .batch([response, response]))
        }
        let news = RPCNotification("chain_newHead", subscription: .text("s"), result: .object(["number": "0x1"]))
        #expect(try RPCOutgoing(news.json) == .notification(news))
        let both =
            "{\"jsonrpc\":\"2.0\",\"id\":null,\"result\":null,\"error\":{\"code\":-32700,\"message\":\"Parse error\"}}"
        #expect(try outgoing(both) == .response(RPCResponse(.failure(.parseError), identifier: .null)))
    }

    @Test(arguments: [
        "1", "[]", "[1]", "{}", "{\"jsonrpc\":\"2.0\",\"id\":1}", "{\"jsonrpc\":\"2.0\",\"result\":1}",
        "{\"id\":1,\"result\":1}",
        "{\"jsonrpc\":\"2.0\",\"id\":1,\"result\":1,\"error\":{\"code\":1,\"message\":\"\"}}",
        "{\"jsonrpc\":\"2.0\",\"id\":1,\"error\":{\"code\":1}}", "{\"jsonrpc\":\"2.0\",\"id\":1,\"error\":\"no\"}",
        "{\"jsonrpc\":\"2.0\",\"id\":true,\"result\":1}", "{\"jsonrpc\":\"2.0\",\"method\":\"a\"}",
        "{\"jsonrpc\":\"2.0\",\"method\":\"a\",\"params\":{\"result\":1}}",
        "{\"jsonrpc\":\"2.0\",\"method\":\"a\",\"params\":{\"subscription\":null,\"result\":1}}",
        "{\"jsonrpc\":\"2.0\",\"method\":\"a\",\"params\":{\"subscription\":1}}",
    ])
    func whatIsNoAnswerIsRefused(_ text: String) { #expect(refusal { try outgoing(text) } == .malformedMessage) }

    @Test func answersHaveALimit() {
        let response = RPCResponse(.success(.null), identifier: .number(1)).json
        #expect(refusal { try RPCOutgoing(response, limit: response.count - 1) } == .tooLarge)
        #expect(refusal { try RPCOutgoing([0x7B]) } == .malformedJSON)
    }

    /// A request and an answer cut off at every place, and with every byte changed.
    @Test func damagedMessagesAreRefusedOrReadTheSame() {
        let request = RPCRequest(
            "state_call",
            .array(["AccountNonceApi_account_nonce", .bytes([1, 2, 3])]),
            identifier: .number(1)
        )
        let response = RPCResponse(
            .success(.array([.integer(-5), .fraction(0.1), "\u{1F600}\n"])),
            identifier: .text("a")
        )
        for text in [request.json, response.json] {
            for place in text.indices {
                FuzzEntry.message(Array(text.prefix(place)))
                for mask: UInt8 in [1, 2, 0x20, 0x80] {
                    var damaged = text
                    damaged[place] ^= mask
                    FuzzEntry.message(damaged)
                }
            }
        }
    }

    @Test func bytesAreTextWithDigits() throws {
        #expect(RPCValue.bytes([1, 255]) == "0x01ff")
        #expect(try RPCValue.string("0x01FF").bytes() == [1, 255])
        #expect(refusal { try RPCValue.null.bytes() } == .malformedHexadecimal)
        #expect(RPCValue.integer(-1).number(UInt8.self) == nil && RPCValue.string("1").number(Int.self) == nil)
    }
}
