import GRDB
import Rules
import Testing

@testable import Records

/// The materialised board against the one that is put together from the verdicts.
@Suite struct StandingsTests {
    private static let limit = 2

    /// A bench on which hotkey 1 was accepted three times, 2 twice, 3 once, two of the scores being equal.
    private func makeBench() async throws -> Workbench {
        let bench = try Workbench()
        let scores: [(hotkey: UInt8, score: Double)] = [(1, 100), (2, 100), (1, 130), (3, 90), (2, 80), (1, 120)]
        for (index, entry) in scores.enumerated() {
            let block = UInt64(10 + index)
            try await bench.queue([entry.hotkey], block: block)
            try await bench.judge(score: entry.score)
        }
        return bench
    }

    private func all(_ bench: Workbench, _ scope: Records.BoardScope) async throws -> [ScoredSubmission] {
        var found: [ScoredSubmission] = []
        while true {
            let part = try await bench.records.standings(
                presetHash: Workbench.presetHash,
                scope: scope,
                after: found.last?.place,
                limit: Self.limit
            )
            found += part
            if part.count < Self.limit { return found }
        }
    }

    @Test func partsTogetherAreTheBoard() async throws {
        let bench = try await makeBench()
        let board = try await bench.records.board(presetHash: Workbench.presetHash)
        let standings = try await all(bench, .all)
        #expect(standings.map(\.submission) == board.map(\.submission))
        #expect(standings.map(\.place.score) == [130, 120, 100, 100, 90, 80])
        #expect(standings.map(\.judgedAtMilliseconds) == board.map(\.judgedAtMilliseconds))
        try bench.remove()
    }

    @Test func theTopIsTheBeginningOfTheBoard() async throws {
        let bench = try await makeBench()
        let top = try await bench.records.top(presetHash: Workbench.presetHash, limit: 4)
        let board = try await bench.records.board(presetHash: Workbench.presetHash)
        #expect(top.map(\.submission) == board.prefix(4).map(\.submission))
        #expect(top.map(\.score) == [130, 120, 100, 100])
        #expect(top.map(\.hotkey) == board.prefix(4).map(\.hotkey.text))
        #expect(top.allSatisfy { $0.arrivedAtMilliseconds == 1_800_000_000_000 })
        try bench.remove()
    }

    @Test func theBestOfEachHotkeyIsListedOnce() async throws {
        let bench = try await makeBench()
        let board = try await bench.records.board(presetHash: Workbench.presetHash)
        var seen: Set<Hotkey> = []
        let best = board.filter { seen.insert($0.hotkey).inserted }
        #expect(try await all(bench, .bestOfEachHotkey).map(\.submission) == best.map(\.submission))
        #expect(best.count == 3)
        try bench.remove()
    }

    @Test func ofEqualScoresTheEarlierRevealIsBetter() async throws {
        let bench = try Workbench()
        let late = try await bench.queue([1], block: 6)[0]
        try await bench.judge(score: 50)
        let early = try await bench.queue([1], block: 5)[0]
        try await bench.judge(score: 50)
        #expect(try await all(bench, .bestOfEachHotkey).map(\.submission) == [early])
        #expect(try await all(bench, .all).map(\.submission) == [early, late])
        try bench.remove()
    }

    @Test func olderDatabasesGetTheirStandings() async throws {
        let bench = try await makeBench()
        let before = (try await all(bench, .all), try await all(bench, .bestOfEachHotkey))
        try await bench.records.pool.write { db in
            try db.execute(sql: "DROP TABLE standings")
            try db.execute(sql: "DELETE FROM grdb_migrations WHERE identifier = '7: standings'")
        }
        let migrated = try bench.reopened()
        let scopes: [Records.BoardScope] = [.all, .bestOfEachHotkey]
        for (scope, rows) in zip(scopes, [before.0, before.1]) {
            let again = try await migrated.standings(presetHash: Workbench.presetHash, scope: scope, limit: 10)
            #expect(again == rows)
        }
        try migrated.close()
        try bench.remove()
    }

    @Test func otherRulesHaveAnotherBoard() async throws {
        let bench = try await makeBench()
        let none = try await bench.records.standings(presetHash: "other", scope: .all, limit: 10)
        #expect(none == [])
        try bench.remove()
    }
}
