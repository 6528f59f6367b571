import Chain
import Foundation
import Records
import Rules
import Synchronization
import Testing

@testable import Arena

@Suite struct TournamentSeriesTests {
    private static func field(_ table: TournamentTable, _ row: TournamentRow) async throws -> RehearsalField {
        try await RehearsalField(
            SimulatedField(table.preset, .text, entrants: 9, seed: 5),
            wallets: WalletFolder(table.folder.path + "/wallets"),
            chain: table.chain,
            arena: table.validator,
            paying: TournamentTable.fee,
            for: row.plan.id,
            model: SkillModel()
        )
    }

    /// Plans, enrols, plays and pays one tournament.
    private static func hold(_ table: TournamentTable) async throws -> (TournamentDirector, RehearsalField) {
        let row = try await table.plan()
        let field = try await field(table, row)
        #expect(try await Self.field(table, row).registrants == field.registrants)
        table.chainTime.block.withLock { $0 += 2 }
        let cashier = Cashier(records: table.records, treasury: table.chain, account: table.validator)
        #expect(try await cashier.collect() == 9)
        #expect(try await cashier.collect() == 0)
        let performer = SkilledPerformer(model: SkillModel(), skills: field.skills, samples: nil)
        let world = table.world(KnownEntries(field.registrants), ModelledTasks(performer))
        var director = try await TournamentDirector(row, in: world)
        try await TournamentTable.play(&director)
        return (director, field)
    }

    @Test func theTitleGoesOnFromOneToTheNext() async throws {
        let table = try TournamentTable()
        let (first, field) = try await Self.hold(table)
        let champion = try #require(first.bracket.outcome?.champion)
        #expect(first.bracket.outcome?.reason == .vacant && field.names[champion.hotkey] != nil)
        let row = try await table.plan()
        #expect(row.plan.champion == champion && row.number == 2)
        #expect(row.plan.opens > first.bracket.now && row.stage == .scheduled)
        #expect(try await table.plan() == row)
        let (second, _) = try await Self.hold(table)
        // The champion defends without entering, and pays nothing.
        #expect(second.bracket.competitors.last == champion.hotkey && second.bracket.competitors.count == 9)
        #expect(try await table.records.fees(of: second.row).count == 8)
        let payer = TournamentPayer(
            records: table.records,
            chain: table.chain,
            validator: table.validator,
            preset: table.preset
        )
        let statement = try #require(try await payer.pay(at: second.bracket.now))
        #expect(try await payer.pay(at: second.bracket.now) == nil)
        #expect(try PayoutStatement(auditing: Data(statement.text.utf8)) == statement)
        #expect(try await table.records.lastTournamentWeights()?.statement == statement.text)
        table.chainTime.block.withLock { $0 += 20 }
        let paid = try await table.chain.payouts(after: 0).payments.compactMap(\.hotkey?.text)
        #expect(paid.contains(try #require(second.bracket.outcome?.champion?.hotkey)))
        #expect(try await table.records.auditedLedger().sum == 0)
        try table.remove()
    }

    @Test func aRefundThatWasSentBeforeACrashIsNotSentAgain() async throws {
        let table = try TournamentTable()
        let (_, field) = try await Self.hold(table)
        let coldkey = try #require(Hotkey(field.registrants[0].coldkey))
        let cashier = Cashier(records: table.records, treasury: table.chain, account: table.validator)
        try await table.records.credit([Deposit(coldkey: coldkey.text, rao: 77, block: 2, index: 99)], next: 2)
        let refund = Withdrawal(id: "refund-1", kind: .refund, coldkey: coldkey.text, rao: 77, reason: "")
        try await table.records.withdraw(refund)
        let burn = Withdrawal(id: "burn-1", kind: .burn, coldkey: "", rao: 1000, reason: "")
        try await table.records.withdraw(burn)
        let before = try await table.chain.balance(of: coldkey)
        // Sent, and killed before that was noted.
        let block = try await table.chain.transfer(77, to: coldkey, reference: "refund-1", by: table.validator)
        table.chainTime.block.withLock { $0 += 5 }
        #expect(try await cashier.send().map(\.id) == ["burn-1", "refund-1"])
        #expect(try await cashier.send().isEmpty)
        #expect(try await table.chain.balance(of: coldkey) == before + 77)
        #expect(try await table.chain.balance(of: Cashier.burnAccount) == 1000)
        #expect(try await table.records.withdrawals().last?.block == block)
        let ledger = try await table.records.auditedLedger()
        #expect(ledger[.burned] == 1000 && ledger[.outgoing] == 0 && ledger.sum == 0)
        try table.remove()
    }

    @Test func typesAreIndependent() async throws {
        let table = try TournamentTable()
        let organiser = TournamentOrganiser(records: table.records, preset: table.preset)
        let rows = [
            try await organiser.next(.text, at: Moment(0)), try await organiser.next(.image, at: Moment(0)),
            try await organiser.next(.environment, at: Moment(0)),
        ]
        #expect(Set(rows.map(\.plan.id)).count == 3)
        let older = TournamentOrganiser(records: table.records, preset: try .named("god-2025"))
        await #expect(throws: ArenaError(.refused, "")) {
            let other = try TournamentTable()
            defer { try? other.remove() }
            _ = try await TournamentOrganiser(records: other.records, preset: try .named("god-2025"))
                .next(.environment, at: Moment(0))
        }
        // A tournament that goes on keeps the rules that it was planned by.
        #expect(try await older.next(.text, at: Moment(0)).preset.name == "god-2026")
        try table.remove()
    }
}
