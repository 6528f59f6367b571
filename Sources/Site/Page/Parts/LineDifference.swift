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
        let difference = right.difference(from: left)
        let gone = Set(difference.removals.map(Self.offset)), new = Set(difference.insertions.map(Self.offset))
        removed = gone.count
        added = new.count
        var rows: [Row] = []
        var (i, j) = (0, 0)
        while i < left.count || j < right.count {
            if gone.contains(i), new.contains(j), i < left.count, j < right.count {
                rows.append(.changed(left: i, right: j))
                (i, j) = (i + 1, j + 1)
            } else if i < left.count, gone.contains(i) {
                rows.append(.removed(left: i))
                i += 1
            } else if j < right.count, new.contains(j) {
                rows.append(.added(right: j))
                j += 1
            } else {
                rows.append(.same(left: i, right: j))
                (i, j) = (i + 1, j + 1)
            }
        }
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

    private static func offset(_ change: CollectionDifference<Substring>.Change) -> Int {
        switch change {
        case .insert(let offset, _, _), .remove(let offset, _, _): offset
        }
    }

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
