import Arena
import Chain
import Foundation
import Records
import Rules
import Testing

/// What is shown of submissions, in an arena whose records a test fills by itself.
@Suite struct SubmissionCommandTests {
    private static let code = "def inner_steps(): pass\n"

    /// An arena with one judged submission, one that was refused when it was fetched, and one that waits.
    private func arena(code: String = code) async throws -> SmallArena {
        let arena = try await SmallArena()
        let records = try Records.open(at: arena.home.records)
        let hotkey = try arena.home.wallet.create("alice").hotkey
        let rules = try Preset.named(arena.preset)
        let ids = try await records.ingest(
            (0..<3).map { index in
                NewSubmission(
                    hotkey: hotkey,
                    codeHash: CodeHash(of: Data(code.utf8)),
                    url: "https://example.org/\(index)/train.py",
                    committedAt: 1,
                    reveal: RevealPosition(block: 3, index: index)
                )
            },
            through: 3
        )
        #expect(try await records.storeCode(ids[0], Data(code.utf8)))
        #expect(try await records.rejectAtIntake(ids[1], code: "fetch_failed", sentence: "The server is gone."))
        _ = try await records.openEpoch(
            secret: .makeRandom(),
            beacon: Beacon(block: 3, hash: Data(repeating: 9, count: 32)),
            presetName: rules.name,
            presetHash: rules.hash,
            for: [ids[0]]
        )
        try await judge(records, rules)
        try records.close()
        return arena
    }

