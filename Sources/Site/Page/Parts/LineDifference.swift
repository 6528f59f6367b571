/// Two texts line by line, side by side.
struct LineDifference {
    /// A pair of lines, or what stands for many that are the same.
    enum Row: Sendable, Equatable {
        case same(left: Int, right: Int)
        case removed(left: Int)
        case added(right: Int)
        case changed(left: Int, right: Int)
        /// So many equal lines are left out.
        case skipped(Int)
    }

    /// Rows in the order of reading; numbers of lines count from 0.
    let rows: [Row]
    let removed: Int
    let added: Int

    /// How many equal lines are shown around a change.
    private static let context = 3

    /// Compares two texts.
    init(_ left: [Substring], _ right: [Substring]) {
        let pairs = CommonLines(left, right).pairs
        var rows: [Row] = []
        var (i, j) = (0, 0)
        for pair in pairs + [(left.count, right.count)] {
            while i < pair.left, j < pair.right {
                rows.append(.changed(left: i, right: j))
                (i, j) = (i + 1, j + 1)
            }
            rows += (i..<pair.left).map { .removed(left: $0) } + (j..<pair.right).map { .added(right: $0) }
            if pair.left < left.count { rows.append(.same(left: pair.left, right: pair.right)) }
            (i, j) = (pair.left + 1, pair.right + 1)
        }
        removed = left.count - pairs.count
        added = right.count - pairs.count
        self.rows = Self.folded(rows)
    }

    /// Returns the letters of two lines that are not the same at both ends of the lines, as offsets.
    static func changedLetters(_ left: Substring, _ right: Substring) -> (left: Range<Int>, right: Range<Int>) {
        let (old, new) = (Array(left), Array(right))
        let head = zip(old, new).prefix { $0 == $1 }.count
        let most = min(old.count, new.count) - head
        let tail = zip(old.reversed(), new.reversed()).prefix(most).prefix { $0 == $1 }.count
        // Lines with next to nothing in common are better read as a whole.
        guard (head + tail) * 3 >= max(old.count, new.count) else { return (0..<0, 0..<0) }
        return (words(head..<old.count - tail, in: old), words(head..<new.count - tail, in: new))
    }

    /// A range of letters with the rest of the words that it cuts.
    private static func words(_ range: Range<Int>, in line: [Character]) -> Range<Int> {
        guard !range.isEmpty else { return range }
        var (from, to) = (range.lowerBound, range.upperBound)
        while from > 0, isOfWord(line[from]), isOfWord(line[from - 1]) { from -= 1 }
        while to < line.count, isOfWord(line[to - 1]), isOfWord(line[to]) { to += 1 }
        return from..<to
    }

    private static func isOfWord(_ letter: Character) -> Bool { letter.isLetter || letter.isNumber || letter == "_" }

    private static func isSame(_ row: Row) -> Bool { if case .same = row { true } else { false } }

    /// Leaves out long stretches in which nothing changes.
    private static func folded(_ rows: [Row]) -> [Row] {
        var folded: [Row] = []
        var index = 0
        while index < rows.count {
            let run = rows[index...].prefix(while: isSame)
            guard !run.isEmpty else {
                folded.append(rows[index])
                index += 1
                continue
            }
            let head = index == 0 ? 0 : context, tail = index + run.count == rows.count ? 0 : context
            if run.count > head + tail + 1 {
                folded += run.prefix(head) + [.skipped(run.count - head - tail)] + run.suffix(tail)
            } else {
                folded += run
            }
            index += run.count
        }
        return folded
    }
}
