import Testing

@testable import Console

/// What is sent to a terminal, read by a model of one.
@Suite struct FrameWriterTests {
    /// The cells of a terminal and what it was told; it knows no more than it is sent here.
    private struct Model {
        var rows: [[String]]
        var row = 0, column = 0
        var bytes = 0

        init(_ size: Size) {
            rows = Array(repeating: Array(repeating: " ", count: size.columns), count: size.rows)
        }

        /// Takes what was sent; a mistaken one takes wide characters for narrow ones, as some terminals do.
        mutating func take(_ text: String, isMistaken: Bool = false) {
            bytes += text.utf8.count
            var rest = Substring(text)
            while let character = rest.unicodeScalars.first {
                if character == "\u{1B}", let match = rest.prefixMatch(of: /\u{1B}\[([?0-9;]*)([A-Za-z])/) {
                    rest = rest[match.range.upperBound...]
                    control(String(match.output.1), match.output.2)
                } else {
                    rest.unicodeScalars.removeFirst()
                    show(character, isMistaken)
                }
            }
        }

        private mutating func control(_ parameters: String, _ final: Substring) {
            let number = parameters.split(separator: ";").first.flatMap { Int($0) } ?? 1
            switch final {
            case "H": (row, column) = (number - 1, 0)
            case "G": column = number - 1
            case "K": for index in column..<rows[row].count { rows[row][index] = " " }
            case "J": for index in rows.indices { rows[index] = rows[index].map { _ in " " } }
            default: break
            }
        }

        private mutating func show(_ scalar: Unicode.Scalar, _ isMistaken: Bool) {
            switch Stranger(scalar) {
            case .mark: if column > 0 { rows[row][column - 1] += String(Character(scalar)) }
            case .shown(let columns):
                guard column < rows[row].count else { return }
                rows[row][column] = String(Character(scalar))
                if columns == 2, !isMistaken, column + 1 < rows[row].count { rows[row][column + 1] = "" }
                column += isMistaken ? 1 : columns
            default:
                if column < rows[row].count { rows[row][column] = " " }
                column += 1
            }
        }
    }

    /// Screens of random words in random places, some of them wide.
    private func frames(_ count: Int, _ size: Size, seed: UInt64) -> [Frame] {
        var random = Steps(state: seed)
        let words = ["rank", "训练", "♛ 7", "e\u{301}é", "🚀", "⣿⣀", " "]
        return (0..<count).map { _ in
            var frame = Frame(size)
            for _ in 0..<6 {
                let word = Look().line(words[random.next(words.count)], random.next(2) == 0 ? .plain : .good)
                let area = Area(row: random.next(size.rows), column: random.next(size.columns), rows: 1, columns: 20)
                frame.place([word], in: area)
            }
            return frame
        }
    }

    private struct Steps {
        var state: UInt64
        mutating func next(_ bound: Int) -> Int {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Int(state >> 33) % bound
        }
    }

    @Test(arguments: [1, 2, 3, 4, 5] as [UInt64])
    func differencesLeadToTheSameScreenAsAWholeDrawing(_ seed: UInt64) {
        let size = Size(rows: 6, columns: 23), writer = FrameWriter(hasColour: true)
        var model = Model(size), old: Frame?
        for frame in frames(60, size, seed: seed) {
            model.take(writer.text(from: old, to: frame))
            let expected = frame.rows.map { row in row.cells.map { $0.text } }
            #expect(model.rows == expected)
            old = frame
        }
    }

    /// A terminal that takes wide characters for narrow ones has the rest of the row where it belongs.
    @Test func aTerminalThatMeasuresOtherwiseKeepsItsColumns() {
        var frame = Frame(Size(rows: 1, columns: 20))
        frame.place([Look().line("训练 | 7"), Line()], in: Area(row: 0, column: 0, rows: 1, columns: 20))
        var model = Model(frame.size)
        model.take(FrameWriter(hasColour: false).text(from: nil, to: frame), isMistaken: true)
        #expect(model.rows[0][5] == "|")
        #expect(model.rows[0][7] == "7")
        #expect(model.rows[0][1] == " ")
    }

    @Test func nothingIsSentWhenNothingChanged() {
        let frame = SampleContest.dashboard(rows: 24, columns: 80).frame
        #expect(FrameWriter(hasColour: true).text(from: frame, to: frame).isEmpty)
    }

    @Test func onlyRowsThatChangedAreSentInOnePiece() {
        var dashboard = SampleContest.dashboard(rows: 24, columns: 80)
        let old = dashboard.frame
        dashboard.press(keys: .down)
        let sent = FrameWriter(hasColour: true).text(from: old, to: dashboard.frame)
        #expect(sent.hasPrefix("\u{1B}[?2026h"))
        #expect(sent.hasSuffix("\u{1B}[?2026l"))
        #expect(sent.matches(of: /\u{1B}\[\d+;1H/).count == 2)
        #expect(!sent.contains("\u{1B}[2J"))
    }

    @Test func anotherSizeIsDrawnAsAWhole() {
        let old = SampleContest.dashboard(rows: 24, columns: 80).frame
        let new = SampleContest.dashboard(rows: 40, columns: 120).frame
        #expect(FrameWriter(hasColour: true).text(from: old, to: new).contains("\u{1B}[2J"))
    }

    @Test func withoutColourNoColourIsSent() {
        let frame = SampleContest.dashboard(rows: 40, columns: 120, Look(hasColour: false)).frame
        let sent = FrameWriter(hasColour: false).text(from: nil, to: frame)
        for match in sent.matches(of: /\u{1B}\[([0-9;]*)m/) {
            #expect(match.output.1.split(separator: ";").allSatisfy { ["0", "1", "2", "4", "7"].contains($0) })
        }
    }
}
