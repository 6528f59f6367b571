import Foundation
import Rules
import Testing

@testable import tiltyard

@Suite struct TournamentCommandTests {
    private static let plan = ["tournament", "simulate", "--preset", "god-2026", "--type", "text", "--entrants", "64"]

    @Test func theSameArgumentsGiveTheSameBytes() async throws {
        let first = try await Program.run(Self.plan + ["--seed", "7", "--json"])
        #expect(first.status == 0, "\(first.errors)")
        let surroundings = ["TZ": "Asia/Kathmandu", "LANG": "tr_TR.UTF-8", "SWIFT_DETERMINISTIC_HASHING": "1"]
        let again = try await Program.run(Self.plan + ["--seed", "7", "--json"], environment: surroundings)
        #expect(first.output == again.output)
        let other = try await Program.run(Self.plan + ["--seed", "8", "--json"])
        #expect(first.output != other.output)
    }

    @Test func recordedResultsLeadToTheSameBracket() async throws {
        let place = try Workplace()
        defer { place.remove() }
        let played = try await Program.run(Self.plan + ["--json"])
        let file = try place.write(played.output, to: "results.json")
        let again = try await Program.run(Self.plan + ["--results", file, "--json"])
        #expect(again.status == 0, "\(again.errors)")
        let records = try [played, again].map { try JSONDecoder().decode(TournamentRecord.self, from: $0.output) }
        #expect(records[0].rounds == records[1].rounds)
        let missing = try await Program.run(Self.plan + ["--results", place.path + "/none.json"])
        #expect(missing.status != 0)
    }

    @Test func oddsAndRulesAreShown() async throws {
        let odds = try await Program.run([
            "tournament", "simulate", "--preset", "god-2026", "--entrants", "8", "--trials", "5", "--json",
        ])
        #expect(try JSONDecoder().decode(TournamentOdds.self, from: odds.output).trials == 5)
        let list = try await Program.run(["tournament", "rules"])
        for name in TournamentPreset.allNames { #expect(list.text.contains(name)) }
        let page = try await Program.run(["tournament", "rules", "god-2026", "--markdown"])
        #expect(page.text == TournamentTable(try .named("god-2026")).markdown)
        let unknown = try await Program.run(["tournament", "rules", "god-2099"])
        #expect(unknown.status != 0)
        let none = try await Program.run(["tournament", "simulate", "--preset", "god-2025", "--type", "environment"])
        #expect(none.status != 0)
    }
}
