import Chain
import Foundation
import Records
import Rules
import Synchronization
import Testing

@testable import Arena

@Suite struct TournamentDirectorTests {
    private static let entrants = (0..<8).map { TournamentTable.registrant("h\($0)") }

    /// Everything that has to be the same however it came about.
    private struct State: Equatable {
        let bracket: Bracket
        let events: [TournamentEvent]
        let accounts: [LedgerAccount: Int64]
        let fees: [ParticipationFee]
        let completed: CompletedTournament?

        init(_ director: TournamentDirector, at table: TournamentTable) async throws {
            bracket = director.bracket
            events = try await table.records.events(of: director.row, from: 0, limit: .max)
            let ledger = try await table.records.auditedLedger()
            accounts = ledger.balances
            fees = try await table.records.fees(of: director.row)
            completed = try await table.records.tournament(director.row.plan.id)?.completed
        }
    }

    private static func undisturbed(_ table: TournamentTable) async throws -> State {
        try await table.pay(entrants)
        let world = table.world(KnownEntries(entrants), ModelledTasks(TournamentTable.performer))
        var director = try await TournamentDirector(try await table.plan(), in: world)
        try await TournamentTable.play(&director)
        return try await State(director, at: table)
    }

    @Test func playsWhatTheRulesPlay() async throws {
        let table = try TournamentTable()
        let state = try await Self.undisturbed(table)
        #expect(state.bracket.stage == .completed && state.completed != nil)
        #expect(state.fees.count == 8 && state.fees.allSatisfy { $0.state == .captured })
        #expect(state.accounts[.income] == Int64(8 * TournamentTable.fee))
        #expect(state.accounts.values.reduce(0, +) == 0)
        let seed = try #require(state.bracket.draw?.seed)
        let hash = Hex.text(try await table.chain.blockHash(of: 3))
        #expect(seed == "\(hash) \(try await table.records.tournaments()[0].plan.id)")
        let simulation = TournamentSimulation(
            preset: table.preset,
            type: .text,
            entrants: Self.entrants.map(\.hotkey),
            champion: nil,
            seed: seed,
            opened: Moment(999_400)
        )
        // The simulation begins ten minutes after it opens; here everybody was there at once.
        let simulated = try #require(simulation.run(TournamentTable.performer)?.bracket)
        #expect(state.bracket.rounds == simulated.rounds)
        #expect(state.bracket.outcome == simulated.outcome)
        try table.remove()
    }

    /// The process is killed behind each event in turn; another one takes over.
    @Test func killedBetweenAnyTwoEventsChangesNothing() async throws {
        let whole = try TournamentTable()
        let expected = try await Self.undisturbed(whole)
        // The chain is the same for all: its hashes are the draw.
        for count in 1...expected.events.count {
            let table = try TournamentTable()
            try await table.pay(Self.entrants)
            let row = try await table.plan()
            let entries = KnownEntries(Self.entrants)
            let tasks = ModelledTasks(TournamentTable.performer)
            let world = TournamentDirector.World(
                records: table.records,
                chain: whole.chain,
                entries: entries,
                tasks: tasks,
                clock: table.clock,
                logger: whole.world(entries, tasks).logger,
                seedBlock: 3,
                isRehearsal: true,
                owners: TournamentTable.owners
            ) { if $0 == count { throw TournamentTable.Killed() } }
            var director = try await TournamentDirector(row, in: world)
            await #expect(throws: TournamentTable.Killed.self) { try await TournamentTable.play(&director) }
            let now = try await table.records.replay(row).bracket.now
            let later = TournamentDirector.World(
                records: table.records,
                chain: whole.chain,
                entries: entries,
                tasks: tasks,
                clock: RehearsalClock(now),
                logger: world.logger,
                seedBlock: 3,
                isRehearsal: true,
                owners: TournamentTable.owners
            )
            var successor = try await TournamentDirector(row, in: later)
            #expect(successor.eventCount == count)
            try await TournamentTable.play(&successor)
            #expect(try await State(successor, at: table) == expected, "after \(count) events")
            try table.remove()
        }
        try whole.remove()
    }

