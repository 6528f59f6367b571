import Arena

/// Submissions below one another.
enum SubmissionTable {
    /// Returns the lines of a table.
    ///
    /// - Parameters:
    ///   - submissions: What is shown, in this order.
    ///   - withHotkey: Whether it is said whose they are.
    /// - Returns: A line of headings and one for each submission, and the sentences of those that were turned away.
    static func lines(_ submissions: [SubmissionSummary], withHotkey: Bool) -> [String] {
        let hotkey: [(String, Table.Alignment)] = withHotkey ? [("hotkey", .left)] : []
        var table = Table(
            [("submission", .left)] + hotkey + [
                ("revealed", .right), ("state", .left), ("verdict", .left), ("tokens/s", .right), ("MFU", .right),
                ("rank", .right),
            ]
        )
        for entry in submissions {
            let cells = cells(of: entry, withHotkey: withHotkey)
            switch entry.outcome {
            case "accepted": table.add(cells, entry.isChampion ? .green : .bold)
            case nil: table.add(cells)
            default: table.add(cells, .red)
            }
        }
        return table.lines
    }

    private static func cells(of entry: SubmissionSummary, withHotkey: Bool) -> [String] {
        var cells = [entry.submission]
        if withHotkey { cells.append("\(entry.hotkey.prefix(12))…") }
        cells += ["\(entry.revealBlock)", entry.state, entry.code ?? "-"]
        cells.append(entry.tokensPerSecond.map { Numbers.grouped($0) } ?? "-")
        cells.append(entry.mfu.map { Numbers.fixed($0 * 100, 1) + " %" } ?? "-")
        cells.append((entry.rank.map { "\($0)" } ?? "-") + (entry.isChampion ? " ♛" : ""))
        return cells
    }
}
