import Foundation
import Testing

@testable import Rules

@Suite struct TournamentScheduleTests {
    private static let preset = TournamentPreset.shipped("god-2026")

    /// Reads `2026-06-18T14:00:00+00:00` without a calendar of the machine.
    private static func moment(_ text: String) throws -> Moment {
        let strategy = Date.ISO8601FormatStyle()
        let date = try strategy.parse(text.replacing("+00:00", with: "Z"))
        return Moment(Int64(date.timeIntervalSince1970))
    }

    @Test func beginsAsPublished() throws {
        for row in try #require(TournamentVectors.rounds["schedule"]).elements {
            let now = try Self.moment(try #require(row["now"]?.text))
            let last = try Self.moment(try #require(row["last"]?.text))
            let type = try #require(row["type"]?.text.flatMap(TournamentType.init(rawValue:)))
            let rule = try #require(Self.preset[type]?.start)
            let ended = StartRule.Last(began: last.adding(Seconds(-86400)), ended: last)
            let quirks: [TournamentQuirk] = [.restartsInTheSameHour]
            #expect(rule.begins(at: now, after: ended, quirks: quirks) == (row["start"] == .bool(true)))
            #expect(
                rule.next(at: now, after: ended, quirks: quirks) == (try Self.moment(try #require(row["next"]?.text)))
            )
            // A tournament that ended in its own hour is not followed by another in it, unless that is asked for.
            let isSameHour = now.seconds - last.seconds < 3600
            #expect(rule.begins(at: now, after: ended) != isSameHour)
        }
    }

    @Test func waitsForTheNextWeekWhenTheHourIsMissed() throws {
        let rule = try #require(Self.preset.text?.start)
        let last = StartRule.Last(
            began: try Self.moment("2026-06-11T14:00:00Z"),
            ended: try Self.moment("2026-06-15T10:00:00Z")
        )
        let late = try Self.moment("2026-06-18T15:00:00Z")
        #expect(!rule.begins(at: late, after: last))
        #expect(rule.next(at: late, after: last).text == "2026-06-25T14:00:00Z")
        #expect(rule.begins(at: try Self.moment("2026-06-18T14:59:59Z"), after: last))
        #expect(!rule.begins(at: try Self.moment("2026-06-18T13:59:59Z"), after: last))
        #expect(rule.begins(at: late, after: nil))
        let environment = try #require(Self.preset.environment?.start)
        #expect(!environment.begins(at: try Self.moment("2026-06-22T13:59:59Z"), after: last))
    }

    @Test func theOldGuideLeavesAGap() throws {
        let rule = try #require(TournamentPreset.shipped("god-2025").text?.start)
        let last = StartRule.Last(began: Moment(0), ended: Moment(1000))
        #expect(!rule.begins(at: Moment(1000 + 72 * 3600 - 1), after: last))
        #expect(rule.begins(at: Moment(1000 + 72 * 3600), after: last))
    }

    @Test(arguments: [
        "1970-01-01T00:00:00Z", "1999-12-31T23:59:59Z", "2000-02-29T12:00:00Z", "2024-02-29T00:00:01Z",
        "2026-11-28T18:50:38Z", "2100-03-01T00:00:00Z",
    ])
    func writesMoments(text: String) throws {
        #expect(try Self.moment(text).text == text)
    }

    @Test func knowsDaysOfTheWeekBefore1970() {
        #expect(Moment(0).weekday == .thursday)
        #expect(Moment(-1).weekday == .wednesday)
        #expect(Moment(-1).text == "1969-12-31T23:59:59Z")
        #expect(Moment(-1).hour == 23)
        #expect(Moment(.max).adding(Seconds(1e18)) == Moment(.max))
    }
}
