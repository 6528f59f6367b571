import Chain
import Foundation
import Records
import Rules
import TestSupport
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
        // No block passes by itself, however slow the machine.
        let arena = try TestArena(fee: fee, revealBlocks: revealBlocks, blockTime: Seconds(3600))
        let pair = try arena.home.wallet.create("ada")
        try await arena.chain.register(pair)
        try await arena.chain.endow(pair.hotkey, rao: 5000, by: arena.key)
        try await body(arena, pair)
        try arena.remove()
    }

    private func burnt(_ arena: TestArena) async throws -> UInt64 {
        try await arena.chain.balance(of: Cashier.burnAccount)
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
            let first = try await arena.submit("100", as: "ada")
            let second = try await arena.submit("101", as: "ada")
            let third = try await arena.submit("102", as: "ada")
            #expect(first.feeBlock != nil && Set([first, second, third].map(\.feeIndex)).count == 1)
            #expect(try await burnt(arena) == 1000)
            try await arena.pass(third.revealBlock)
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
            try await arena.pass(first.revealBlock)
            #expect(try await refusal(arena, "100").contains("handed in with a fee"))
            #expect(try await burnt(arena) == 1000)
            let second = try await arena.submit("101", as: "ada")
            #expect(second.feeBlock != first.feeBlock)
            #expect(try await burnt(arena) == 2000)
        }
    }

    /// Handed in again later, it is a new attempt: the first may have been refused for what was not its fault.
    @Test func theSameCodeMayBeHandedInAgainLater() async throws {
        try await withArena(revealBlocks: 2) { arena, _ in
            let first = try await arena.submit("100", as: "ada")
            try await arena.pass(first.revealBlock + 63)
            #expect(try await refusal(arena, "100").contains("handed in with a fee"))
            try await arena.pass(first.revealBlock + 64)
            let second = try await arena.submit("100", as: "ada")
            #expect(second.feeBlock != first.feeBlock)
            #expect(try await burnt(arena) == 2000)
        }
    }

    /// The older version comes to light between the look at it and the commitment of the newer one.
    @Test func whoComesTooLateToReplacePaysForBoth() async throws {
        try await withArena(revealBlocks: 30) { arena, pair in
            let first = try await arena.submit("100", as: "ada")
            let slow = SlowChain(chain: arena.chain) { try await arena.pass(first.revealBlock) }
            let file = "\(arena.home.path)/ada.txt"
            try Data("101".utf8).write(to: URL(fileURLWithPath: file))
            let second = try await MinerClient(home: arena.home, preset: arena.preset, chain: slow)
                .submit(file: file, as: "ada")
            #expect(second.feeBlock != first.feeBlock)
            #expect(try await burnt(arena) == 2000)
            try await arena.pass(second.revealBlock)
            let board = try await arena.run(ScriptedEngine()) { board in
                board.submissions.filter { $0.outcome != nil }.count == 2
            }
            #expect(board.submissions.map(\.outcome) == ["accepted", "accepted"])
        }
    }

    @Test func whatIsTooOldOrTooLittleOrElsewhereIsLeftAlone() async throws {
        let fee = FeeRule(rao: 1000, ageBlocks: 20)
        for (rao, isElsewhere, blocks) in [(999, false, 0), (1000, true, 0), (1000, false, 21)]
            as [(UInt64, Bool, UInt64)]
        {
            try await withArena(revealBlocks: 150, fee: fee) { arena, pair in
                let account = isElsewhere ? try arena.home.wallet.create("other").hotkey : Cashier.burnAccount
                let reference = PaidFees.reference(0, pair.hotkey)
                let made = try await arena.chain.transfer(rao, to: account, reference: reference, by: pair)
                try await arena.pass(made + blocks)
                _ = try await arena.submit("100", as: "ada")
                #expect(try await arena.chain.balance(of: pair.hotkey) == 5000 - rao - 1000)
            }
        }
    }
}

/// An embedded chain that is slow to take its first commitment.
private struct SlowChain: ForwardingTreasury {
    let chain: LocalChain
    let pause: @Sendable () async throws -> Void

    func commit(_ payload: Data, by pair: HotkeyPair, revealAfter blocks: Int) async throws -> CommitmentReceipt {
        try await pause()
        return try await chain.commit(payload, by: pair, revealAfter: blocks)
    }
}
