import Arena
import Foundation
import Records
import Rules
import Testing

@Suite(.serialized)
struct SubmissionViewTests {
    @Test func tellsWhatBecameOfEachSubmission() async throws {
        let arena = try TestArena()
        try await arena.submit("100", as: "slow")
        try await arena.submit("200", as: "fast")
        try await arena.submit("reject", as: "cheat")
        _ = try await arena.run(ScriptedEngine()) { $0.submissions.filter { $0.outcome != nil }.count == 3 }
        func list(_ kind: SubmissionFilter.Kind? = nil) async throws -> [SubmissionSummary] {
            let filter = SubmissionFilter(kind: kind)
            let hash = arena.preset.hash
            return try await SubmissionSummary.list(records: arena.records, presetHash: hash, filter, limit: 9).items
        }
        #expect(try await list().map(\.outcome) == ["rejected", "accepted", "accepted"])
        #expect(try await list().map(\.rank) == [nil, 1, 2])
        #expect(try await list().map(\.isChampion) == [false, true, false])
        #expect(try await list(.rejected).map(\.submission) == ["s-000003"])
        #expect(try await list(.judged).count == 3)

        let fast = try await SubmissionView.read("s-000002", records: arena.records, preset: arena.preset)
        #expect(fast.isChampion && fast.rank == 1 && fast.score == 200)
        #expect(fast.isEpochClosed && fast.attempts == 1 && fast.fault == nil)
        #expect(fast.codeBytes == 3)
        // The scripted judge makes no runs, so there is the size of the code alone.
        let check = try #require(fast.checks.first { $0.name == "code_size" })
        #expect(check.value == 3 && check.highest == 500_000)
        #expect(fast.jobFolder?.hasPrefix(arena.home.jobs) == true)

        let cheat = try await SubmissionView.read("s-000003", records: arena.records, preset: arena.preset)
        #expect(cheat.code == "update_error" && cheat.sentence == "too far off" && cheat.fault == "competitor")
        #expect(cheat.rank == nil)
        try arena.remove()
    }

    @Test func tellsWhyCodeWasRefusedAtIntake() async throws {
        let arena = try TestArena()
        try await arena.submit("100", as: "vanished")
        for name in try FileManager.default.contentsOfDirectory(atPath: arena.home.uploads) {
            try Data("other".utf8).write(to: URL(fileURLWithPath: "\(arena.home.uploads)/\(name)"))
        }
        _ = try await arena.run(ScriptedEngine()) { $0.submissions.first?.outcome != nil }
        let view = try await SubmissionView.read("s-000001", records: arena.records, preset: arena.preset)
        #expect(view.state == "rejected" && view.outcome == "rejected")
        #expect(view.code == "hash_mismatch" && view.fault == "competitor")
        #expect(view.sentence?.isEmpty == false)
        #expect(view.epoch == nil && view.checks.isEmpty && view.jobFolder == nil)
        try arena.remove()
    }

    /// Limits of other rules than those that judged would be wrong, so none are shown.
    @Test func showsNoLimitsOfOtherRules() async throws {
        let arena = try TestArena()
        try await arena.submit("100", as: "one")
        _ = try await arena.run(ScriptedEngine()) { $0.submissions.first?.outcome != nil }
        let kept = try await SubmissionView.read("s-000001", records: arena.records)
        #expect(!kept.checks.isEmpty, "its job folder holds the rules")
        try FileManager.default.removeItem(atPath: try #require(kept.jobFolder))
        let other = try await SubmissionView.read("s-000001", records: arena.records, preset: try .named("demo"))
        #expect(other.checks.isEmpty && other.jobFolder == nil)
        let same = try await SubmissionView.read("s-000001", records: arena.records, preset: arena.preset)
        #expect(!same.checks.isEmpty)
        try arena.remove()
    }

    @Test func anUnknownSubmissionIsNamed() async throws {
        let arena = try TestArena()
        let error = await #expect(throws: RecordsError.self) {
            try await SubmissionView.read("s-000009", records: arena.records)
        }
        #expect(error?.code == .unknownSubmission)
        try arena.remove()
    }
}
