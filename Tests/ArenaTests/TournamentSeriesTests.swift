import Chain
import Foundation
import Records
import Rules
import Synchronization
import TestSupport
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
        let world = table.world(KnownEntries(field.registrants), ModelledTasks(performer), owners: nil)
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
            preset: table.preset,
            rhythm: WeightsRhythm(tempo: 10)
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

    /// Weights that somebody else set with the key, or the switch that burns everything, do not stay for ever.
    @Test func whatTheChainHasCountsAndNotOnlyWhatWasRecorded() async throws {
        let table = try TournamentTable()
        let (director, _) = try await Self.hold(table)
        let now = director.bracket.now
        let payer = TournamentPayer(
            records: table.records,
            chain: table.chain,
            validator: table.validator,
            preset: table.preset,
            rhythm: WeightsRhythm(tempo: 10)
        )
        let key = table.validator.hotkey
        #expect(try await payer.pay(at: now) != nil)
        let own = try #require(try await table.chain.weights(of: key))
        #expect(try await table.records.lastTournamentWeights()?.sent == own)
        try await table.chain.setWeights([LocalChain.burnUID: 1], by: table.validator)
        #expect(try await payer.pay(at: now) != nil)
        #expect(try await table.chain.weights(of: key) == own)
        try await table.records.switchBurn(true, reason: "test")
        #expect(try await payer.pay(at: now) != nil)
        #expect(try await table.chain.weights(of: key) == [LocalChain.burnUID: 65535])
        #expect(try await table.records.lastTournamentWeights()?.isBurning == true)
        #expect(try await payer.pay(at: now) == nil)
        try await table.records.switchBurn(false, reason: "test")
        #expect(try await payer.pay(at: now) != nil)
        #expect(try await table.chain.weights(of: key) == own)
        // The results were played by these rules, and are not paid by others.
        let other = TournamentPayer(
            records: table.records,
            chain: table.chain,
            validator: table.validator,
            preset: try .named("god-2025"),
            rhythm: WeightsRhythm(tempo: 10)
        )
        await #expect(throws: ArenaError(.refused, "")) { try await other.pay(at: now) }
        try table.remove()
    }

    @Test func oneKeyPaysOneFormat() async throws {
        let table = try TournamentTable()
        try await WeightsDuty.tournaments.require(in: table.records)
        try await WeightsDuty.crusade.require(in: table.records)
        let (director, _) = try await Self.hold(table)
        let payer = TournamentPayer(
            records: table.records,
            chain: table.chain,
            validator: table.validator,
            preset: table.preset,
            rhythm: WeightsRhythm(tempo: 10)
        )
        try await payer.pay(at: director.bracket.now)
        await #expect(throws: ArenaError(.refused, "")) {
            try await WeightsDuty.crusade.require(in: table.records)
        }
        try await table.records.recordWeights(block: 9, uid: 1, hotkey: nil)
        await #expect(throws: ArenaError(.refused, "")) { try await payer.pay(at: director.bracket.now) }
        try table.remove()
    }

    /// A cashier whose account has plenty, and a coldkey with a balance of 77.
    private static func desk(_ table: TournamentTable) async throws -> (Cashier, Hotkey) {
        let coldkey = HotkeyPair().hotkey
        try await table.chain.endow(table.validator.hotkey, rao: 10_000, by: table.validator)
        try await table.records.credit([Deposit(coldkey: coldkey.text, rao: 77, block: 2, index: 99)], next: 2)
        return (Cashier(records: table.records, treasury: table.chain, account: table.validator), coldkey)
    }

    /// Killed between noting and sending; the same command again means what was noted.
    @Test(arguments: [nil, 5] as [UInt64?], [nil, "mine"] as [String?])
    func aRefundGivenAgainIsSentOnce(rao: UInt64?, id: String?) async throws {
        let table = try TournamentTable()
        let (cashier, coldkey) = try await Self.desk(table)
        let noted = try await table.records.withdraw(.refund, to: coldkey.text, rao: rao, id: id, reason: "")
        let sent = try await cashier.pay(.refund, to: coldkey.text, rao: rao, id: id)
        #expect(sent.id == noted.id && sent.rao == rao ?? 77)
        #expect(try await table.chain.balance(of: coldkey) == rao ?? 77)
        // With an identifier, it stays that one also when it was seen on the chain.
        if let id { #expect(try await cashier.pay(.refund, to: coldkey.text, rao: rao, id: id).block != nil) }
        #expect(try await table.chain.balance(of: coldkey) == rao ?? 77)
        #expect(try await table.records.withdrawals().count == 1)
        try table.remove()
    }

    @Test func aNewIdentifierIsNobodys() async throws {
        let table = try TournamentTable()
        let (cashier, coldkey) = try await Self.desk(table)
        for id in ["refund-2", "refund-3", nil, nil] {
            _ = try await cashier.pay(.refund, to: coldkey.text, rao: 7, id: id)
        }
        #expect(try await table.chain.balance(of: coldkey) == 28)
        #expect(Set(try await table.records.withdrawals().map(\.id)).count == 4)
        try table.remove()
    }

    /// What nobody can be paid for keeps nobody else from being paid, and is named at the end.
    @Test func oneThatCannotBeSentHoldsUpNoOther() async throws {
        let table = try TournamentTable()
        let (cashier, coldkey) = try await Self.desk(table)
        try await table.records.credit([Deposit(coldkey: "nobody", rao: 9, block: 2, index: 98)], next: 2)
        let bad = Withdrawal(id: "a", kind: .refund, coldkey: "nobody", rao: 9, reason: "")
        try await table.records.withdraw(bad)
        await #expect(throws: ArenaError(.refused, "")) {
            try await cashier.pay(.refund, to: coldkey.text, id: "b")
        }
        #expect(try await table.chain.balance(of: coldkey) == 77)
        #expect(try await table.records.withdrawals(isOpen: true) == [bad])
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
