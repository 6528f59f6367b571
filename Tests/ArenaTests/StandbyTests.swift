import Arena
import Foundation
import Judging
import Testing

/// The judge that waits while nothing is queued.
@Suite(.serialized)
struct StandbyTests {
    private func folders(_ arena: TestArena) throws -> [JobDirectory] {
        try FileManager.default.contentsOfDirectory(atPath: arena.home.jobs)
            .map { JobDirectory("\(arena.home.jobs)/\($0)") }
    }

    @Test func theNextJobGoesToTheJudgeThatWaits() async throws {
        let arena = try TestArena()
        let engine = StandbyEngine()
        _ = try await arena.run(engine) { _ in !engine.all.isEmpty }
        try await arena.submit("100", as: "early")
        let second = StandbyEngine()
        let board = try await arena.run(second) { board in
            board.rows.count == 1 && second.all.last.map { if case .waits = $0 { true } else { false } } == true
        }
        #expect(board.rows.map(\.score) == [100])
        let executed = second.all.compactMap { if case .executes(let folder) = $0 { folder } else { nil } }
        #expect(executed.count == 1)
        // A judge got ready for it, unless it was queued before anything else; and another waits now.
        let before = second.all.prefix { $0 != .executes(executed[0]) }
        #expect(before.allSatisfy { $0 == .waits(executed[0]) } && before.count <= 1)
        #expect(second.all.count == before.count + 2)
        try arena.remove()
    }

    @Test func foldersInWhichNobodyWaitsAnyMoreAreRemoved() async throws {
        let arena = try TestArena()
        let first = StandbyEngine()
        _ = try await arena.run(first) { _ in !first.all.isEmpty }
        #expect(try folders(arena).filter(\.isPrepared).count == 1)
        let second = StandbyEngine()
        _ = try await arena.run(second) { _ in !second.all.isEmpty }
        let left = try folders(arena)
        #expect(left.allSatisfy { second.all == [.waits($0.path)] } && left.count == 1)
        #expect(try left.map { try $0.expectedPreset() } == [arena.preset])
        try arena.remove()
    }

    @Test func anEngineWithoutJudgesThatWaitMakesNoFolders() async throws {
        let arena = try TestArena()
        try await arena.submit("100", as: "early")
        _ = try await arena.run(ScriptedEngine()) { $0.rows.count == 1 }
        #expect(try folders(arena).filter { FileManager.default.fileExists(atPath: "\($0.path)/preset.json") }.isEmpty)
        try arena.remove()
    }
}
