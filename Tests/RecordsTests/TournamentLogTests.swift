import Foundation
import GRDB
import Rules
import Testing

@testable import Records

@Suite struct TournamentLogTests {
    private static let preset: TournamentPreset = {
        do {
            return try TournamentPreset.named("god-2026")
        } catch {
            preconditionFailure("the preset ships: \(error)")
        }
    }()

    private static func plan(_ number: Int = 0, _ type: TournamentType = .text) -> TournamentPlan {
        TournamentPlan(
            type: type,
            preset: preset,
            champion: nil,
            planned: Moment(0),
            opens: Moment(0),
            number: number
        )
    }

    private static func step(_ kind: TournamentEvent.Kind, _ stage: TournamentStage = .registering) -> TournamentStep {
        TournamentStep(TournamentEvent(kind, at: Moment(5)), stage: stage)
    }

    private static let events: [TournamentEvent.Kind] = [
        .entered(hotkey: "a"), .left(hotkey: "a"), .closed(block: 9), .began(seed: "0f"), .waited, .cancelled,
        .taskFailed(task: TaskIdentifier(round: 1, match: 2, number: 3, edition: 4)),
    ]

    private static let reports: [Report] = [
        .pending, .score(0.1 + 0.2), .score(-1e-300), .samples([0.5, 1.0 / 3]), .samples([]), .notFinetuned(2),
        .failed(.competitor), .failed(.infrastructure), .failed(.task),
    ]

    @Test func planningTwicePlansOnce() async throws {
        let bench = try Workbench()
        let row = try await bench.records.plan(Self.plan(), preset: Self.preset)
        #expect(row.stage == .registering && row.plan == Self.plan() && row.preset == Self.preset)
        #expect(try await bench.records.plan(Self.plan(), preset: Self.preset) == row)
        // While one goes on, no other of its type is planned; other types do not care.
        #expect(try await bench.records.plan(Self.plan(1), preset: Self.preset) == row)
        #expect(try await bench.records.plan(Self.plan(0, .image), preset: Self.preset).number == 2)
        #expect(try await bench.records.tournaments().map(\.number) == [2, 1])
        let other = try TournamentPreset.named("god-2025")
        await #expect(throws: RecordsError(.invalid, "")) { try await bench.records.plan(Self.plan(), preset: other) }
        try bench.remove()
    }

    @Test func everyEventIsReadAsItWasWritten() async throws {
        let bench = try Workbench()
        let row = try await bench.records.plan(Self.plan(), preset: Self.preset)
        let task = TaskIdentifier(round: 1, match: 1, number: 1)
        let reported = Self.reports.enumerated().map { number, report in
            TournamentEvent.Kind.reported(task: task, hotkey: "h", attempt: number, report: report)
        }
        let kinds = Self.events + reported
        for (number, kind) in kinds.enumerated() {
            #expect(try await bench.records.append(Self.step(kind), to: row.plan.id, after: number))
        }
        let read = try await bench.records.events(of: row, from: 0, limit: 100)
        #expect(read == kinds.map { TournamentEvent($0, at: Moment(5)) })
        #expect(try await bench.records.events(of: row, from: 2, limit: 2) == Array(read[2..<4]))
        let nan = Self.step(.reported(task: task, hotkey: "n", attempt: 0, report: .score(.nan)))
        try await bench.records.append(nan, to: row.plan.id, after: kinds.count)
        let last = try await bench.records.events(of: row, from: kinds.count, limit: 1).first
        #expect(last?.kind == .reported(task: task, hotkey: "n", attempt: 0, report: .samples([])))
        try bench.remove()
    }

