import Chain
import Foundation
import Records
import Rules
import Testing

@testable import Arena

/// Which payment a commitment names when its hotkey has paid before.
@Suite(.serialized)
struct PaidFeesTests {
    private func withArena(
        revealBlocks: Int,
        fee: FeeRule = FeeRule(rao: 1000),
        _ body: (TestArena, HotkeyPair) async throws -> Void
    ) async throws {
        let arena = try TestArena(fee: fee, revealBlocks: revealBlocks)
        let pair = try arena.home.wallet.create("ada")
        try await arena.chain.register(pair)
        try await arena.chain.endow(pair.hotkey, rao: 5000, by: arena.key)
        try await body(arena, pair)
        try arena.remove()
    }

    private func burnt(_ arena: TestArena) async throws -> UInt64 {
        try await arena.chain.balance(of: Cashier.burnAccount)
    }

    /// Nobody else works here: the chain alone goes on.
    private func pass(_ block: UInt64, on chain: LocalChain) async throws {
        while try await chain.currentBlock() <= block { try await Task.sleep(for: .milliseconds(20)) }
    }

    private func refusal(_ arena: TestArena, _ text: String) async throws -> String {
        do {
            try await arena.submit(text, as: "ada")
            return "taken"
        } catch let error as ArenaError {
            return error.message
        }
    }

    @Test func aNewerVersionBeforeTheRevealIsPaidWithTheSameFee() async throws {
        try await withArena(revealBlocks: 150) { arena, _ in
            try await arena.submit("100", as: "ada")
            let second = try await arena.submit("101", as: "ada")
            let third = try await arena.submit("102", as: "ada")
            #expect(second.feeBlock == third.feeBlock && second.feeBlock != nil)
            #expect(try await burnt(arena) == 1000)
            let board = try await arena.run(ScriptedEngine()) { $0.submissions.first?.outcome != nil }
            #expect(board.submissions.map(\.outcome) == ["accepted"])
            #expect(try await arena.records.fee(of: board.submissions[0].submission)?.state == .captured)
            // That one is used now.
            try await arena.submit("103", as: "ada")
            #expect(try await burnt(arena) == 2000)
        }
    }

    @Test func whatWasRevealedWithAFeeHasUsedIt() async throws {
        try await withArena(revealBlocks: 3) { arena, _ in
            let first = try await arena.submit("100", as: "ada")
            try await pass(first.revealBlock, on: arena.chain)
            #expect(try await refusal(arena, "100").contains("handed in with this fee"))
            #expect(try await burnt(arena) == 1000)
            let second = try await arena.submit("101", as: "ada")
            #expect(second.feeBlock != first.feeBlock)
            #expect(try await burnt(arena) == 2000)
        }
    }

    @Test func whatIsAboutToBeRevealedIsNotReplaced() async throws {
        try await withArena(revealBlocks: 2) { arena, _ in
            let first = try await arena.submit("100", as: "ada")
            let words = try await refusal(arena, "101")
            // Where the blocks were quicker than this test, there was nothing to replace any more.
            if try await arena.chain.currentBlock() < first.revealBlock {
                #expect(words.contains("too soon for another"))
                #expect(try await burnt(arena) == 1000)
            }
        }
    }

    @Test func whatIsTooOldOrTooLittleOrElsewhereIsLeftAlone() async throws {
        let fee = FeeRule(rao: 1000, ageBlocks: 20)
        try await withArena(revealBlocks: 150, fee: fee) { arena, pair in
            let other = try arena.home.wallet.create("other").hotkey
            for (number, rao, account) in [(0, 999, Cashier.burnAccount), (1, 1000, other)] as [(Int, UInt64, Hotkey)] {
                let reference = PaidFees.reference(number, pair.hotkey)
                _ = try await arena.chain.transfer(rao, to: account, reference: reference, by: pair)
            }
            let reference = PaidFees.reference(2, pair.hotkey)
            let old = try await arena.chain.transfer(1000, to: Cashier.burnAccount, reference: reference, by: pair)
            try await pass(old + 20, on: arena.chain)
            let receipt = try await arena.submit("100", as: "ada")
            #expect(try #require(receipt.feeBlock) > old)
            #expect(try await arena.chain.balance(of: pair.hotkey) == 1001)
        }
    }
}
