/// A plain table whose columns are as wide as they need to be.
struct Table {
    enum Alignment { case left, right }

    private let headers: [String]
    private let alignments: [Alignment]
    private var rows: [(cells: [String], styles: [Terminal.Style])] = []

    init(_ columns: [(String, Alignment)]) {
        headers = columns.map(\.0)
        alignments = columns.map(\.1)
    }

    mutating func add(_ cells: [String], _ styles: Terminal.Style...) {
        rows.append((cells, styles))
    }

    var lines: [String] {
        let widths = headers.indices.map { column in
            ([headers[column]] + rows.map { $0.cells[column] }).map(\.count).max() ?? 0
        }
        func line(_ cells: [String]) -> String {
            let padded = cells.indices.map { column in
                let gap = String(repeating: " ", count: widths[column] - cells[column].count)
                return alignments[column] == .left ? cells[column] + gap : gap + cells[column]
            }
            var text = padded.joined(separator: "  ")
            while text.last == " " { text.removeLast() }
            return text
        }
        return [Terminal.styled(line(headers), .dim)]
            + rows.map { row in
                row.styles.first.map { Terminal.styled(line(row.cells), $0) } ?? line(row.cells)
            }
    }
}
