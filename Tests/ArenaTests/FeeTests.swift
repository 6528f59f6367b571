import Chain
import Foundation
import Intake
import Records
import Rules
import Testing

@testable import Arena

/// Fees of a standing contest, from the competitor's account to the verdict.
@Suite(.serialized)
struct FeeTests {
    private static let fee = FeeRule(rao: 1000, leastShare: 0.9)

    private let arena: TestArena

    init() throws { arena = try TestArena(fee: Self.fee) }

    /// A hotkey of the arena's wallet that holds something.
    @discardableResult
    private func member(_ name: String, holding rao: UInt64) async throws -> HotkeyPair {
        let pair = try arena.home.wallet.create(name)
        try await arena.chain.register(pair)
        if rao > 0 { try await arena.chain.endow(pair.hotkey, rao: rao, by: arena.key) }
        return pair
    }

    private func burnt() async throws -> UInt64 { try await arena.chain.balance(of: Cashier.burnAccount) }

    @Test func onlyWhoIsJudgedPays() async throws {
        for name in ["good", "cheat", "unlucky"] { try await member(name, holding: 5000) }
        try await arena.submit("100", as: "good")
        try await arena.submit("reject", as: "cheat")
        try await arena.submit("busy", as: "unlucky")
        let board = try await arena.run(ScriptedEngine()) { board in
            board.submissions.filter { $0.outcome != nil }.count == 3
        }
        #expect(board.submissions.map(\.outcome) == ["accepted", "rejected", "failed"])
        var states: [ParticipationFee.State?] = []
        for entry in board.submissions {
            states.append(try await arena.records.fee(of: entry.submission)?.state)
        }
        #expect(states == [.captured, .captured, .released])
        #expect(try await burnt() == 3000)
        let ledger = try await arena.records.auditedLedger()
        #expect(ledger[.income] == 2000 && ledger.sum == 0)
        #expect(try await arena.records.credit(of: arena.home.wallet.load("unlucky").hotkey.text) == 1000)
        // Who was given back does not pay again.
        try await arena.submit("7", as: "unlucky")
        #expect(try await burnt() == 3000)
        try arena.remove()
    }

    @Test func nothingIsPaidForWhatWouldBeRefused() async throws {
        try await member("poor", holding: 999)
        await #expect(throws: ArenaError(.refused, "")) { try await arena.submit("100", as: "poor") }
        await #expect(throws: ArenaError(.refused, "")) { try await arena.submit("100", as: "new") }
        #expect(try await burnt() == 0)
        #expect(try await arena.chain.sealedCommitments(of: arena.home.wallet.load("poor").hotkey).isEmpty)
        try await member("first", holding: 5000)
        try await member("second", holding: 5000)
        try await arena.submit("100", as: "first")
        _ = try await arena.run(ScriptedEngine()) { $0.submissions.contains { $0.outcome != nil } }
        await #expect(throws: ArenaError(.refused, "")) { try await arena.submit("100", as: "second") }
        #expect(try await burnt() == 1000)
        try arena.remove()
    }

    /// Killed between the payment and the commitment: the same command pays no second time.
    @Test func aPaymentThatWasMadeBeforeACrashIsUsed() async throws {
        let pair = try await member("once", holding: 5000)
        let reference = PaidFees.reference(0, pair.hotkey)
        _ = try await arena.chain.transfer(1000, to: Cashier.burnAccount, reference: reference, by: pair)
        try await arena.submit("100", as: "once")
        #expect(try await burnt() == 1000)
        let board = try await arena.run(ScriptedEngine()) { $0.submissions.first?.outcome != nil }
        #expect(board.submissions.map(\.outcome) == ["accepted"])
        #expect(try await arena.records.fee(of: board.submissions[0].submission)?.state == .captured)
        try arena.remove()
    }

    /// Whoever commits past the client, with somebody else's payment or none, is told why and charged nothing.
    @Test func whoCommitsPastTheClientIsRefused() async throws {
        let payer = try await member("payer", holding: 5000)
        let thief = try await member("thief", holding: 0)
        let block = try await arena.chain.transfer(1000, to: Cashier.burnAccount, reference: "mine", by: payer)
        let made = try #require(try await arena.chain.transfer("mine", from: payer.hotkey))
        let hash = CodeHash(of: Data("100".utf8))
        let stolen = try CodeCommitment(
            hash: hash,
            url: "https://example.org/train.py",
            payment: PaymentPlace(block: block, index: made.index)
        )
        try await arena.chain.commit(stolen.payload, by: thief, revealAfter: arena.preset.schedule.revealBlocks)
        let board = try await arena.run(ScriptedEngine()) { $0.submissions.first?.state == "rejected" }
        #expect(board.submissions.map(\.code) == ["fee_foreign"])
        #expect(try await arena.records.auditedLedger().balances.isEmpty)
        try arena.remove()
    }

    @Test func preflightNamesEveryReason() async throws {
        let pair = try await member("poor", holding: 10)
        let commitment = try CodeCommitment(hash: CodeHash(of: Data("1".utf8)), url: "https://example.org/a")
        var preset = arena.preset
        preset.schedule.commitIntervalBlocks = 1_000_000
        let earlier = NewSubmission(
            hotkey: pair.hotkey,
            codeHash: commitment.hash,
            url: commitment.url,
            committedAt: 1,
            reveal: RevealPosition(block: 3, index: 0)
        )
        _ = try await arena.records.ingest([earlier], through: 3)
        let found = try await Preflight.read(commitment, by: pair.hotkey, home: arena.home, preset: preset)
        #expect(found.reasons.map(\.code) == ["copied", "rate_limited", "fee_missing"])
        #expect(found.dueRao == 1000)
        let other = try await Preflight.read(
            commitment,
            by: pair.hotkey,
            payer: arena.key.hotkey,
            home: arena.home,
            preset: arena.preset
        )
        #expect(other.reasons.map(\.code) == ["copied", "fee_foreign"])
        try arena.remove()
    }

    @Test func aFeeThatNobodyCanSeeIsRefusedAtTheStart() async throws {
        let whole = arena.validator(ScriptedEngine())
        let blind = CrusadeValidator(
            chain: arena.chain,
            validator: arena.key,
            records: arena.records,
            engine: ScriptedEngine(),
            inspector: ScriptedInspector(),
            preset: arena.preset,
            home: arena.home,
            logger: whole.logger
        )
        await #expect(throws: ArenaError(.refused, "")) { try await blind.run() }
        try arena.remove()
    }
}
