import Arena
import Chain
import Evidence
import Foundation
import Records
import Rules
import Testing

/// The log that a validator keeps beside its records.
@Suite(.serialized)
struct EvidenceLogTests {
    private func log(_ arena: TestArena) throws -> Data {
        try Data(contentsOf: URL(fileURLWithPath: arena.home.evidence))
    }

    private func entries(_ arena: TestArena) throws -> [EvidenceEntry] {
        try EvidenceReader.read(log(arena), key: arena.home.evidenceSigner().key)
    }

    /// Whether the log has exactly what the records have written down.
    private func isComplete(_ arena: TestArena) async throws -> Bool {
        let rows = try await arena.records.evidence(after: 0, limit: 10_000)
        let entries = try entries(arena)
        return rows.map(\.sequence) == entries.map(\.sequence) && rows.map(\.kind) == entries.map(\.kind)
            && rows.map(\.body) == entries.map(\.body)
    }

    /// Runs a validator until the log is complete, or a minute has passed.
    private func sealed(_ arena: TestArena) async throws {
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try await arena.validator(ScriptedEngine(hasRuns: true)).run() }
            let deadline = ContinuousClock.now + .seconds(60)
            while ContinuousClock.now < deadline, (try? await isComplete(arena)) != true {
                try await Task.sleep(for: .milliseconds(10))
            }
            group.cancelAll()
        }
    }

    /// Runs a validator until so many submissions are judged, or more.
    private func judged(_ arena: TestArena, _ count: Int) async throws -> BoardView {
        try await arena.run(ScriptedEngine(hasRuns: true)) {
            $0.submissions.filter { $0.outcome != nil }.count >= count
        }
    }

    @Test func theBoardCanBeRebuiltFromTheLogAlone() async throws {
        let arena = try TestArena()
        try await arena.submit("100", as: "slow")
        try await arena.submit("die busy 200", as: "fast")
        try await arena.submit("reject", as: "cheat")
        try await arena.submit("busy", as: "unlucky")
        try await arena.submit("#broken 100", as: "breaker")
        try await arena.submit("reject ", as: "copy")
        let board = try await judged(arena, 6)
        try await sealed(arena)
        #expect(try await isComplete(arena))
        let summary = try EvidenceSummary(entries(arena), key: arena.home.evidenceSigner().key)
        #expect(summary.verdicts == 4 && summary.submissions == 6 && summary.crowns == 2)
        #expect(summary.runs == 9 && summary.epochsClosed >= 1 && summary.epochsOpen == 0)
        #expect(summary.seededRuns == summary.runs)
        let rebuilt = BoardView(try EvidenceAudit(entries(arena)), preset: arena.preset)
        #expect(rebuilt.rows == board.rows)
        #expect(rebuilt.rows.count == 2)
        #expect(rebuilt.submissions == board.submissions)
        #expect(rebuilt.threshold == board.threshold)
        try arena.remove()
    }

    @Test func matchesAreInTheLog() async throws {
        let rule = TitleMatchRule(
            errorBudget: 0.05,
            futility: 20,
            mostPairs: 60,
            qualifyWithin: 0.5,
            inherits: .normalised
        )
        let arena = try TestArena(crown: CrownRule(rule: .titleMatch, fraction: 0.005, match: rule))
        try await arena.submit("100", as: "first")
        try await arena.submit("200 | lose", as: "lucky")
        try await arena.submit("150 | die busy win", as: "better")
        try await arena.submit("140 | draw", as: "equal")
        try await arena.submit("160 | liar busy cheat", as: "cheat")
        let (records, hash) = (arena.records, arena.preset.hash)
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try await arena.validator(ScriptedEngine(hasRuns: true)).run() }
            let deadline = ContinuousClock.now + .seconds(60)
            while try await records.allMatches(presetHash: hash).filter({ $0.state == .done }).count < 4,
                ContinuousClock.now < deadline
            {
                try await Task.sleep(for: .milliseconds(10))
            }
            group.cancelAll()
        }
        try await sealed(arena)
        let board = try await arena.read()
        #expect(board.champion?.submission == "s-000003")
        #expect(try await isComplete(arena))
        let summary = try EvidenceSummary(entries(arena), key: arena.home.evidenceSigner().key)
        #expect(summary.matches == 4 && summary.crowns == 2)
        let rebuilt = BoardView(try EvidenceAudit(entries(arena)), preset: arena.preset)
        #expect(rebuilt.rows == board.rows)
        try arena.remove()
    }

    @Test func aLineThatWasBeingWrittenIsWrittenAgain() async throws {
        let arena = try TestArena()
        try await arena.submit("100", as: "first")
        _ = try await judged(arena, 1)
        try await sealed(arena)
        let whole = try log(arena)
        // As a validator leaves it that is killed while it writes: at any byte, in any line.
        for length in [0, 1, whole.count / 3, whole.count / 2, whole.count - 1] {
            try whole.prefix(length).write(to: URL(fileURLWithPath: arena.home.evidence))
            try await sealed(arena)
            #expect(try await isComplete(arena), "after \(length) bytes")
            #expect(
                try entries(arena).map(\.hash)
                    == EvidenceReader.read(whole, key: arena.home.evidenceSigner().key).map(\.hash)
            )
        }
        try arena.remove()
    }

    @Test func everythingIsInTheLogOnceHoweverOftenTheValidatorEnds() async throws {
        let arena = try TestArena()
        let texts = ["100", "die 110", "reject", "busy 130", "90", "150"]
        for (index, text) in texts.enumerated() { try await arena.submit(text, as: "hotkey-\(index)") }
        for count in 0...6 { _ = try await judged(arena, count) }
        try await sealed(arena)
        #expect(try await isComplete(arena))
        let summary = try EvidenceSummary(entries(arena), key: arena.home.evidenceSigner().key)
        #expect(summary.verdicts == 6 && summary.epochsOpen == 0)
        try arena.remove()
    }

    @Test func aLogThatIsNotThatOfTheRecordsIsLeftAsItIs() async throws {
        let (arena, other) = (try TestArena(), try TestArena())
        for arena in [arena, other] {
            try await arena.submit("100", as: "first")
            _ = try await judged(arena, 1)
            try await sealed(arena)
        }
        var changed = try log(arena)
        changed[changed.count / 2] ^= 1
        // Somebody else's, one with a byte changed, one that says more than the records.
        let more = try EvidenceEntry(
            sequence: Int64(entries(arena).count) + 1,
            kind: "attempt",
            body: .object([:]),
            previous: entries(arena).last?.hash ?? "",
            sign: arena.home.evidenceSigner().sign
        )
        for log in [try log(other), changed, try log(arena) + more.line + Data("\n".utf8)] {
            try log.write(to: URL(fileURLWithPath: arena.home.evidence))
            await #expect(throws: EvidenceProblem.self) { try await arena.validator(ScriptedEngine()).run() }
            #expect(try self.log(arena) == log)
        }
        try arena.remove()
        try other.remove()
    }

    /// A log that has begun is never gone on with under another key, and none is made for it.
    @Test func aLogWhoseKeyIsGoneIsLeftAsItIs() async throws {
        let arena = try TestArena()
        try await arena.submit("100", as: "first")
        _ = try await judged(arena, 1)
        try await sealed(arena)
        let before = try log(arena)
        let key = try Data(contentsOf: URL(fileURLWithPath: arena.home.evidenceKey))
        try FileManager.default.removeItem(atPath: arena.home.evidenceKey)
        await #expect(throws: ChainError.self) { try await arena.validator(ScriptedEngine()).run() }
        #expect(!FileManager.default.fileExists(atPath: arena.home.evidenceKey))
        #expect(try log(arena) == before)
        try key.write(to: URL(fileURLWithPath: arena.home.evidenceKey))
        // Written by this test, it may be read by others.
        await #expect(throws: ChainError.self) { try await arena.validator(ScriptedEngine()).run() }
        try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: arena.home.evidenceKey)
        try await sealed(arena)
        try arena.remove()
    }

    @Test func aLogMayBeginInAnArenaThatHasJudgedBefore() async throws {
        let arena = try TestArena()
        let (records, rules) = (arena.records, arena.preset)
        let ids = try await arena.queue(["120", "121"], as: "older")
        let next = try #require(try await records.nextQueued(presetHash: rules.hash))
        let execution = try await records.beginExecution(next.evaluation.id, directory: "/nothing/here")
        let judgement = Judgement(
            evaluation: next.evaluation.id,
            outcome: .accepted,
            code: "accepted",
            sentence: "fine",
            score: 100,
            tokensPerSecond: 100
        )
        _ = try await records.accept(judgement, execution: execution.id, rule: rules.crown, atBlock: 2)
        let board = try await judged(arena, 2)
        try await sealed(arena)
        #expect(try await isComplete(arena))
        let summary = try EvidenceSummary(entries(arena), key: arena.home.evidenceSigner().key)
        #expect(summary.carried == 1 && summary.verdicts == 1 && summary.crowns == 1)
        let rebuilt = BoardView(try EvidenceAudit(entries(arena)), preset: arena.preset)
        #expect(rebuilt.rows == board.rows)
        #expect(rebuilt.champion?.submission == ids[1])
        #expect(rebuilt.threshold == board.threshold)
        try arena.remove()
    }

    @Test func aBackupHasTheLogAndARestoredArenaGoesOnWithIt() async throws {
        let arena = try TestArena()
        try await arena.submit("100", as: "first")
        _ = try await judged(arena, 1)
        let copy = NSTemporaryDirectory() + "backup-\(UUID().uuidString)"
        _ = try arena.home.backUp(to: copy, withWallets: true)
        // What happens after the backup is lost with the arena.
        try await arena.submit("200", as: "second")
        _ = try await judged(arena, 2)
        let restored = Home(NSTemporaryDirectory() + "restored-\(UUID().uuidString)")
        _ = try restored.restore(from: copy)
        let data = try Data(contentsOf: URL(fileURLWithPath: restored.evidence))
        #expect(try log(arena).prefix(data.count) == data)
        let rows = try await Records.open(at: restored.records).evidence(after: 0)
        #expect(try EvidenceReader.read(data, key: arena.home.evidenceSigner().key).map(\.body) == rows.map(\.body))
        #expect(try restored.evidenceSigner().key == arena.home.evidenceSigner().key)
        try FileManager.default.removeItem(atPath: copy)
        try FileManager.default.removeItem(atPath: restored.path)
        try arena.remove()
    }
}
