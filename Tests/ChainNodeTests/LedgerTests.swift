import Substrate
import Testing

@testable import ChainNode

@Suite struct LedgerTests {
    private let chain: TestChain

    init() throws { chain = try TestChain() }

    private func transfer(_ amount: UInt64, to payee: String = "Bob") throws -> [DynamicValue] {
        [.address(try TestChain.account(payee)), .number(amount)]
    }

    @Test func aTransferMovesTokensAndCostsAFee() throws {
        let before = (try chain.balance("Alice"), try chain.balance("Bob"))
        let extrinsic = try chain.signed("Balances", "transfer_keep_alive", try transfer(1000), by: "Alice")
        try chain.ledger.submit(extrinsic)
        chain.makeBlocks()
        let fee = TransactionPaymentPallet.fee(bytes: extrinsic.count)
        #expect(try chain.balance("Alice") == before.0 - 1000 - fee)
        #expect(try chain.balance("Bob") == before.1 + 1000)
        let names = try chain.events().filter { $0.extrinsic == 1 }.map(\.fullName)
        #expect(
            names == [
                "Balances.Withdraw", "Balances.Transfer", "TransactionPayment.TransactionFeePaid",
                "System.ExtrinsicSuccess",
            ]
        )
    }

    @Test func aCallThatFailsIsUndoneButForFeeAndNonce() throws {
        let before = try chain.balance("Bob")
        let failure = try chain.failure("Balances", "transfer_keep_alive", try transfer(.max), by: "Alice")
        #expect(failure == "Token.FundsUnavailable")
        #expect(try chain.balance("Bob") == before)
        #expect(chain.ledger.nextNonce(of: try TestChain.account("Alice")) == 1)
    }

    @Test func theStateOfEveryBlockStaysReadable() throws {
        let first = chain.ledger.head.hash
        let before = try chain.balance("Bob")
        try chain.run("Balances", "transfer_keep_alive", try transfer(7), by: "Alice")
        let second = chain.ledger.head.hash
        try chain.run("Balances", "transfer_keep_alive", try transfer(8), by: "Alice")
        #expect(try chain.balance("Bob", at: first) == before)
        #expect(try chain.balance("Bob", at: second) == before + 7)
        #expect(try chain.balance("Bob") == before + 15)
        #expect(try chain.stored("System", "Number", at: second)?.number(UInt32.self) == 1)
    }

    @Test func aBlockNamesTheOneBefore() throws {
        let parent = chain.ledger.head
        let block = chain.makeBlocks()
        #expect(block.parent == parent.hash && block.number == 1)
        #expect(chain.ledger.block(block.hash) == block)
        #expect(chain.ledger.block(number: 1) == block)
        #expect(chain.ledger.block(number: 2) == nil)
        #expect(try chain.stored("System", "ParentHash")?.byteString == parent.hash.bytes)
    }

    @Test func extrinsicsOfOneAccountWaitForTheirPredecessors() throws {
        let later = try chain.signed("System", "remark", [.bytes([2])], by: "Alice", nonce: 1)
        try chain.ledger.submit(later)
        #expect(chain.makeBlocks().extrinsics.count == 1)
        #expect(chain.ledger.waiting == 1)
        let earlier = try chain.signed("System", "remark", [.bytes([1])], by: "Alice", nonce: 0)
        try chain.ledger.submit(earlier)
        #expect(chain.makeBlocks().extrinsics.dropFirst() == [earlier, later])
        #expect(chain.ledger.waiting == 0)
    }

    @Test func aBlockHoldsNoMoreThanItMay() throws {
        var limits = ChainLimits()
        limits.perBlock = 3
        let chain = try TestChain(limits: limits)
        for nonce in 0..<5 {
            try chain.ledger.submit(
                chain.signed("System", "remark", [.bytes([])], by: "Alice", nonce: UInt64(nonce))
            )
        }
        #expect(chain.makeBlocks().extrinsics.count == 4)
        #expect(chain.makeBlocks().extrinsics.count == 3)
    }

    @Test func anAccountEndsWithItsLastToken() throws {
        let all = try chain.run(
            "Balances",
            "transfer_all",
            [.address(TestChain.account("Bob")), .bool(false)],
            by: "Dave"
        )
        #expect(all.contains { $0.name == "KilledAccount" })
        #expect(try chain.balance("Dave") == 0)
        let extrinsic = try chain.signed("System", "remark", [.bytes([])], by: "Dave")
        #expect(refusal { try chain.ledger.submit(extrinsic) } == .cannotPay)
    }

    @Test func equalChainsHaveEqualBlocks() throws {
        let other = try TestChain()
        // Signatures are random, so the same extrinsic goes to both.
        let extrinsic = try chain.signed("Balances", "transfer_keep_alive", try transfer(9), by: "Alice")
        for chain in [chain, other] {
            try chain.ledger.submit(extrinsic)
            chain.makeBlocks(30)
        }
        #expect(chain.ledger.head.hash == other.ledger.head.hash)
        #expect(try TestChain { $0.netuid = 5 }.ledger.genesis != chain.ledger.genesis)
    }
}
