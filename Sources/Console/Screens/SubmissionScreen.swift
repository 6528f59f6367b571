/// One submission: why it ended as it did, or its code.
struct SubmissionScreen {
    let dashboard: Dashboard
    let opened: OpenSubmission
    private var look: Look { dashboard.look }

    /// How many rows its head takes.
    static let headRows = 2

    func lines(_ area: Area) -> [Line] {
        let body = Area(row: 0, column: 0, rows: area.rows - Self.headRows, columns: area.columns)
        return [head(area.columns), rule(area.columns)] + self.body(body)
    }

    private func head(_ width: Int) -> Line {
        var line = look.line(" " + opened.id, .title)
        if let view = opened.verdict.value?.view {
            if view.isChampion { line += look.line(" \(look.crown)", .crown) }
            let word = view.outcome ?? view.state
            line += look.line("  " + word, RecentList.style(word))
            if let code = view.code, code != word { line += look.line(" \(code)") }
            line += look.line("  \(Figure.hotkey(view.hotkey))", .dim)
        }
        return look.fitted(line, width)
    }

    private func rule(_ width: Int) -> Line {
        func name(_ tab: OpenSubmission.Tab, _ text: String) -> Line {
            opened.tab == tab ? look.line(" \(look.pointer) \(text) ", .title) : look.line("   \(text) ", .dim)
        }
        let names = name(.verdict, "Verdict") + name(.code, "Code") + look.line(aside, .dim)
        return look.fitted(
            names + look.line(" " + String(repeating: look.rule, count: max(0, width - names.columns - 1)), .dim),
            width
        )
    }

    private var aside: String {
        guard opened.tab == .code, let code = opened.code.value else { return "" }
        let findings = code.findings == 0 ? "" : " · \(code.findings) \(code.findings == 1 ? "finding" : "findings")"
        return "  \(Figure.fixed(Double(code.lines))) lines\(findings) · SHA-256 \(code.hash.prefix(16))…"
    }

    private func body(_ area: Area) -> [Line] {
        switch opened.tab {
        case .verdict: verdict(area)
        case .code: code(area)
        }
    }

    private func verdict(_ area: Area) -> [Line] {
        switch opened.verdict {
        case .waiting: return [look.line(" Asking the server.", .dim)]
        case .failed(let sentence): return look.wrapped(sentence, area.columns - 2, .bad).map { look.line(" ") + $0 }
        case .here(let verdict):
            let all = VerdictLines(look: look, verdict: verdict, words: words, now: dashboard.now)
                .lines(width: area.columns)
            return Array(all.dropFirst(opened.verdictTop).prefix(area.rows))
        }
    }

    private var words: ScoreWords { dashboard.snapshot?.words ?? ScoreWords(metric: "") }

    private func code(_ area: Area) -> [Line] {
        switch opened.code {
        case .waiting: return [look.line(" Asking the server.", .dim)]
        case .failed(let sentence): return look.wrapped(sentence, area.columns - 2, .bad).map { look.line(" ") + $0 }
        case .here(let listing):
            return CodeLines(look: look, listing: listing, left: opened.codeLeft, found: opened.foundLine)
                .lines(from: opened.codeTop, rows: area.rows, columns: area.columns)
        }
    }
}