    /// Two directors of one tournament, turn by turn: whoever is late reads again, and nothing happens twice.
    @Test func twoDirectorsDoNotDisturbEachOther() async throws {
        let table = try TournamentTable()
        try await table.pay(Self.entrants)
        let row = try await table.plan()
        let world = table.world(KnownEntries(Self.entrants), ModelledTasks(TournamentTable.performer))
        var directors = [try await TournamentDirector(row, in: world), try await TournamentDirector(row, in: world)]
        for turn in 0..<2000 where !directors[turn % 2].bracket.hasEnded {
            if case .idle(let until) = try await directors[turn % 2].step() { try await table.clock.wait(until: until) }
        }
        #expect(directors[0].bracket.hasEnded)
        let replayed = try await table.records.replay(row).bracket
        #expect(replayed.outcome != nil && replayed == directors[0].bracket)
        #expect(try await table.records.auditedLedger()[.income] == Int64(8 * TournamentTable.fee))
        try table.remove()
    }

    /// Every result several times, the last first, and some for tasks that nobody has set.
    private struct Noise: TaskSource {
        let source: ModelledTasks<SkilledPerformer>

        func findings(in bracket: Bracket, of row: TournamentRow, at now: Moment) async throws -> TaskFindings {
            var findings = try await source.findings(in: bracket, of: row, at: now)
            let strange = TournamentEvent(
                .reported(
                    task: TaskIdentifier(round: 9, match: 9, number: 9),
                    hotkey: "h1",
                    attempt: 0,
                    report: .score(0)
                ),
                at: now
            )
            findings.events = [strange] + findings.events.reversed() + findings.events + [strange]
            return findings
        }
    }

    @Test func resultsTwiceLateAndStrangeChangeNothing() async throws {
        let table = try TournamentTable()
        let expected = try await Self.undisturbed(table)
        let other = try TournamentTable()
        try await other.pay(Self.entrants)
        let noise = Noise(source: ModelledTasks(TournamentTable.performer))
        let world = TournamentDirector.World(
            records: other.records,
            chain: table.chain,
            entries: KnownEntries(Self.entrants),
            tasks: noise,
            clock: other.clock,
            logger: table.world(KnownEntries([]), noise).logger,
            seedBlock: 3,
            isRehearsal: true,
            owners: TournamentTable.owners
        )
        var director = try await TournamentDirector(try await other.plan(), in: world)
        try await TournamentTable.play(&director)
        #expect(director.bracket.outcome?.champion == expected.bracket.outcome?.champion)
        let results = director.bracket.rounds.map(\.results.reports)
        #expect(results == expected.bracket.rounds.map(\.results.reports))
        try table.remove()
        try other.remove()
    }

    private struct Dead: TaskSource {
        func findings(in bracket: Bracket, of row: TournamentRow, at now: Moment) async throws -> TaskFindings {
            throw TournamentTable.Killed()
        }
    }

    /// When no result ever comes and everything fails, deadlines end it, by lot.
    @Test func aSourceThatFailsForEverWedgesNothing() async throws {
        let table = try TournamentTable()
        try await table.pay(Self.entrants)
        let world = table.world(KnownEntries(Self.entrants), Dead())
        var director = try await TournamentDirector(try await table.plan(), in: world)
        for _ in 0..<1000 where !director.bracket.hasEnded {
            do {
                if case .idle(let until) = try await director.step() { try await table.clock.wait(until: until) }
            } catch is TournamentTable.Killed {
                try await table.clock.wait(until: Moment(table.clock.now.seconds + 3600))
            }
        }
        #expect(director.bracket.outcome?.reason == .vacant)
        try table.remove()
    }

    /// A field that changes from look to look.
    private final class Changing: EntrySource {
        let looks: Mutex<[[Registrant]]>

        init(_ looks: [[Registrant]]) { self.looks = Mutex(looks) }

        func registrants(for plan: TournamentPlan, at now: Moment) async throws -> [Registrant] {
            looks.withLock { $0.count > 1 ? $0.removeFirst() : $0[0] }
        }
    }

    @Test func tooFewAreAskedAgainAndChargedNothing() async throws {
        let table = try TournamentTable()
        try await table.pay(Self.entrants)
        let world = table.world(KnownEntries(Array(Self.entrants.prefix(7))), Dead())
        var director = try await TournamentDirector(try await table.plan(), in: world)
        try await TournamentTable.play(&director)
        #expect(director.bracket.stage == .cancelled)
        #expect(try await table.records.fees(of: director.row).allSatisfy { $0.state == .released })
        let ledger = try await table.records.auditedLedger()
        #expect(ledger[.income] == 0 && ledger[.reserved(coldkey: "cold-h1")] == 0)
        #expect(ledger[.available(coldkey: "cold-h1")] == Int64(TournamentTable.fee))
        // Seven were held once, not once for each look.
        #expect(try await table.records.ledgerEntries(limit: .max).count == 8 + 7 + 7)
        try table.remove()
    }

