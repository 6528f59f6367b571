import APIModels
import Arena
import Foundation
import Rules
import Testing

@testable import Site

/// The pieces, without a site.
@Suite struct PartTests {
    struct Text: CustomTestStringConvertible, Sendable {
        let text: String
        let markup: String
        var testDescription: String { markup }
    }

    @Test(arguments: [
        Text(text: "a < b && c > d", markup: "a &lt; b &amp;&amp; c &gt; d"),
        Text(text: "\"it's\"", markup: "&quot;it&#39;s&quot;"),
        Text(text: "\u{0}\u{7}\u{1B}\u{7F}\u{9F}", markup: "\\u{0}\\u{7}\\u{1b}\\u{7f}\\u{9f}"),
        Text(text: "a\u{202E}b\u{2066}c\u{200F}", markup: "a\\u{202e}b\\u{2066}c\\u{200f}"),
        Text(text: "\u{FEFF}\u{E0041}\u{FFFF}", markup: "\\u{feff}\\u{e0041}\\u{ffff}"),
        Text(text: "tab\tline\nend\r", markup: "tab\tline\nend\\u{d}"),
        Text(text: "größer 漢字 🏇", markup: "größer 漢字 🏇"),
    ])
    func textStaysText(_ text: Text) {
        #expect(Markup(text: text.text).source == text.markup)
        let value = tag("p", .title(text.text)) { text.text }
        #expect(value.source == "<p title=\"\(text.markup)\">\(text.markup)</p>")
    }

    @Test func interpolatedTextIsEscaped() {
        let name = "<b>"
        let markup: Markup = "by \(name)"
        #expect(markup.source == "by &lt;b&gt;")
    }

    @Test func linksLeadNowhereElse() {
        #expect(SitePath("/s", "../../etc?x=1#y").text == "/s/..%2F..%2Fetc%3Fx%3D1%23y")
        #expect(SitePath("/s", "javascript:alert(1)").text == "/s/javascript%3Aalert%281%29")
        #expect(SitePath("/s", query: [("state", "a&b"), ("cursor", "ü")]).text == "/s?state=a%26b&cursor=%C3%BC")
    }

    struct Number: CustomTestStringConvertible, Sendable {
        let value: Double
        let digits: Int
        let text: String
        var testDescription: String { text }
    }

    @Test(arguments: [
        Number(value: 0, digits: 0, text: "0"), Number(value: 1234.56, digits: 1, text: "1234.6"),
        Number(value: 12345.6, digits: 0, text: "12\u{202F}346"), Number(value: -0.04, digits: 1, text: "0.0"),
        Number(value: -1_234_567.0, digits: 2, text: "\u{2212}1\u{202F}234\u{202F}567.00"),
        Number(value: .infinity, digits: 2, text: "inf"),
    ])
    func numbersAreGrouped(_ number: Number) {
        #expect(Figure.fixed(number.value, number.digits) == number.text)
    }

