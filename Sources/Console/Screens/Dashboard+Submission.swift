extension Dashboard {
    /// Takes a key while a submission is open.
    mutating func pressOnSubmission(_ key: Key) -> [Question] {
        guard var open = opened else { return [] }
        switch key {
        case .escape, .text("b"), .backspace:
            opened = nil
            return []
        case .tab, .backTab, .text("c"), .enter:
            return turn()
        case .text("/"): prompt = ""
        case .text("n"): find(by: 1)
        case .text("N"): find(by: -1)
        case .text("h"), .left:
            if open.tab == .code { open.codeLeft = max(0, open.codeLeft - 8) }
            opened = open
        case .text("l"), .right:
            if open.tab == .code { open.codeLeft = min(open.codeLeft + 8, 4000) }
            opened = open
        case .text("0"):
            opened?.codeLeft = 0
        default:
            if let motion = Motion(key, page: max(1, visibleRows / 2)) { scroll(motion) }
        }
        return []
    }

    /// The rows that a submission's body has.
    private var visibleRows: Int { max(1, size.rows - 2 - SubmissionScreen.headRows) }

    private mutating func scroll(_ motion: Motion) {
        guard var open = opened else { return }
        // One can go on until the last line is at the bottom.
        let places = max(1, length(of: open) - visibleRows + 1)
        switch open.tab {
        case .verdict: open.verdictTop = motion.moved(from: open.verdictTop, count: places)
        case .code: open.codeTop = motion.moved(from: open.codeTop, count: places)
        }
        opened = open
    }

    private func length(of open: OpenSubmission) -> Int {
        switch open.tab {
        case .code: return open.code.value?.rows.count ?? 0
        case .verdict:
            guard let verdict = open.verdict.value else { return 0 }
            let words = snapshot?.words ?? ScoreWords(metric: "")
            return VerdictLines(look: look, verdict: verdict, words: words, now: now).lines(width: size.columns).count
        }
    }

    /// Turns from verdict to code or back; the code is asked for when it is first wanted.
    private mutating func turn() -> [Question] {
        guard var open = opened else { return [] }
        open.tab = open.tab == .verdict ? .code : .verdict
        opened = open
        return open.needsCode ? [.code(open.id)] : []
    }

    /// Shows the line of code that was found.
    mutating func show(line: Int) {
        guard var open = opened else { return }
        open.foundLine = line
        open.codeTop = ListWindow.top(chosen: line, count: open.code.value?.rows.count ?? 0, rows: visibleRows)
        opened = open
    }
}
