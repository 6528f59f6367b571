import Foundation
import Testing

@testable import Console

/// Whole screens against files.
///
/// `TILTYARD_WRITE_FRAMES=1 swift test --filter FrameTests` writes them anew, to be looked at.
@Suite struct FrameTests {
    struct Case: CustomTestStringConvertible, Sendable {
        let name: String
        let rows: Int
        let columns: Int
        var look = Look()
        var keys: [Key] = []
        var testDescription: String { name }
    }

    private static let ascii = Look(charset: .ascii, hasColour: false)

    @Test(arguments: [
        Case(name: "board-120x40", rows: 40, columns: 120),
        Case(name: "board-80x24", rows: 24, columns: 80),
        Case(name: "board-80x24-ascii", rows: 24, columns: 80, look: ascii),
        Case(name: "board-120x40-ascii", rows: 40, columns: 120, look: ascii),
        Case(name: "board-60x16", rows: 16, columns: 60),
        Case(name: "queue-80x24", rows: 24, columns: 80, keys: [.backTab]),
        Case(name: "verdict-120x40", rows: 40, columns: 120, keys: [.tab, .end, .up, .enter]),
        Case(name: "verdict-80x24", rows: 24, columns: 80, keys: [.tab, .end, .up, .enter]),
        Case(name: "code-80x24", rows: 24, columns: 80, keys: [.tab, .end, .up, .enter, .tab]),
        Case(name: "help-80x24", rows: 24, columns: 80, keys: [.text("?")]),
    ])
    func looksAsItDid(_ example: Case) throws {
        var dashboard = SampleContest.dashboard(rows: example.rows, columns: example.columns, example.look)
        for key in example.keys {
            for question in dashboard.press(keys: key) { _ = dashboard.hear(.report(Self.answer(question))) }
        }
        let frame = dashboard.frame
        #expect(frame.rows.count == example.rows)
        #expect(frame.rows.allSatisfy { $0.columns == example.columns })
        if example.look.charset == .ascii { #expect(frame.text.unicodeScalars.allSatisfy { $0.isASCII }) }
        try Self.compare(frame.text, example.name)
    }

    static func answer(_ question: Question) -> Report {
        switch question {
        case .everything: .snapshot(SampleContest.snapshot)
        case .submission(let id): .submission(id, .here(SampleContest.verdict))
        case .code(let id): .code(id, .here(SampleContest.code))
        }
    }

    static func compare(_ text: String, _ name: String) throws {
        let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appendingPathComponent("Fixtures")
        let file = folder.appendingPathComponent("\(name).txt")
        if ProcessInfo.processInfo.environment["TILTYARD_WRITE_FRAMES"] != nil {
            try Data(text.utf8).write(to: file)
        }
        let kept = String(decoding: try Data(contentsOf: file), as: UTF8.self)
        #expect(text == kept)
    }

    @Test func onePrintHasNoControlSequenceAtAll() throws {
        let report = PlainReport(
            look: Look(),
            place: "127.0.0.1:8000",
            snapshot: SampleContest.snapshot,
            now: SampleContest.now
        )
        let text = report.lines(columns: 100).map { $0.printed(hasStyles: false) + "\n" }.joined()
        #expect(!text.unicodeScalars.contains { $0.value < 0x20 && $0 != "\n" })
        #expect(text.split(separator: "\n").allSatisfy { Line(SafeText($0)).columns <= 100 })
        try Self.compare(text, "once-100")
    }
}
