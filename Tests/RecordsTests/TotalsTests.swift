import GRDB
import Rules
import Testing

@testable import Records

/// What is counted as it happens, against what a count of all rows says.
@Suite struct TotalsTests {
    /// Counts everything anew.
    private func counted(_ bench: Workbench) async throws -> Totals {
        try await bench.records.pool.read { db in
            func count(_ sql: String) throws -> Int { try Int.fetchOne(db, sql: "SELECT COUNT(*) FROM \(sql)") ?? 0 }
            return Totals(
                submissions: try count("submissions"),
                hotkeys: try Int.fetchOne(db, sql: "SELECT COUNT(DISTINCT hotkey) FROM submissions") ?? 0,
                refused: try count("submissions WHERE code_error IS NOT NULL"),
                accepted: try count("verdicts WHERE outcome = 'accepted'"),
                rejected: try count("verdicts WHERE outcome = 'rejected'"),
                failed: try count("verdicts WHERE outcome = 'failed'"),
                repeated: try Int.fetchOne(db, sql: "SELECT SUM(MAX(0, attempts - 1)) FROM evaluations") ?? 0,
                rows: try count("standings WHERE preset_hash = '\(Workbench.presetHash)'"),
                scoreSum: try Double.fetchOne(
                    db,
                    sql: "SELECT SUM(score) FROM standings WHERE preset_hash = '\(Workbench.presetHash)'"
                ) ?? 0
            )
        }
    }

    /// Brings about everything that is counted: three hotkeys, four submissions with an end, one that waits.
    private func contest() async throws -> Workbench {
        let bench = try Workbench()
        try await bench.queue([1, 2, 3], block: 3)
        try await bench.judge(score: 10)
        try await bench.records.markLost(bench.begin().id)
        let again = try await bench.begin()
        _ = try await bench.accept(Workbench.broken(again, fault: .competitor), execution: again)
        for _ in 0..<Records.maximumAttempts { try await bench.records.markLost(bench.begin().id) }
        let refused = try await bench.records.ingest([try Workbench.commitment(1, block: 5)], through: 5)
        try await bench.records.rejectAtIntake(refused[0], code: "empty", sentence: "No.")
        try await bench.queue([2], block: 7)
        return bench
    }

    @Test func totalsAreWhatACountSays() async throws {
        let bench = try await contest()
        let totals = try await bench.records.totals(presetHash: Workbench.presetHash)
        #expect(totals == (try await counted(bench)))
        #expect([totals.submissions, totals.hotkeys, totals.refused, totals.repeated] == [5, 3, 1, 5])
        #expect([totals.accepted, totals.rejected, totals.failed, totals.rows] == [1, 1, 1, 1])
        try bench.remove()
    }

    @Test func anOlderDatabaseIsCountedOnce() async throws {
        let bench = try await contest()
        let expected = try await counted(bench)
        try await bench.records.pool.write { db in
            let triggers = try String.fetchAll(db, sql: "SELECT name FROM sqlite_schema WHERE name LIKE 'totals%'")
            #expect(triggers.count == 5)
            for name in triggers where name != "totals" { try db.execute(sql: "DROP TRIGGER \(name)") }
            try db.execute(
                sql: """
                    DROP TRIGGER boards_rows; DROP TABLE totals; DROP TABLE boards; DROP INDEX submissions_in_state;
                    DROP INDEX submissions_by_arrival; DROP INDEX verdicts_by_time; DROP INDEX verdicts_turned_down;
                    DROP INDEX executions_by_end; DELETE FROM grdb_migrations WHERE identifier = '9: totals';
                    """
            )
        }
        let again = try bench.reopened()
        #expect(try await again.totals(presetHash: Workbench.presetHash) == expected)
        try again.close()
        try bench.remove()
    }

    struct Kind: CustomTestStringConvertible {
        let kind: SubmissionFilter.Kind?
        let ids: [String]
        var testDescription: String { kind?.rawValue ?? "all" }
    }

