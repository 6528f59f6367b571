import Chain
import Foundation
import Logging
import Records
import Rules
import Synchronization
import TestSupport
import Testing

@testable import Arena

/// What a director looks at before it believes an entry, a payment, a block or a clock.
@Suite struct TournamentEntriesTests {
    private static let entrants = (0..<8).map { TournamentTable.registrant("h\($0)") }

    private static func director(
        _ table: TournamentTable,
        entries: [Registrant] = entrants,
        tasks: any TaskSource = ModelledTasks(TournamentTable.performer),
        clock: any TournamentClock,
        seedBlock: UInt64?,
        isRehearsal: Bool = true,
        cashier: Cashier? = nil,
        owners: (@Sendable () async throws -> [String: String])? = TournamentTable.owners
    ) async throws -> TournamentDirector {
        let world = TournamentDirector.World(
            records: table.records,
            chain: table.chain,
            entries: KnownEntries(entries),
            tasks: tasks,
            clock: clock,
            logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() },
            seedBlock: seedBlock,
            isRehearsal: isRehearsal,
            cashier: cashier,
            owners: owners
        )
        return try await TournamentDirector(try await table.plan(), in: world)
    }

    /// A payment that is on the chain counts at the next look, without anybody asking for it.
    @Test func paymentsAreFoundWhileEntriesAreTaken() async throws {
        let table = try TournamentTable()
        let payer = HotkeyPair()
        try await table.chain.endow(payer.hotkey, rao: TournamentTable.fee, by: table.validator)
        let cashier = Cashier(records: table.records, treasury: table.chain, account: table.validator)
        let entry = TournamentTable.registrant("h0", coldkey: payer.hotkey.text)
        let owner = payer.hotkey.text
        var director = try await Self.director(
            table,
            entries: [entry],
            clock: table.clock,
            seedBlock: 3,
            cashier: cashier,
            owners: { ["h0": owner] }
        )
        _ = try await director.step()
        #expect(director.bracket.competitors.isEmpty)
        _ = try await table.chain.transfer(
            TournamentTable.fee,
            to: table.validator.hotkey,
            reference: "fee",
            by: payer
        )
        table.chainTime.block.withLock { $0 += 2 }
        _ = try await director.step()
        #expect(director.bracket.competitors == ["h0"])
        try table.remove()
    }

    /// The chain says whose a hotkey is, not the entry.
    @Test func whoNamesAnothersColdkeyDoesNotEnter() async throws {
        let table = try TournamentTable()
        let (hotkey, coldkey, stranger) = (HotkeyPair(), HotkeyPair(), HotkeyPair())
        for pair in [hotkey, stranger] { try await table.chain.register(pair) }
        try await table.chain.own(hotkey, by: coldkey)
        let entries = [hotkey, stranger].map {
            TournamentTable.registrant($0.hotkey.text, coldkey: coldkey.hotkey.text)
        }
        try await table.records.credit(
            [Deposit(coldkey: coldkey.hotkey.text, rao: 2 * TournamentTable.fee, block: 1, index: 0)],
            next: 1
        )
        var director = try await Self.director(table, entries: entries, clock: table.clock, seedBlock: 3, owners: nil)
        _ = try await director.step()
        #expect(director.bracket.competitors == [hotkey.hotkey.text])
        let verdicts = try await table.records.entries(of: director.row)
        #expect(verdicts.first { $0.registrant.hotkey == stranger.hotkey.text }?.verdict == .notOwner)
        try table.remove()
    }

    @Test func aBlockThatIsKnownIsNoSeedOutsideRehearsals() async throws {
        let table = try TournamentTable()
        try await table.pay(Self.entrants)
        var real = try await Self.director(table, clock: table.clock, seedBlock: 5, isRehearsal: false)
        await #expect(throws: ArenaError(.refused, "")) { try await real.step() }
        #expect(real.bracket.stage == .registering)
        var later = try await Self.director(table, clock: table.clock, seedBlock: 6, isRehearsal: false)
        #expect(try await later.step() == .moved)
        #expect(later.bracket.seedBlock == 6)
        try table.remove()
    }

    /// Also where time passes only when something is waited for, waiting for a block has an end.
    @Test func aBlockThatNeverComesCancelsTheTournament() async throws {
        let table = try TournamentTable()
        try await table.pay(Self.entrants)
        let clock = RehearsalClock(table.clock.now, patience: 3, pause: .zero)
        var director = try await Self.director(table, clock: clock, seedBlock: 1_000_000)
        var steps = 0
        try await director.run {
            steps += 1
            if steps > 1000 { throw TournamentTable.Killed() }
        }
        #expect(director.bracket.stage == .cancelled)
        #expect(try await table.records.fees(of: director.row).allSatisfy { $0.state == .released })
        try table.remove()
    }

    /// A clock that a test sets; nothing is waited for.
    private final class SetClock: TournamentClock {
        let moment: Mutex<Moment>

        init(_ moment: Moment) { self.moment = Mutex(moment) }

        var now: Moment { moment.withLock { $0 } }
        func wait(until moment: Moment) async throws { self.moment.withLock { $0 = max($0, moment) } }
        func rest(failures: Int) async throws {}
    }

    /// Nothing is ever heard of any task.
    private struct Silent: TaskSource {
        func findings(in bracket: Bracket, of row: TournamentRow, at now: Moment) async throws -> TaskFindings {
            TaskFindings(events: [])
        }
    }

    /// A day in the far future and back: the round that was open is over, and the next ones last as long as they should.
    @Test func aClockThatJumpsAheadAndBackDelaysNothingForYears() async throws {
        let table = try TournamentTable()
        try await table.pay(Self.entrants)
        let began = table.clock.now.seconds
        let clock = SetClock(table.clock.now)
        var director = try await Self.director(table, tasks: Silent(), clock: clock, seedBlock: 3)
        while director.bracket.stage != .playing { _ = try await director.step() }
        clock.moment.withLock { $0 = Moment(began + 100 * 365 * 86400) }
        _ = try await director.step()
        clock.moment.withLock { $0 = Moment(began + 60) }
        var steps = 0
        while !director.bracket.hasEnded, steps < 5000 {
            steps += 1
            if case .idle = try await director.step() {
                clock.moment.withLock { $0 = Moment($0.seconds + 3600) }
            }
        }
        #expect(director.bracket.hasEnded)
        // Thirty days are ample for what is left; before, it was a hundred years.
        #expect(clock.now.seconds - began < 30 * 86400)
        try table.remove()
    }
}
