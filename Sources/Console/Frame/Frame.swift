/// Rows and columns of a terminal.
package struct Size: Hashable, Sendable {
    package var rows: Int
    package var columns: Int

    /// Makes a size; what a terminal says is kept within what can be drawn.
    package init(rows: Int, columns: Int) {
        self.rows = min(max(1, rows), 500)
        self.columns = min(max(1, columns), 1000)
    }
}

/// A part of a screen.
struct Area: Hashable, Sendable {
    var row: Int
    var column: Int
    var rows: Int
    var columns: Int
}

/// A whole screen: every cell of it.
struct Frame: Hashable, Sendable {
    let size: Size
    private(set) var rows: [Line]

    /// An empty screen.
    init(_ size: Size) {
        self.size = size
        rows = Array(repeating: .blank(size.columns), count: size.rows)
    }

    /// Draws lines into a part of the screen; what does not fit is not drawn.
    mutating func place(_ lines: [Line], in area: Area) {
        for (offset, line) in lines.prefix(max(0, area.rows)).enumerated() {
            let row = area.row + offset
            guard rows.indices.contains(row) else { continue }
            rows[row].put(line.cropped(columns: area.columns), at: area.column)
        }
    }

    /// What it says, row by row, without looks.
    var text: String { rows.map(\.text).joined(separator: "\n") + "\n" }
}
