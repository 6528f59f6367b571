/// Cells beside one another.
struct Line: Hashable, Sendable {
    private(set) var cells: [Cell] = []

    /// A line without anything.
    init() {}

    /// A line of a text.
    init(_ text: SafeText, _ style: Style = .plain) {
        cells.reserveCapacity(text.columns)
        for glyph in text.glyphs {
            let style = glyph.isWritten ? .written : style
            cells.append(Cell(text: glyph.text, style: style, isWide: glyph.columns == 2))
            if glyph.columns == 2 { cells.append(Cell(text: "", style: style)) }
        }
    }

    /// A line of cells whose wide ones are whole.
    init(cells: [Cell]) {
        self.cells = cells
    }

    /// Blank columns.
    static func blank(_ columns: Int) -> Line {
        Line(cells: Array(repeating: .blank, count: max(0, columns)))
    }

    var columns: Int { cells.count }

    /// What it says, without looks and without blanks at its end.
    var text: String {
        var text = cells.map(\.text).joined()
        while text.last == " " { text.removeLast() }
        return text
    }

    static func + (left: Line, right: Line) -> Line { Line(cells: left.cells + right.cells) }

    static func += (left: inout Line, right: Line) { left.cells += right.cells }
}

extension Line {
    /// Returns the part that begins at a column; halves of wide characters at its edges become blank.
    func cropped(from first: Int = 0, columns: Int) -> Line {
        let first = min(max(0, first), cells.count)
        var part = Array(cells[first..<min(cells.count, first + max(0, columns))])
        if part.first?.isRightHalf == true { part[0] = Cell(text: " ", style: part[0].style) }
        if part.last?.isWide == true { part[part.count - 1] = Cell(text: " ", style: part[part.count - 1].style) }
        return Line(cells: part)
    }

    /// Returns the line in exactly this many columns.
    ///
    /// - Parameters:
    ///   - columns: The columns.
    ///   - isRight: Whether gaps go before it.
    ///   - sign: What stands at the end of a line that was cut.
    /// - Returns: The line, cut or filled up.
    func fitted(_ columns: Int, isRight: Bool = false, sign: Line) -> Line {
        if cells.count > columns {
            let kept = max(0, columns - sign.columns)
            return cropped(columns: kept) + sign.cropped(columns: min(sign.columns, columns))
        }
        let gap = Line.blank(columns - cells.count)
        return isRight ? gap + self : self + gap
    }

    /// Returns the line reversed and without colours, as what is chosen.
    var chosen: Line {
        Line(
            cells: cells.map { cell in
                var cell = cell
                cell.style = Style(isBold: cell.style.isBold, isReversed: true)
                return cell
            }
        )
    }

    /// Writes another line over this one, from a column on.
    mutating func put(_ line: Line, at column: Int) {
        let line = line.cropped(columns: cells.count - column)
        guard column >= 0, !line.cells.isEmpty else { return }
        let end = column + line.cells.count
        if cells[column].isRightHalf { cells[column - 1] = .blank }
        if end < cells.count, cells[end].isRightHalf { cells[end] = .blank }
        cells.replaceSubrange(column..<end, with: line.cells)
    }
}
