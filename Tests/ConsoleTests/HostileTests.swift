import Foundation
import Testing

@testable import Console

/// A server that wants to do harm to a terminal.
@Suite struct HostileTests {
    /// Texts that would move, colour, answer, hide or turn, or are wider than they look.
    static let texts = [
        "\u{1B}[2J\u{1B}[1;1Hgone", "\u{1B}]0;title\u{7}", "\u{1B}]52;c;cm0gLXJm\u{1B}\\", "\u{9B}6n\u{90}q\u{9C}",
        "a\u{202E}b\u{2066}c\u{200F}", "\r\n\t\u{8}\u{8}\u{0}", "训练训练训练训练训练训练训练训练",
        "a" + String(repeating: "\u{301}", count: 200),
        String(repeating: "👩\u{200D}👩\u{200D}👧\u{200D}👦", count: 20), "\u{1F1E9}\u{1F1EA}", "שלום 123 | مرحبا",
        String(repeating: "x", count: 100_000), "", "\u{FEFF}\u{200B}\u{3164}", "\u{E0001}\u{E0041}\u{FFFE}",
    ]
    static let numbers: [Double] = [0, -1e308, 1e308, .leastNonzeroMagnitude, 9_007_199_254_740_992]

    /// A contest in which every text is one of these and every number one of those.
    static func snapshot(_ text: String, _ number: Double) -> Snapshot {
        let row = BoardReply.Row(
            rank: number,
            submission: text,
            hotkey: text,
            score: number,
            mfu: number,
            isChampion: true,
            isMarked: true,
            interval: .init(lowest: number, highest: -number),
            band: number
        )
        var summary = SubmissionRow(submission: text, hotkey: text, revealBlock: number, state: text, isChampion: false)
        summary.outcome = text.isEmpty ? nil : "rejected"
        (summary.code, summary.sentence, summary.score, summary.rank) = (text, text, number, number)
        let point = HistoryReply.Point(
            submission: text,
            atMilliseconds: number,
            score: number,
            best: -number,
            isCrowned: true
        )
        return Snapshot(
            board: BoardReply(
                preset: text,
                metric: text,
                block: number,
                threshold: number,
                jump: .init(rule: text, fraction: number, leastScore: number),
                rows: .init(items: [row, row], nextCursor: text)
            ),
            submissions: [summary, summary],
            history: HistoryReply(
                points: [point, point],
                reigns: [.init(submission: text, fromBlock: number)]
            ),
            queue: QueueReply(
                evaluationSeconds: number,
                places: [.init(submission: text, hotkey: text, state: text, position: number, expectedSeconds: number)]
            ),
            validator: ValidatorReply(
                status: "running",
                work: [.init(submission: text, champion: text, startedMilliseconds: number)],
                waiting: number,
                accepted: number,
                rejected: number,
                failed: number,
                judgedInLastHour: number
            )
        )
    }

    static func verdict(_ text: String, _ number: Double) -> Verdict {
        var view = SampleContest.verdict.view
        (view.submission, view.hotkey, view.codeHash, view.state) = (text, text, text, text)
        (view.outcome, view.code, view.sentence, view.fault) = (text, text, text, text)
        (view.score, view.mfu, view.rank, view.codeBytes) = (number, number, number, number)
        view.attempts = number
        view.checks = ["share", "seconds", "bytes", "rate", text].map { unit in
            .init(
                name: text,
                subject: text,
                run: number,
                value: number,
                lowest: number,
                highest: -number,
                unit: unit,
                headroom: number,
                isKept: number > 0
            )
        }
        view.runs = [
            .init(
                run: number,
                outcome: text,
                nanoseconds: number,
                tokensPerSecond: number,
                updateError: number,
                foreignLoad: number,
                isMarked: true
            )
        ]
        let event = EventReply(sequence: number, atMilliseconds: number, kind: text, subject: text)
        return Verdict(view: view, life: LifeReply(events: [event]))
    }

    /// Every screen of such a contest.
    static func frames(_ text: String, _ number: Double, _ size: Size, _ look: Look) -> [Frame] {
        var dashboard = Dashboard(look: look, place: text, size: size, now: number)
        _ = dashboard.hear(.report(.snapshot(snapshot(text, number))))
        _ = dashboard.hear(.report(.event(EventReply(sequence: 1, atMilliseconds: number, kind: text, subject: text))))
        var frames = [dashboard.frame]
        dashboard.press(keys: .tab)
        frames.append(dashboard.frame)
        dashboard.press(keys: .tab, .text("/"), .text("x"), .enter, .enter)
        _ = dashboard.hear(.report(.submission(text, .here(verdict(text, number)))))
        frames.append(dashboard.frame)
        dashboard.press(keys: .tab)
        let code = CodeText(
            codeHash: text,
            code: text + "\n" + text,
            findings: [.init(line: 1, rule: text, reason: text), .init(line: number, reason: text)]
        )
        _ = dashboard.hear(.report(.code(text, .here(code))))
        frames.append(dashboard.frame)
        dashboard.press(keys: .text("l"), .text("G"))
        frames.append(dashboard.frame)
        _ = dashboard.hear(.report(.lost(sentence: text, again: number)))
        return frames + [dashboard.frame]
    }

    @Test(arguments: texts, [Size(rows: 40, columns: 120), Size(rows: 9, columns: 41)])
    func nothingOfItGetsThrough(_ text: String, _ size: Size) {
        for number in Self.numbers {
            for frame in Self.frames(text, number, size, Look()) { check(frame, size, Look()) }
        }
        let plain = Look(charset: .ascii, hasColour: false)
        for frame in Self.frames(text, 1.5, size, plain) { check(frame, size, plain) }
    }

    private func check(_ frame: Frame, _ size: Size, _ look: Look) {
        #expect(frame.rows.count == size.rows && frame.rows.allSatisfy { $0.columns == size.columns })
        let sent = FrameWriter(hasColour: true).text(from: nil, to: frame)
        let rest = sent.replacing(/\u{1B}\[(\?2026[hl]|\d+;1H|\d+G|[0-9;]*m|2J|K)/, with: "")
        for scalar in rest.unicodeScalars {
            let isShown =
                Stranger(scalar) == .mark || Stranger(scalar) == .gap(columns: 1)
                || Stranger(scalar) == .shown(columns: 1) || Stranger(scalar) == .shown(columns: 2)
            if !isShown { Issue.record("U+\(String(scalar.value, radix: 16)) is sent") }
            if look.charset == .ascii, !scalar.isASCII {
                Issue.record("U+\(String(scalar.value, radix: 16)) is no ASCII")
            }
        }
    }

    @Test(arguments: texts)
    func onePrintIsHarmlessToo(_ text: String) {
        for number in Self.numbers {
            let report = PlainReport(look: Look(), place: text, snapshot: Self.snapshot(text, number), now: number)
            for line in report.lines(columns: 80) {
                #expect(line.columns <= 80)
                #expect(!line.printed(hasStyles: false).unicodeScalars.contains { Stranger($0) == .written })
            }
        }
    }

    @Test func sentencesOfErrorsAreHarmless() {
        let error = ConsoleError(
            .foreign,
            "x leads on to \u{1B}[31mhttp://\u{202E}" + String(repeating: "a", count: 5000)
        )
        #expect(error.sentence.hasPrefix("x leads on to \\u{1b}[31mhttp://\\u{202e}a"))
        #expect(error.sentence.count == 300)
    }
}