    @Test func whoeverIsLateAppendsNothing() async throws {
        let bench = try Workbench()
        let row = try await bench.records.plan(Self.plan(), preset: Self.preset)
        #expect(try await bench.records.append(Self.step(.entered(hotkey: "a")), to: row.plan.id, after: 0))
        #expect(try await !bench.records.append(Self.step(.entered(hotkey: "b")), to: row.plan.id, after: 0))
        #expect(try await !bench.records.append(Self.step(.entered(hotkey: "b")), to: row.plan.id, after: 2))
        #expect(try await bench.records.replay(row).bracket.competitors == ["a"])
        await #expect(throws: RecordsError(.invalid, "")) {
            try await bench.records.append(Self.step(.waited), to: "none", after: 0)
        }
        try bench.remove()
    }

    /// Also a director that has lost its mind cannot take a result twice.
    @Test func aResultIsStoredOnceWithItsEvent() async throws {
        let bench = try Workbench()
        let row = try await bench.records.plan(Self.plan(), preset: Self.preset)
        let report = TournamentEvent.Kind.reported(
            task: TaskIdentifier(round: 1, match: 1, number: 1),
            hotkey: "a",
            attempt: 0,
            report: .score(1)
        )
        try await bench.records.append(Self.step(report), to: row.plan.id, after: 0)
        await #expect(throws: DatabaseError.self) {
            try await bench.records.append(Self.step(report), to: row.plan.id, after: 1)
        }
        #expect(try await bench.records.tournament(row.plan.id)?.eventCount == 1)
        #expect(try await bench.records.events(of: row, from: 0, limit: 9).count == 1)
        try bench.remove()
    }

    /// What cannot be paid does not happen: neither the event nor anything of the entry is stored.
    @Test func anEventIsStoredWithItsFeeOrNotAtAll() async throws {
        let bench = try Workbench()
        let row = try await bench.records.plan(Self.plan(), preset: Self.preset)
        try await bench.records.credit([Deposit(coldkey: "c", rao: 300, block: 1, index: 0)], next: 1)
        func enter(_ hotkey: String, after count: Int) async throws {
            var step = Self.step(.entered(hotkey: hotkey))
            step.fees = .reserve(hotkey: hotkey)
            step.payer = TournamentStep.Payer(coldkey: "c", rao: 200)
            try await bench.records.append(step, to: row.plan.id, after: count)
        }
        try await enter("a", after: 0)
        await #expect(throws: Ledger.Refusal.self) { try await enter("b", after: 1) }
        #expect(try await bench.records.tournament(row.plan.id)?.eventCount == 1)
        #expect(try await bench.records.fees(of: row).map(\.hotkey) == ["a"])
        // Held again after it went back: another entry of the ledger under another key.
        var left = Self.step(.left(hotkey: "a"))
        left.fees = .release(hotkey: "a")
        try await bench.records.append(left, to: row.plan.id, after: 1)
        try await enter("a", after: 2)
        await #expect(throws: RecordsError(.invalid, "")) { try await enter("a", after: 3) }
        var began = Self.step(.began(seed: "s"), .playing)
        began.fees = .captureAll
        try await bench.records.append(began, to: row.plan.id, after: 3)
        #expect(try await bench.records.fees(of: row).map(\.state) == [.captured])
        let ledger = try await bench.records.auditedLedger()
        #expect(ledger[.income] == 200 && ledger[.available(coldkey: "c")] == 100 && ledger.sum == 0)
        try bench.remove()
    }

    /// Of two entries of one hotkey, the one that takes part is stored, whichever came first.
    @Test(arguments: [false, true]) func theEntryThatCountsIsStored(hasToken: Bool) async throws {
        let bench = try Workbench()
        let row = try await bench.records.plan(Self.plan(), preset: Self.preset)
        let entries = ["first", "second"].map { name in
            Registrant(
                hotkey: "h",
                coldkey: "c",
                address: name,
                repository: "https://git.example/\(name)/training",
                commit: String(repeating: "0", count: 40),
                hasToken: hasToken && name == "second",
                registered: Moment(0)
            )
        }
        let admission = Admission(entries, preset: Self.preset, fee: 0, balances: [:], start: Moment(9_999_999))
        try await bench.records.record(admission, in: row, at: Moment(5))
        let stored = try await bench.records.entries(of: row)
        #expect(stored.map(\.verdict) == [.admitted])
        #expect(stored.first?.registrant == admission.admitted.first?.registrant)
        try bench.remove()
    }

    @Test func theLogIsNeverChanged() async throws {
        let bench = try Workbench()
        let row = try await bench.records.plan(Self.plan(), preset: Self.preset)
        try await bench.records.append(Self.step(.entered(hotkey: "a")), to: row.plan.id, after: 0)
        for sql in ["UPDATE tournament_events SET at = 1", "DELETE FROM tournament_events"] {
            await #expect(throws: DatabaseError.self) {
                try await bench.records.pool.write { db in try db.execute(sql: sql) }
            }
        }
        try bench.remove()
    }
}