    @Test func whatIsCalledOffCostsNobody() async throws {
        let table = try TournamentTable()
        try await table.pay(Self.entrants)
        let tasks = ModelledTasks(TournamentTable.performer)
        let world = table.world(KnownEntries(Self.entrants), tasks)
        var director = try await TournamentDirector(try await table.plan(), in: world)
        #expect(try await director.step() == .moved)
        #expect(director.bracket.stage == .drawing)
        #expect(try await director.cancel())
        #expect(try await director.step() == .ended)
        #expect(try await table.records.auditedLedger()[.income] == 0)
        #expect(try await table.records.fees(of: director.row).allSatisfy { $0.state == .released })
        var next = try await TournamentDirector(try await table.plan(), in: world)
        try await TournamentTable.play(&next)
        #expect(try await !next.cancel())
        #expect(try await table.records.auditedLedger()[.income] == Int64(8 * TournamentTable.fee))
        try table.remove()
    }

    @Test func whoeverMayNoLongerEnterGetsTheFeeBack() async throws {
        let table = try TournamentTable()
        try await table.pay(Self.entrants)
        var bad = Self.entrants[0]
        bad.isLicensed = false
        let looks = [[Self.entrants[0]], [bad] + Self.entrants.dropFirst(), Self.entrants]
        let world = table.world(Changing(looks), ModelledTasks(TournamentTable.performer))
        var director = try await TournamentDirector(try await table.plan(), in: world)
        try await TournamentTable.play(&director)
        #expect(director.bracket.stage == .completed)
        let events = try await table.records.events(of: director.row, from: 0, limit: 20).map(\.kind)
        #expect(events.contains(.left(hotkey: "h0")))
        #expect(events.count { $0 == .entered(hotkey: "h0") } == 2)
        let ledger = try await table.records.auditedLedger()
        #expect(ledger[.income] == Int64(8 * TournamentTable.fee) && ledger.sum == 0)
        try table.remove()
    }

    @Test func whoeverCannotPayIsToldSo() async throws {
        let table = try TournamentTable()
        let poor = TournamentTable.registrant("poor")
        try await table.pay(Self.entrants)
        let world = table.world(KnownEntries([poor] + Self.entrants), ModelledTasks(TournamentTable.performer))
        var director = try await TournamentDirector(try await table.plan(), in: world)
        try await TournamentTable.play(&director)
        let verdicts = try await table.records.entries(of: director.row)
        #expect(verdicts.first { $0.registrant.hotkey == "poor" }?.verdict == .noBalance)
        #expect(verdicts.count { $0.verdict == .admitted } == 8)
        try table.remove()
    }

    /// The seed is the hash of a block that had not happened when the field was fixed.
    @Test func theDrawWaitsForItsBlock() async throws {
        let table = try TournamentTable()
        try await table.pay(Self.entrants)
        let tasks = ModelledTasks(TournamentTable.performer)
        let world = table.world(KnownEntries(Self.entrants), tasks, seedBlock: nil)
        var director = try await TournamentDirector(try await table.plan(), in: world)
        #expect(try await director.step() == .moved)
        #expect(director.bracket.stage == .drawing && director.bracket.seedBlock == 10)
        #expect(try await director.step() == .blockAwaited)
        table.chainTime.block.withLock { $0 = 10 }
        #expect(try await director.step() == .moved)
        let hash = try await table.chain.blockHash(of: 10)
        #expect(director.bracket.draw?.seed == director.row.plan.seed(hash))
        try table.remove()
    }

    @Test func roundsAndTasksAreStoredUnderTheirIdentifiers() async throws {
        let table = try TournamentTable()
        let state = try await Self.undisturbed(table)
        let row = try #require(try await table.records.tournaments().first)
        let (rounds, tasks) = try await table.records.roundsAndTasks(of: row)
        #expect(rounds == (1...state.bracket.rounds.count).map(row.plan.round))
        #expect(tasks.allSatisfy { $0.hasPrefix(row.plan.id) } && Set(tasks).count == tasks.count)
        #expect(tasks.count >= state.bracket.rounds.map(\.results.kinds.count).reduce(0, +))
        try table.remove()
    }
}
