/// A list on the board's screen that can be chosen from.
enum Panel: Int, CaseIterable, Sendable, Hashable {
    case board, recent, queue

    /// The one after or before it.
    func moved(by step: Int) -> Panel {
        let all = Self.allCases
        return all[(rawValue + step + all.count) % all.count]
    }
}

/// Which part of a list is seen.
enum ListWindow {
    /// Returns the first row that is seen, so that the chosen one is in the middle where there is enough around it.
    static func top(chosen: Int, count: Int, rows: Int) -> Int {
        max(0, min(chosen - rows / 2, count - rows))
    }
}
