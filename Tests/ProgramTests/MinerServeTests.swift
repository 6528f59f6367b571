import Foundation
import Rules
import Subprocess
import SystemPackage
import Testing

@testable import tiltyard

/// Competitors that serve, and a tournament that asks them, as their users start them.
@Suite struct MinerServeTests {
    private static let commit = String(repeating: "ab", count: 20)

    private static func words(_ number: Int, home: String) -> [String] {
        [
            "miner", "serve", "--repo", "https://git.example/owner-\(number)/training", "--commit", commit,
            "--type", "environment", "--host", "127.0.0.\(number)", "--port", "0",
            "--wallet.name", "entrant-\(number)", "--home", home,
        ]
    }

    /// Starts so many competitors, each at an address of its own, runs a test and ends them, whatever the test does.
    private static func serving(
        _ count: Int,
        home: String,
        known: [String: String] = [:],
        _ test: ([String: String]) async throws -> Void
    ) async throws {
        guard known.count < count else { return try await test(known) }
        let number = known.count + 1
        _ = try await Subprocess.run(
            .path(FilePath(Program.file)),
            arguments: .init(words(number, home: home)),
            input: .inputWriter,
            output: .sequence,
            error: .discarded
        ) { child in
            do {
                var known = known
                for try await line in child.standardOutput.strings() {
                    let text = line.trimmingCharacters(in: .whitespacesAndNewlines)
                    known["entrant-\(number)"] = text.components(separatedBy: "http://").last
                    break
                }
                // Whoever does not say where it serves must not have another started in its place.
                try #require(known.count == number)
                try await serving(count, home: home, known: known, test)
                try child.send(signal: .kill)
            } catch {
                try child.send(signal: .kill)
                throw error
            }
        }
    }

    /// Five serve and one is not there: the tournament asks them all.
    @Test func aTournamentAsksThoseWhoServe() async throws {
        let place = try Workplace()
        defer { place.remove() }
        let home = place.path + "/arena"
        let rules = ["--preset", "god-2026", "--type", "environment", "--entrants", "6"]
        let plan = ["tournament", "run"] + rules + ["--home", home]
        let prepared = try await Program.run(plan + ["--prepare"])
        #expect(prepared.status == 0, "\(prepared.errors)")
        try await Self.serving(5, home: home) { addresses in
            var addresses = addresses
            addresses["entrant-6"] = "127.0.0.9:9"
            let file = try place.write(JSONEncoder().encode(addresses), to: "endpoints.json")
            let run = plan + ["--tournaments", "1", "--endpoints", file, "--allow-private-addresses", "--json"]
            let played = try await Program.run(run)
            #expect(played.status == 0, "\(played.errors)")
        }
        let show = try await Program.run(["tournament", "show", "--json", "--home", home])
        let report = try JSONValue(parsing: show.output)
        #expect(report["summary"]?["stage"] == .string("completed"))
        guard case .array(let entries)? = report["entries"] else {
            Issue.record("there are entries")
            return
        }
        let verdicts = entries.compactMap { $0["verdict"]?.text }.sorted()
        #expect(verdicts == Array(repeating: "admitted", count: 5) + ["no-answer"])
    }

    @Test(arguments: [
        ["--repo", "http://git.example/a/b", "--commit", commit],
        ["--repo", "https://git.example/a", "--commit", commit],
        ["--repo", "https://git.example/a/b", "--commit", "main"],
        ["--repo", "https://git.example/a/b", "--commit", commit, "--port", "65536"],
    ])
    func whatCouldNotBeEnteredIsNotServed(words: [String]) async throws {
        let outcome = try await Program.run(["miner", "serve"] + words)
        #expect(outcome.status == 64)
    }

    @Test(arguments: ["[]", "{\"a\": 1}", "{\"entrant-01\": \"localhost:80\"}", "nothing"])
    func aFileThatIsNoneOfAddressesIsRefused(text: String) async throws {
        let place = try Workplace()
        defer { place.remove() }
        let file = try place.write(Data(text.utf8), to: "endpoints.json")
        let outcome = try await Program.run(
            ["tournament", "run", "--endpoints", file, "--home", place.path + "/arena"]
        )
        #expect(outcome.status != 0 && outcome.errors.contains("--endpoints"))
    }
}