    @Test(arguments: [
        Kind(kind: nil, ids: ["s-000005", "s-000004", "s-000003", "s-000002", "s-000001"]),
        Kind(kind: .accepted, ids: ["s-000001"]), Kind(kind: .rejected, ids: ["s-000004", "s-000002"]),
        Kind(kind: .failed, ids: ["s-000003"]), Kind(kind: .queued, ids: ["s-000005"]), Kind(kind: .running, ids: []),
        Kind(kind: .judged, ids: ["s-000003", "s-000002", "s-000001"]), Kind(kind: .revealed, ids: []),
    ])
    func listsAreFilteredAndCutWithoutReadingAll(_ kind: Kind) async throws {
        let bench = try await contest()
        let filter = SubmissionFilter(kind: kind.kind)
        let all = try await bench.records.list(filter, limit: 10).map(\.submission)
        #expect(all == kind.ids)
        #expect(try await bench.records.list(filter, limit: 2).map(\.submission) == Array(kind.ids.prefix(2)))
        let rest = try await bench.records.list(filter, before: 3, limit: 10).map(\.submission)
        #expect(rest == kind.ids.filter { $0 < "s-000003" })
        try bench.remove()
    }

    @Test func whatIsJudgedNowIsRunningAndNotQueued() async throws {
        let bench = try await contest()
        _ = try await bench.begin()
        #expect(try await bench.records.list(SubmissionFilter(kind: .running), limit: 9).map(\.isRunning) == [true])
        #expect(try await bench.records.list(SubmissionFilter(kind: .queued), limit: 9).isEmpty)
        #expect(try await bench.records.waiting().map(\.submission.id) == ["s-000005"])
        try bench.remove()
    }

    @Test func hotkeysAreFoundByHowTheyBegin() async throws {
        let bench = try await contest()
        let own = SubmissionFilter(hotkeys: ["5C62"])
        #expect(try await bench.records.list(own, limit: 9).map(\.submission) == ["s-000004", "s-000001"])
        #expect(try await bench.records.count(ofHotkeys: "5C62") == 2)
        #expect(try await bench.records.list(SubmissionFilter(hotkeys: ["zz'--%"]), limit: 9).isEmpty)
        let either = SubmissionFilter(kind: .accepted, hotkeys: ["zz'--%", "5C62"])
        #expect(try await bench.records.list(either, limit: 9).map(\.submission) == ["s-000001"])
        try bench.remove()
    }

    @Test func ranksAreThoseOfTheWholeBoard() async throws {
        let bench = try Workbench()
        let scores: [Double] = [10, 30, 20, 30, 5, 20, 20]
        try await bench.queue(Array(1...7), block: 3)
        for score in scores { try await bench.judge(score: score) }
        let board = try await bench.records.board(presetHash: Workbench.presetHash)
        let expected = Dictionary(uniqueKeysWithValues: board.map { ($0.submission, $0.rank) })
        let ids = board.map(\.submission)
        #expect(try await bench.records.ranks(of: ids + ["s-000099"], presetHash: Workbench.presetHash) == expected)
        for id in ids {
            #expect(try await bench.records.ranks(of: [id], presetHash: Workbench.presetHash) == [id: expected[id]])
        }
        #expect(try await bench.records.ranks(of: ids, presetHash: "other").isEmpty)
        try bench.remove()
    }

    @Test func scoresGoOnWhereTheyWereLeft() async throws {
        let bench = try await contest()
        let first = try await bench.records.scores(after: 0, presetHash: Workbench.presetHash, limit: 10)
        #expect(first.scores.map(\.score) == [10])
        #expect(first.through == 3, "two verdicts without a score came after it")
        try await bench.judge(score: 11)
        let more = try await bench.records.scores(after: first.through, presetHash: Workbench.presetHash, limit: 1)
        #expect(more.scores.map(\.submission) == ["s-000005"])
        #expect(more.through == 4)
        try bench.remove()
    }
}