    private func judge(_ records: Records, _ rules: Preset) async throws {
        let next = try #require(try await records.nextQueued(presetHash: rules.hash))
        let execution = try await records.beginExecution(next.evaluation.id, directory: "/nothing/here")
        let statistics = #"""
            {"comparison": {"finite": true, "update_error": 0.5, "projection": 0.9, "first_moment_error": 0.5,
             "second_moment_error": 0.5, "tensors": []}, "marked": true, "disturbances": ["busy_before"],
             "freezing_nanoseconds": 40000, "foreign_load": 0.25}
            """#
        let run = Judgement.Run(
            index: 0,
            nanoseconds: 2_000_000_000,
            tokens: 20_000,
            outcome: "verified",
            statistics: try JSONValue(parsing: Data(statistics.utf8))
        )
        let judgement = Judgement(
            evaluation: next.evaluation.id,
            outcome: .rejected,
            fault: .competitor,
            code: "update_error",
            sentence: "the weights moved differently from training",
            runs: [run]
        )
        _ = try await records.accept(judgement, execution: execution.id, rule: rules.crown, atBlock: 9)
    }

    @Test func everyCheckIsShownWithNumberLimitAndHeadroom() async throws {
        let arena = try await arena()
        defer { arena.remove() }
        let view = try await arena.place.object("submission", "show", "s-000001", "--preset", arena.preset)
        let checks = try #require(view["checks"] as? [[String: Any]])
        let error = try #require(checks.first { $0["name"] as? String == "update_error" })
        let limit = try Preset.named("demo").verification.updateError
        #expect(error["value"] as? Double == 0.5 && error["highest"] as? Double == limit)
        #expect(error["kept"] as? Bool == false)
        #expect(abs((error["headroom"] as? Double ?? 0) - limit / 0.5) < 1e-12)
        let text = try await arena.place.run("submission", "show", "s-000001", "--preset", arena.preset).text
        for words in [
            "rejected  update_error, by the submission's own doing", "the weights moved differently from training",
            "over by", "2.000 s", "10 000", "40 µs", "25.0 %", "* busy_before", "no longer kept",
        ] { #expect(text.contains(words), "\(words) is not in:\n\(text)") }
    }

    @Test func aRefusalIsShown() async throws {
        let arena = try await arena()
        defer { arena.remove() }
        let text = try await arena.place.run("submission", "show", "s-000002").text
        #expect(text.contains("rejected  fetch_failed"))
        #expect(text.contains("The server is gone."))
        #expect(text.contains("https://example.org/1/train.py"))
    }

    @Test func listsAreFiltered() async throws {
        let arena = try await arena()
        defer { arena.remove() }
        func ids(_ arguments: String...) async throws -> [String] {
            let outcome = try await Program.run(["submission", "list", "--json"] + arguments, in: arena.place.path)
            let list = try #require(try JSONSerialization.jsonObject(with: outcome.output) as? [[String: Any]])
            return list.compactMap { $0["submission"] as? String }
        }
        #expect(try await ids() == ["s-000001", "s-000002", "s-000003"])
        #expect(try await ids("--state", "rejected") == ["s-000001", "s-000002"])
        #expect(try await ids("--state", "revealed") == ["s-000003"])
        #expect(try await ids("--hotkey", "alice").count == 3)
        let key = try arena.home.wallet.load("alice").hotkey.text
        #expect(try await ids("--hotkey", String(key.prefix(8))).count == 3)
        #expect(try await ids("--hotkey", "bob") == [])
        #expect(try await arena.place.run("submission", "list", "--state", "gone").status == 64)
    }

    @Test func listsAreShownInParts() async throws {
        let arena = try await arena()
        defer { arena.remove() }
        func part(_ arguments: String...) async throws -> (ids: [String], errors: String) {
            let outcome = try await Program.run(["submission", "list", "--json"] + arguments, in: arena.place.path)
            let list = try #require(try JSONSerialization.jsonObject(with: outcome.output) as? [[String: Any]])
            return (list.compactMap { $0["submission"] as? String }, outcome.errors)
        }
        let newest = try await part("--limit", "2")
        #expect(newest.ids == ["s-000002", "s-000003"])
        #expect(newest.errors.contains("--before s-000002 earlier ones"))
        let earlier = try await part("--limit", "2", "--before", "s-000002")
        #expect(earlier.ids == ["s-000001"])
        #expect(earlier.errors.isEmpty)
        for words in [["--limit", "0"], ["--limit", "many"], ["--before", "000002"], ["--before", "s--2"]] {
            let outcome = try await Program.run(["submission", "list"] + words, in: arena.place.path)
            #expect(outcome.status == 64, "\(words)")
        }
    }

    @Test func theBoardTellsOfTheNewestAndOfWhoeverWaits() async throws {
        let arena = try await arena()
        defer { arena.remove() }
        let outcome = try await arena.place.run("board", "--limit", "1", "--preset", arena.preset)
        #expect(outcome.text.contains("1 waiting: s-000003"))
        #expect(!outcome.text.contains("s-000002"))
        #expect(outcome.errors.contains("there are more rows or submissions than these 1"))
        let whole = try await arena.place.run("board", "--preset", arena.preset)
        for words in ["s-000001", "s-000002", "fetch_failed"] { #expect(whole.text.contains(words)) }
        #expect(whole.errors.isEmpty)
    }

    @Test func codeIsPrintedAsItIsOnceThereIsAVerdict() async throws {
        let strange = "x = '\u{1B}[2J'\n"
        let arena = try await arena(code: strange)
        defer { arena.remove() }
        let printed = try await arena.place.run("submission", "code", "s-000001")
        #expect(printed.status == 0)
        #expect(printed.output == Data(strange.utf8))
        for (id, words) in [
            ("s-000002", "refused before"), ("s-000003", "no verdict yet"), ("s-000009", "there is no"),
        ] {
            let outcome = try await arena.place.run("submission", "code", id)
            #expect(outcome.status == 3 && outcome.output.isEmpty)
            #expect(outcome.errors.contains(words))
        }
    }

    @Test func aLogThatIsGoneIsNotFound() async throws {
        let arena = try await arena()
        defer { arena.remove() }
        let cases = ["s-000001": "no longer kept", "s-000002": "was not judged"]
        for (id, words) in cases {
            let outcome = try await arena.place.run("submission", "log", id)
            #expect(outcome.status == 3)
            #expect(outcome.errors.contains(words))
        }
    }
}
