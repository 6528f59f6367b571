import Arena
import Chain
import Foundation
import Judging
import Records
import Rules
import Testing

@Suite(.serialized)
struct MatchValidatorTests {
    private func makeArena() throws -> TestArena {
        try TestArena(
            crown: CrownRule(
                rule: .titleMatch,
                fraction: 0.005,
                match: TitleMatchRule(
                    errorBudget: 0.05,
                    futility: 20,
                    mostPairs: 60,
                    qualifyWithin: 0.5,
                    inherits: .normalised
                )
            )
        )
    }

    /// Waits until so many matches have ended.
    private func run(_ arena: TestArena, _ engine: ScriptedEngine, matches: Int) async throws -> BoardView {
        let (records, hash) = (arena.records, arena.preset.hash)
        return try await withThrowingTaskGroup(of: BoardView?.self) { group in
            group.addTask {
                try await arena.validator(engine).run()
                return nil
            }
            let deadline = ContinuousClock.now + .seconds(60)
            while ContinuousClock.now < deadline {
                let ended = try await records.allMatches(presetHash: hash).filter { $0.state == .done }
                if ended.count >= matches { break }
                try await Task.sleep(for: .milliseconds(10))
            }
            group.cancelAll()
            return try await arena.read()
        }
    }

    @Test func theWinnerOfAMatchIsChampion() async throws {
        let arena = try makeArena()
        try await arena.submit("100", as: "first")
        try await arena.submit("200 | lose", as: "lucky")
        try await arena.submit("150 | win", as: "better")
        try await arena.submit("40 | win", as: "slow")
        let board = try await run(arena, ScriptedEngine(), matches: 2)
        let matches = try await arena.records.allMatches(presetHash: arena.preset.hash)
        #expect(matches.map(\.ending) == [.futile, .crowned])
        #expect(board.champion?.score == 150)
        #expect(board.rows.first?.score == 200)
        let view = try #require(
            try await MatchView.read(
                challenger: matches[1].challenger.submission,
                records: arena.records,
                preset: arena.preset
            )
        )
        #expect(view.ending == "crowned")
        #expect(view.number == 2)
        // Whoever knows secret, beacon, rules, codes and attempt can derive every pair's seed.
        #expect(view.disclosure?.secret.count == 64)
        #expect(view.disclosure?.seeds.map(\.count) == [64])
        #expect(view.disclosure?.pairs.count == view.pairs)
        #expect(view.disclosure?.pairs.last?.evidence == view.evidence)
        #expect((view.evidence ?? 0) >= (view.evidenceNeeded ?? .infinity))
        try arena.remove()
    }

    @Test func aMatchIsFoughtAgainWhenTheMachineFails() async throws {
        let arena = try makeArena()
        try await arena.submit("100", as: "first")
        try await arena.submit("120 | die busy win", as: "unlucky")
        let engine = ScriptedEngine()
        let board = try await run(arena, engine, matches: 1)
        #expect(board.champion?.score == 120)
        #expect(engine.counts == [1, 1, 3])
        // The pair that was fought before the host became busy counts, and the seeds are another attempt's.
        let matches = try await arena.records.allMatches(presetHash: arena.preset.hash)
        let pairs = try await arena.records.pairs(ofMatch: try #require(matches.first?.id))
        #expect(pairs.map { $0["attempt"] } == [.integer(2)] + Array(repeating: .integer(3), count: pairs.count - 1))
        try arena.remove()
    }

    @Test func whoBreaksTheRulesOnceForfeitsTheMatch() async throws {
        let arena = try makeArena()
        try await arena.submit("100", as: "first")
        try await arena.submit("120 | cheat", as: "sometimes")
        let board = try await run(arena, ScriptedEngine(), matches: 1)
        let matches = try await arena.records.allMatches(presetHash: arena.preset.hash)
        #expect(matches.map(\.ending) == [.forfeited])
        #expect(matches.map(\.pairs) == [1])
        #expect(board.champion?.score == 100)
        try arena.remove()
    }

    @Test func anOutcomeThatThePairsDoNotLeadToIsNotTaken() async throws {
        let arena = try makeArena()
        try await arena.submit("100", as: "first")
        try await arena.submit("120 | liar", as: "liar")
        let board = try await run(arena, ScriptedEngine(), matches: 1)
        let matches = try await arena.records.allMatches(presetHash: arena.preset.hash)
        #expect(matches.map(\.ending) == [.failed])
        #expect(board.champion?.score == 100)
        try arena.remove()
    }

    @Test func matchesAndEvaluationsTakeTurns() async throws {
        let arena = try makeArena()
        for (name, text) in [("first", "100"), ("second", "101"), ("third", "102"), ("fourth", "103")] {
            try await arena.submit(text, as: name)
        }
        _ = try await run(arena, ScriptedEngine(), matches: 3)
        let kinds = try await arena.records.events(after: 0).map(\.kind)
        let order = kinds.filter { $0 == .judged || $0 == .matchDecided }
        #expect(order == [.judged, .judged, .matchDecided, .judged, .matchDecided, .judged, .matchDecided])
        try arena.remove()
    }

    @Test func aMatchThatNobodyCanFightKeepsTheChampion() async throws {
        let arena = try makeArena()
        try await arena.submit("100", as: "first")
        try await arena.submit("120 | busy", as: "patient")
        let board = try await run(arena, ScriptedEngine(), matches: 1)
        let matches = try await arena.records.allMatches(presetHash: arena.preset.hash)
        #expect(matches.map(\.ending) == [.failed])
        #expect(board.champion?.score == 100)
        try arena.remove()
    }
}
