/// A drawing of dots: eight to a character where there are braille patterns, otherwise one.
struct DotCanvas {
    let columns: Int
    let rows: Int
    private let isFine: Bool
    private var cells: [UInt8]

    init(columns: Int, rows: Int, charset: Charset) {
        self.columns = max(0, columns)
        self.rows = max(0, rows)
        isFine = charset == .unicode
        cells = Array(repeating: 0, count: self.columns * self.rows)
    }

    /// The dots from left to right, and from top to bottom.
    var width: Int { columns * (isFine ? 2 : 1) }
    var height: Int { rows * (isFine ? 4 : 1) }

    /// The bits of a braille pattern, by row and column of the dot.
    private static let bits: [[UInt8]] = [[0x01, 0x08], [0x02, 0x10], [0x04, 0x20], [0x40, 0x80]]

    /// Sets a dot; one that lies outside is nothing.
    mutating func set(x: Int, y: Int) {
        guard (0..<width).contains(x), (0..<height).contains(y) else { return }
        if isFine {
            cells[y / 4 * columns + x / 2] |= Self.bits[y % 4][x % 2]
        } else {
            cells[y * columns + x] = 1
        }
    }

    /// Sets dots along a row or a column.
    mutating func draw(fromX x: Int, y: Int, toX endX: Int, y endY: Int) {
        for dot in min(x, endX)...max(x, endX) { set(x: dot, y: y) }
        for dot in min(y, endY)...max(y, endY) { set(x: endX, y: dot) }
    }

    /// What is drawn at a place, or nil when nothing is.
    func text(column: Int, row: Int) -> String? {
        let bits = cells[row * columns + column]
        guard bits != 0 else { return nil }
        guard isFine, let scalar = Unicode.Scalar(0x2800 + UInt32(bits)) else { return "." }
        return String(Character(scalar))
    }
}
