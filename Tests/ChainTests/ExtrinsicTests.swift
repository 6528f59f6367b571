import Foundation
import Rules
import TestSupport
import Testing

@testable import Chain

@Suite struct ExtrinsicTests {
    @Test func aNonceIsGoodForOneTime() async throws {
        let test = try TestChain()
        let pair = try await test.registered()
        let nonce = try await test.chain.nextNonce(of: pair.hotkey)
        let call = Extrinsic.Call.commit(payload: Data("a".utf8), revealAfter: 2)
        let extrinsic = try Extrinsic(signing: call, by: pair, nonce: nonce, chain: test.chain.identity)
        try await test.chain.submit(extrinsic)
        await #expect(throws: ChainError(.badNonce, "")) { try await test.chain.submit(extrinsic) }
        let ahead = try Extrinsic(signing: call, by: pair, nonce: nonce + 5, chain: test.chain.identity)
        await #expect(throws: ChainError(.badNonce, "")) { try await test.chain.submit(ahead) }
        try test.remove()
    }

    /// What a nonce was used for is told by its payload: a request that was signed anew is the same request.
    @Test func aCommitmentIsFoundAgainWhoeverSignedItAnew() async throws {
        let test = try TestChain()
        let pair = try await test.registered()
        let nonce = try await test.chain.nextNonce(of: pair.hotkey)
        func signed(_ payload: String) throws -> Extrinsic {
            let call = Extrinsic.Call.commit(payload: Data(payload.utf8), revealAfter: 2)
            return try Extrinsic(signing: call, by: pair, nonce: nonce, chain: test.chain.identity)
        }
        let (first, again) = (try signed("a"), try signed("a"))
        #expect(first.signature != again.signature)
        try await test.chain.submit(first)
        await #expect(throws: ChainError(.badNonce, "")) { try await test.chain.submit(again) }
        let receipt = try #require(try await test.chain.receipt(of: first))
        #expect(try await test.chain.receipt(of: again) == receipt)
        #expect(try await test.chain.receipt(of: signed("b")) == nil)
        try test.remove()
    }

