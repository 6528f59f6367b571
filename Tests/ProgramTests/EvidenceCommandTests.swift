import Foundation
import Testing

/// The commands about evidence, on a log that was written once.
@Suite struct EvidenceCommandTests {
    private static let log = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
        .appendingPathComponent("../EvidenceTests/Fixtures/small.jsonl").standardizedFileURL.path

    private let place: Workplace
    private let lines: [[String: Any]]

    init() throws {
        place = try Workplace()
        lines = try String(contentsOfFile: Self.log, encoding: .utf8).split(separator: "\n").map { line in
            try #require(try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any])
        }
    }

    private var key: String { (lines[0]["body"] as? [String: Any])?["validator"] as? String ?? "" }
    private var head: String { lines.last?["hash"] as? String ?? "" }

    @Test func aSoundLogIsFoundSound() async throws {
        defer { place.remove() }
        let report = try await place.object("evidence", "verify", Self.log, "--key", key, "--head", head)
        #expect(report["sound"] as? Bool == true)
        let summary = try #require(report["summary"] as? [String: Any])
        #expect(summary["entries"] as? Int == lines.count)
        #expect((summary["head"] as? [String: Any])?["hash"] as? String == head)
        let text = try await place.run("evidence", "verify", Self.log, "--key", key)
        #expect(text.status == 0)
        #expect(text.text.contains(head))
    }

    @Test func whatIsWrongIsNamed() async throws {
        defer { place.remove() }
        let log = try String(contentsOfFile: Self.log, encoding: .utf8)
        try place.write(log.replacing("\"attempt\":1", with: "\"attempt\":3", maxReplacements: 1), to: "changed.jsonl")
        try place.write(String(log.dropLast(100)), to: "cut.jsonl")
        try place.write("", to: "empty.jsonl")
        let other = String(repeating: "ab", count: 32)
        let cases = [
            (["changed.jsonl", "--key", key], "changed"), (["cut.jsonl", "--key", key], "cut"),
            (["empty.jsonl", "--key", key], "empty"), ([Self.log, "--key", other], "wrong_key"),
            ([Self.log, "--key", key, "--head", other], "head_missing"),
        ]
        for (arguments, code) in cases {
            let outcome = try await Program.run(["evidence", "verify", "--json"] + arguments, in: place.path)
            let report = try #require(try JSONSerialization.jsonObject(with: outcome.output) as? [String: Any])
            #expect(outcome.status == 1, "\(code)")
            #expect((report["problem"] as? [String: Any])?["code"] as? String == code)
            let text = try await Program.run(["evidence", "verify"] + arguments, in: place.path)
            #expect(text.status == 1 && text.text.hasPrefix(code))
        }
    }

    @Test func whatIsNotThereIsNotFound() async throws {
        defer { place.remove() }
        #expect(try await place.run("evidence", "verify", "nothing.jsonl", "--key", key).status == 3)
        #expect(try await place.run("evidence", "verify", Self.log, "--key", "abc").status == 64)
        #expect(try await place.run("evidence", "replay", Self.log, "--code", place.path).status == 3)
        #expect(try await place.run("evidence", "replay", Self.log, "--code", place.path, "--entry", "2").status == 3)
    }

    @Test func theBoardIsRebuiltWithoutAnArena() async throws {
        defer { place.remove() }
        let board = try await place.object("board", "--from", Self.log, "--key", key)
        let rows = try #require(board["rows"] as? [[String: Any]])
        #expect(rows.map { $0["submission"] as? String } == ["s-000002", "s-000001"])
        #expect(rows.map { $0["champion"] as? Bool } == [true, false])
        let table = try await place.run("board", "--from", Self.log)
        #expect(table.status == 0 && table.text.contains("s-000002") && table.text.contains("copied"))
        #expect(table.errors.contains(key))
        let log = try String(contentsOfFile: Self.log, encoding: .utf8)
        try place.write(log.replacing("\"score\":", with: "\"score\": ", maxReplacements: 1), to: "changed.jsonl")
        #expect(try await place.run("board", "--from", "changed.jsonl").status == 7)
    }
}
