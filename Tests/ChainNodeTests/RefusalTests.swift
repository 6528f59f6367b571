import Substrate
import Testing

@testable import ChainNode

/// Bad input to the pool: everything has its reason, and nothing of it gets into a block.
@Suite struct RefusalTests {
    private let chain: TestChain

    init() throws { chain = try TestChain() }

    struct Case: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let expected: Refusal
        let change: @Sendable (inout SigningContext) -> Void
    }

    private static let otherHash = Hash256(blake2bOf: [1])

    static let cases: [Case] = [
        Case(testDescription: "another chain", expected: .badSignature) { $0.genesis = otherHash },
        Case(testDescription: "another version of the rules", expected: .badSignature) { $0.specVersion += 1 },
        Case(testDescription: "another version of extrinsics", expected: .badSignature) { $0.transactionVersion += 1 },
        Case(testDescription: "another birth of the era", expected: .badSignature) {
            $0.era = .mortal(period: 8, phase: 0)
            $0.eraBirth = otherHash
        },
        Case(testDescription: "a nonce far ahead", expected: .tooFarAhead) { $0.nonce = 5000 },
        Case(testDescription: "a tip that nobody has", expected: .cannotPay) { $0.tip = UInt128(UInt64.max) },
        Case(testDescription: "a tip just below the largest number", expected: .cannotPay) {
            $0.tip = UInt128(UInt64.max - 200_000)
        },
    ]

    @Test(arguments: cases) func whatWasSignedForSomethingElse(_ test: Case) throws {
        let bytes = try chain.signed("System", "remark", [.bytes([1])], by: "Alice", nonce: 0, test.change)
        #expect(refusal { try chain.ledger.submit(bytes) } == test.expected)
        #expect(chain.ledger.waiting == 0)
    }

    @Test func aNonceCannotBeUsedTwice() throws {
        let bytes = try chain.signed("System", "remark", [.bytes([1])], by: "Alice")
        try chain.ledger.submit(bytes)
        #expect(refusal { try chain.ledger.submit(bytes) } == .known)
        chain.makeBlocks()
        #expect(refusal { try chain.ledger.submit(bytes) } == .outdated)
    }

    @Test func anEraEnds() throws {
        chain.makeBlocks(3)
        let birth = chain.ledger.head
        let bytes = try chain.signed("System", "remark", [.bytes([1])], by: "Alice") { context in
            context.era = .mortal(at: UInt64(birth.number), period: 4)
            context.eraBirth = birth.hash
        }
        let waiting = try chain.signed("System", "remark", [.bytes([2])], by: "Bob", nonce: 1) { context in
            context.era = .mortal(at: UInt64(birth.number), period: 4)
            context.eraBirth = birth.hash
        }
        try chain.ledger.submit(waiting)
        chain.makeBlocks(4)
        #expect(refusal { try chain.ledger.submit(bytes) } == .expired)
        // What waited for a predecessor all the while is dropped.
        #expect(chain.ledger.waiting == 0)
    }

    @Test func aRivalHasToPayMore() throws {
        let first = try chain.signed("System", "remark", [.bytes([1])], by: "Alice", nonce: 0)
        let same = try chain.signed("System", "remark", [.bytes([2])], by: "Alice", nonce: 0)
        let more = try chain.signed("System", "remark", [.bytes([3])], by: "Alice", nonce: 0) { $0.tip = 5 }
        try chain.ledger.submit(first)
        #expect(refusal { try chain.ledger.submit(same) } == .tooLittleTip)
        try chain.ledger.submit(more)
        #expect(chain.ledger.waiting == 1)
        #expect(chain.makeBlocks().extrinsics.last == more)
    }

    @Test func onlySoManyWait() throws {
        var limits = ChainLimits()
        limits.waiting = 2
        let chain = try TestChain(limits: limits)
        for nonce in 0..<2 as Range<UInt64> {
            try chain.ledger.submit(try chain.signed("System", "remark", [.bytes([])], by: "Alice", nonce: nonce))
        }
        let third = try chain.signed("System", "remark", [.bytes([])], by: "Bob")
        #expect(refusal { try chain.ledger.submit(third) } == .full)
    }

    @Test func nobodySetsTheTime() throws {
        let call = try Call("Timestamp", "set", .list([.number(UInt64(5))]), metadata: chain.metadata)
        #expect(refusal { try chain.ledger.submit(Extrinsic(unsigned: call).bytes) } == .notSigned)
        #expect(try chain.failure("Timestamp", "set", [.number(UInt64(5))], by: "Alice") == "BadOrigin")
    }

    /// Every beginning of an extrinsic, and every byte of it changed.
    @Test func nothingDamagedIsTaken() throws {
        let bytes = try chain.signed(
            "Balances",
            "transfer_keep_alive",
            [.address(TestChain.account("Bob")), .number(UInt64(5))],
            by: "Alice"
        )
        for count in bytes.indices {
            #expect(throws: Refusal.self) { try chain.ledger.submit(Array(bytes.prefix(count))) }
        }
        for place in bytes.indices {
            var damaged = bytes
            damaged[place] ^= 0x55
            #expect(throws: Refusal.self, "byte \(place)") { try chain.ledger.submit(damaged) }
        }
        #expect(throws: Refusal.self) { try chain.ledger.submit(bytes + [0]) }
        #expect(chain.ledger.waiting == 0)
    }
}
