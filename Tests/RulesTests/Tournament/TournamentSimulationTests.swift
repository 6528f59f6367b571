import Foundation
import Testing

@testable import Rules

@Suite struct TournamentSimulationTests {
    private static func field(_ name: String, _ type: TournamentType = .text, entrants: Int = 20) -> SimulatedField {
        var preset = TournamentPreset.shipped(name)
        preset.text?.boss.samples?.resamples = 200
        return SimulatedField(preset, type, entrants: entrants, seed: 7)
    }

    private static func record(_ field: SimulatedField) throws -> TournamentRecord {
        let bracket = try #require(field.simulation.run(field.performer(SkillModel()))?.bracket)
        return try TournamentRecord(bracket, of: field.simulation)
    }

    @Test func isTheSameEveryTime() throws {
        let one = try JSONValue(encoding: Self.record(Self.field("god-2026", entrants: 64))).canonicalText
        let other = try JSONValue(encoding: Self.record(Self.field("god-2026", entrants: 64))).canonicalText
        #expect(one == other)
    }

    @Test func playsAllRoundsOfTheGuide() throws {
        let record = try Self.record(Self.field("god-2026", entrants: 64))
        #expect(record.rounds.map(\.matches.count) == [2, 1, 4, 2, 1, 1])
        #expect(record.outcome != nil && record.payout != nil)
    }

    @Test(arguments: ["god-2025", "god-2026", "god-2026-code", "god-2026-09", "tournament-open"])
    func recordedResultsLeadToTheSameTournament(name: String) throws {
        let field = Self.field(name)
        let record = try Self.record(field)
        let data = Data(try JSONValue(encoding: record).canonicalText.utf8)
        let bracket = try #require(field.simulation.run(try RecordedPerformer(data))?.bracket)
        var again = try TournamentRecord(bracket, of: field.simulation)
        // Attempts that failed were not written down, and take no time again.
        again.hours = record.hours
        if let outcome = again.outcome, let own = record.outcome {
            again.outcome = TournamentOutcome(champion: outcome.champion, reason: outcome.reason, ended: own.ended)
        }
        #expect(again.rounds == record.rounds)
        #expect(again.outcome == record.outcome)
    }

    @Test func refusesADocumentThatIsNone() {
        #expect(throws: PresetError.self) { try RecordedPerformer(Data("{}".utf8)) }
        #expect(throws: PresetError.self) { try RecordedPerformer(Data("[".utf8)) }
    }

    @Test func drawsEveryRound() throws {
        let lines = BracketDrawing(try Self.record(Self.field("god-2026"))).lines
        #expect(lines.count { $0.hasPrefix("Round ") } == 5)
        #expect(lines.first == "Round 1: one group")
        #expect(lines.contains("Round 5: boss round"))
        let few = try Self.record(Self.field("god-2026", entrants: 3))
        #expect(BracketDrawing(few).lines == ["Cancelled: too few entered in time."])
        #expect(few.payout == nil)
    }

    @Test func drawsAPicture() throws {
        var record = try Self.record(Self.field("god-2026"))
        record.rounds[0].matches[0].competitors[0] = "<&>"
        let picture = BracketDrawing(record).svg
        #expect(picture.hasPrefix("<svg ") && picture.hasSuffix("</svg>\n"))
        #expect(picture.contains(">&lt;&amp;&gt;</text>"))
        #expect(
            picture.split(separator: "\n").count { $0.hasPrefix("<rect ") }
                == record.rounds.map(\.matches.count).reduce(0, +)
        )
    }

    @Test func oddsAreShares() throws {
        let odds = TournamentOdds(Self.field("god-2026", entrants: 8), trials: 40, model: SkillModel())
        #expect((0...1).contains(odds.bestWins) && odds.bestWins <= odds.bestAdvances)
        #expect(odds.bestAdvances > 1.0 / 8)
        #expect(odds.copyDethrones < 0.2)
        #expect(odds.meanRounds == 4)
        #expect(odds.meanHours > 4 && odds.mostHours >= odds.meanHours)
        #expect(odds == TournamentOdds(Self.field("god-2026", entrants: 8), trials: 40, model: SkillModel()))
    }

    @Test func withoutNoiseTheBestEntrantAlwaysWins() {
        var model = SkillModel()
        (model.noise, model.competitorFailures, model.infrastructureFailures) = (0, 0, 0)
        for type in [TournamentType.text, .image] {
            let odds = TournamentOdds(Self.field("god-2026", type, entrants: 20), trials: 20, model: model)
            #expect(odds.bestAdvances == 1)
            #expect(odds.copyDethrones == 0)
        }
    }
}