    @Test func smallNumbersKeepTheirDigits() {
        #expect(
            [3.63e-05, 0.00559, 0.0123, 0.456, 7.894, 12.34, 789.6].map(Figure.short) == [
                "3.6·10⁻⁵", "0.00559", "0.0123", "0.456", "7.89", "12.3", "790",
            ]
        )
    }

    @Test func guessedTimesAreRound() {
        #expect(
            [0.3, 4.4, 93, 88, 95, 400, 5000, 20_000, 400_000].map(Figure.about) == [
                "a second", "4\u{202F}s", "2\u{202F}min", "90\u{202F}s", "2\u{202F}min", "7\u{202F}min",
                "83\u{202F}min",
                "6\u{202F}h", "5\u{202F}days",
            ]
        )
    }

    @Test func timesAreOfUTC() {
        #expect(Figure.time(1_767_225_599_007) == "2025-12-31 23:59:59")
        #expect(Figure.machineTime(1_767_225_599_007) == "2025-12-31T23:59:59Z")
    }

    @Test func ticksAreRoundAndInside() {
        let scale = Scale([980, 1310])
        #expect(scale.ticks(4).allSatisfy { $0.truncatingRemainder(dividingBy: 50) == 0 && $0 > 950 && $0 < 1340 })
        #expect(Scale([5, 5]).ticks(3).isEmpty == false)
        #expect(Scale([]).share(0.5) > 0)
    }

    @Test func differencesCoverBothTexts() {
        let left = CodePage.lines(of: "a\nb\nc\nd\n"), right = CodePage.lines(of: "a\nx\nc\nd\ne\n")
        let difference = LineDifference(left, right)
        #expect(difference.removed == 1 && difference.added == 2)
        #expect(
            difference.rows == [
                .same(left: 0, right: 0), .changed(left: 1, right: 1), .same(left: 2, right: 2),
                .same(left: 3, right: 3),
                .added(right: 4),
            ]
        )
    }

    @Test func longEqualStretchesAreFolded() {
        let lines = (0..<40).map { Substring("\($0)") }
        let difference = LineDifference(lines, lines + ["new"])
        #expect(difference.rows == [.skipped(37)] + (37..<40).map { .same(left: $0, right: $0) } + [.added(right: 40)])
    }

    /// A competitor chooses the texts: no pair of them may take long.
    @Test func largeTextsAreComparedByTheLinesThatOccurOnce() {
        let old = (0..<3000).map { Substring("old \($0)") }, new = (0..<3000).map { Substring("new \($0)") }
        #expect(LineDifference(old, new).removed == 3000)
        let shared = ["a", "b", "c"].map { Substring($0) }
        let difference = LineDifference(old + shared + new, new + shared + old)
        #expect(difference.removed == 3003 && difference.added == 3003)
        let edited = old.map { $0.hasSuffix("00") ? "edited" : $0 }
        #expect(LineDifference(old, edited).removed == 29)
        let repeated = [Substring](repeating: "x", count: 3000)
        #expect(LineDifference(repeated + ["end"], ["start"] + repeated).removed <= 3001)
    }

    @Test func aChartOfManyScoresKeepsTheBestOfEachMoment() throws {
        let objects = (0..<20_000).map { index in
            """
            {"submission": "s-\(index)", "hotkey": "h", "at_ms": \(index * 1000), "score": \((index * 7919) % 20_000), \
            "best": 0, "crowned": \(index % 1000 == 0)}
            """
        }
        let text = "[" + objects.joined(separator: ",") + "]"
        let points = try JSONDecoder().decode([HistoryView.Point].self, from: Data(text.utf8))
        let drawn = HistoryChart.drawn(points)
        #expect(drawn.count <= 600)
        #expect(drawn.contains { $0.score == 19_999 })
        #expect(drawn.count(where: \.isCrowned) >= 20)
        #expect(drawn.map(\.atMilliseconds) == drawn.map(\.atMilliseconds).sorted())
        #expect(HistoryChart.drawn(Array(points.prefix(600))).count == 600)
    }

    struct Change: CustomTestStringConvertible, Sendable {
        let old: String
        let new: String
        let letters: [Range<Int>]
        var testDescription: String { "\(old) to \(new)" }
    }

    @Test(arguments: [
        Change(old: "loss = a.item()", new: "loss = a.detach()", letters: [9..<13, 9..<15]),
        Change(old: "aa", new: "aaa", letters: [2..<2, 0..<3]),
        Change(old: "RATE = 13050.0", new: "RATE = 13840.0", letters: [7..<12, 7..<12]),
        Change(old: "same", new: "same", letters: [4..<4, 4..<4]),
        Change(old: "nothing", new: "in common", letters: [0..<0, 0..<0]),
    ])
    func whatChangedInALineIsFound(_ change: Change) {
        let found = LineDifference.changedLetters(Substring(change.old), Substring(change.new))
        #expect([found.left, found.right] == change.letters)
    }

    @Test func changedLettersAreMarkedAcrossPieces() {
        var python = PythonText()
        let line = python.markup("return a + 1", marked: 4..<9).source
        #expect(
            line == "<i class=\"k\">retu</i><mark><i class=\"k\">rn</i></mark>"
                + "<mark> </mark><mark>a</mark><mark> </mark>+ <i class=\"m\">1</i>"
        )
    }

    struct Span: CustomTestStringConvertible, Sendable {
        let hours: Double
        let words: [String]
        var testDescription: String { "\(hours) h" }
    }

    /// From ten o'clock on the first of March 2026.
    @Test(arguments: [
        Span(hours: 0.15, words: ["10:00", "10:02", "10:04", "10:06", "10:08"]),
        Span(hours: 15, words: ["12:00", "15:00", "18:00", "21:00", "2 Mar"]),
        Span(hours: 80, words: ["2 Mar", "3 Mar", "4 Mar"]),
        Span(hours: 0, words: []),
    ])
    func momentsOnAnAxisAreRound(_ span: Span) {
        let from = 1_772_359_200_000.0
        let ticks = TimeTicks(from: from, to: from + span.hours * 3_600_000, count: 6).ticks
        #expect(ticks.map(\.words) == span.words)
    }

    @Test func linesEndAsTheyMay() {
        #expect(CodePage.lines(of: "a\r\nb\n\nc") == ["a", "b", "", "c"])
        #expect(CodePage.lines(of: "").isEmpty)
    }

    @Test func pythonKeepsEveryCharacter() {
        var python = PythonText()
        let source = ["def f(x): # '\"", "    t = '''a", "b''' + \"\\\"\" + 1e5", "return None"]
        let text = source.map { python.markup(Substring($0)).source }
        #expect(text[0] == "<i class=\"k\">def</i> f(x): <i class=\"c\"># &#39;&quot;</i>")
        #expect(text[1].hasSuffix("<i class=\"t\">&#39;&#39;&#39;a</i>"))
        #expect(text[2].hasPrefix("<i class=\"t\">b&#39;&#39;&#39;</i>"))
        let plain = text.map {
            $0.replacing(/<[^>]+>/, with: "").replacing("&#39;", with: "'").replacing("&quot;", with: "\"")
        }
        #expect(plain == source)
    }

    @Test(arguments: ["'\\", "'\\''", "'\\\\'", "'a\\", "'''\\''''", "'" + String(repeating: "\\", count: 1999)])
    func aTextGoesOnBehindABackslash(_ line: String) {
        var python = PythonText()
        let markup = python.markup(Substring(line)).source
        #expect(markup == "<i class=\"t\">\(line.replacing("'", with: "&#39;"))</i>")
    }

    @Test func aBucketFillsByTheSecond() {
        let limit = RateLimit(burst: 2, perSecond: 4), now = ContinuousClock.now
        #expect(limit.take("a", now: now) == nil && limit.take("a", now: now) == nil)
        #expect(limit.take("a", now: now) == 0.25)
        #expect(limit.take("b", now: now) == nil)
        #expect(limit.take("a", now: now + .milliseconds(260)) == nil)
    }

    @Test func aBucketGivesAmounts() {
        let limit = RateLimit(burst: 10, perSecond: 2), now = ContinuousClock.now
        #expect(limit.take("a", 7, now: now) == nil)
        #expect(limit.take("a", 0, now: now) == nil)
        #expect(limit.take("a", 4, now: now) == 0.5)
        // What the bucket can never hold waits until it is full.
        #expect(limit.take("a", 1000, now: now) == 3.5)
        #expect(limit.take("a", 1000, now: now + .seconds(4)) == nil)
        limit.giveBack("a", 1000)
        #expect(limit.take("a", 10, now: now + .seconds(4)) == nil)
        #expect(RateLimit(burst: 0, perSecond: 0).take("a", now: now) == 86_400)
    }

    @Test func compressionIsLeftOutWhereItDoesNotHelp() {
        #expect(Gzip.compress(Data((0..<64).map { UInt8($0) })) == nil)
        #expect((Gzip.compress(Data(repeating: 65, count: 10_000))?.count ?? .max) < 100)
    }

    @Test func publishedNamesAreSpelledAsPublished() {
        #expect(
            ["minerUid", "submissions24h", "evaluationsCompleted1h", "mfu"].map(Published.key) == [
                "miner_uid", "submissions_24h", "evaluations_completed_1h", "mfu",
            ]
        )
    }
}