    @Test func aRefusedCallDoesNotUseItsNonce() async throws {
        let test = try TestChain()
        let pair = try await test.registered()
        let nonce = try await test.chain.nextNonce(of: pair.hotkey)
        await #expect(throws: ChainError(.invalidPayload, "")) {
            try await test.chain.commit(Data(), by: pair, revealAfter: 2)
        }
        #expect(try await test.chain.nextNonce(of: pair.hotkey) == nonce)
        try test.remove()
    }

    struct Forgery: CustomTestStringConvertible {
        let testDescription: String
        let change: @Sendable (Extrinsic) -> Extrinsic
    }

    @Test(arguments: [
        Forgery(testDescription: "another payload") { extrinsic in
            Extrinsic(
                call: .commit(payload: Data("b".utf8), revealAfter: 2),
                hotkey: extrinsic.hotkey,
                nonce: extrinsic.nonce,
                signature: extrinsic.signature
            )
        },
        Forgery(testDescription: "another delay") { extrinsic in
            Extrinsic(
                call: .commit(payload: Data("a".utf8), revealAfter: 3),
                hotkey: extrinsic.hotkey,
                nonce: extrinsic.nonce,
                signature: extrinsic.signature
            )
        },
        Forgery(testDescription: "another hotkey") { extrinsic in
            Extrinsic(
                call: extrinsic.call,
                hotkey: HotkeyPair().hotkey,
                nonce: 0,
                signature: extrinsic.signature
            )
        },
        Forgery(testDescription: "another nonce") { extrinsic in
            Extrinsic(
                call: extrinsic.call,
                hotkey: extrinsic.hotkey,
                nonce: extrinsic.nonce + 1,
                signature: extrinsic.signature
            )
        },
        Forgery(testDescription: "no signature") { extrinsic in
            Extrinsic(call: extrinsic.call, hotkey: extrinsic.hotkey, nonce: extrinsic.nonce, signature: Data())
        },
    ])
    func aForgeryIsRefused(_ forgery: Forgery) async throws {
        let test = try TestChain()
        let pair = try await test.registered()
        let extrinsic = try Extrinsic(
            signing: .commit(payload: Data("a".utf8), revealAfter: 2),
            by: pair,
            nonce: try await test.chain.nextNonce(of: pair.hotkey),
            chain: test.chain.identity
        )
        let forged = forgery.change(extrinsic)
        await #expect(throws: ChainError(.badSignature, "")) { try await test.chain.submit(forged) }
        try await test.chain.submit(extrinsic)
        try test.remove()
    }

    @Test func aSignatureIsWorthNothingOnAnotherChain() async throws {
        let test = try TestChain()
        let other = try TestChain()
        let pair = HotkeyPair()
        let extrinsic = try Extrinsic(signing: .register, by: pair, nonce: 0, chain: test.chain.identity)
        await #expect(throws: ChainError(.badSignature, "")) { try await other.chain.submit(extrinsic) }
        try await test.chain.submit(extrinsic)
        try test.remove()
        try other.remove()
    }

    @Test func differentCallsHaveDifferentMessages() throws {
        let hotkey = HotkeyPair().hotkey
        let calls: [Extrinsic.Call] = [
            .register, .commit(payload: Data(), revealAfter: 0), .commit(payload: Data([0]), revealAfter: 0),
            .commit(payload: Data(), revealAfter: 256), .setWeights([:]), .setWeights([0: 0]), .setWeights([1: 0]),
            .setWeights([0: 1]),
        ]
        let messages = calls.map { Extrinsic.message(call: $0, hotkey: hotkey, nonce: 7, chain: Data(count: 32)) }
        #expect(Set(messages).count == calls.count)
    }

    @Test func severalProcessesMayUseOneHotkeyAtOnce() async throws {
        let test = try TestChain()
        let pair = try await test.registered()
        let other = try test.reopened()
        let before = try await test.chain.nextNonce(of: pair.hotkey)
        try await withThrowingTaskGroup(of: Void.self) { group in
            for chain in [test.chain, other, test.chain] {
                group.addTask { try await chain.commit(Data("x".utf8), by: pair, revealAfter: 1) }
            }
            try await group.waitForAll()
        }
        #expect(try await test.chain.nextNonce(of: pair.hotkey) == before + 3)
        try other.close()
        try test.remove()
    }
}

/// What is signed of a request to a validator.
@Suite struct SignedRequestTests {
    private static func request(of pair: HotkeyPair, nonce: UInt64 = 3) -> SignedRequest {
        SignedRequest(
            method: "POST",
            path: "/v1/submissions",
            network: Data(repeating: 7, count: 32),
            hotkey: pair.hotkey,
            bodyHash: CodeHash(of: Data("pass".utf8)),
            nonce: nonce,
            milliseconds: 1_800_000_000_123
        )
    }

    @Test func theMessageIsTextThatOtherToolsCanMake() {
        let pair = HotkeyPair()
        let lines = String(decoding: Self.request(of: pair).message, as: UTF8.self).split(separator: "\n")
        #expect(lines.count == 8)
        #expect(lines[0...2] == ["tiltyard request 1", "POST", "/v1/submissions"])
        #expect(lines[3] == String(repeating: "07", count: 32)[...])
        #expect(lines[4] == pair.hotkey.text[...])
        #expect(lines[5] == "d74ff0ee8da3b9806b18c877dbf29bbde50b5bd8e4dad7a3a725000feb82e8f1"[...])
        #expect(lines[6...7] == ["3", "1800000000123"])
    }

    @Test func aSignatureIsGoodForOneRequestOnly() throws {
        let pair = HotkeyPair()
        let request = Self.request(of: pair)
        let signature = try pair.sign(request.message)
        #expect(request.isSigned(by: signature))
        // Signed again, it has another signature that is as good.
        let second = try pair.sign(request.message)
        #expect(second != signature && request.isSigned(by: second))
        #expect(!Self.request(of: pair, nonce: 4).isSigned(by: signature))
        #expect(!Self.request(of: HotkeyPair()).isSigned(by: signature))
        #expect(!request.isSigned(by: Data()))
    }
}
