/// What is known of a submission: the reason, every check with its limit, every run, its life.
struct VerdictLines {
    let look: Look
    let verdict: Verdict
    let words: ScoreWords
    let now: Double

    private var view: SubmissionReply { verdict.view }

    /// The most rows of one kind.
    private static let mostRows = 500

    func lines(width: Int) -> [Line] {
        [facts(width), reason(width), checks(width), runs(width), life(width)].filter { !$0.isEmpty }
            .joined(separator: [Line()]).map { look.fitted($0, width) }
    }

    private func facts(_ width: Int) -> [Line] {
        var score = "none"
        if let value = view.score { score = words.text(value) }
        if let mfu = view.mfu, words.metric != "mfu" { score += " · \(Figure.percent(mfu)) MFU" }
        if let rank = view.rank { score += " · rank \(Figure.fixed(rank))" }
        let size = view.codeBytes.map { Figure.bytes($0) + " · " } ?? ""
        let revealed = "block \(Figure.fixed(view.revealBlock)), committed in \(Figure.fixed(view.committedAt))"
        var pairs = [
            ("hotkey", view.hotkey), ("score", score), ("code", "\(size)SHA-256 \(view.codeHash)"),
            ("revealed", revealed),
        ]
        if view.attempts > 1 { pairs.append(("attempts", Figure.fixed(view.attempts))) }
        return pairs.map { look.cell(" " + $0.0, 11, .dim) + look.line($0.1) }
    }

    private func reason(_ width: Int) -> [Line] {
        guard let sentence = view.sentence else { return [] }
        let fault = view.outcome == "accepted" ? nil : view.fault
        let style: Style = view.outcome == "accepted" ? .good : .bad
        return look.wrapped(sentence, width - 2, style).map { look.line(" ") + $0 }
            + (fault.map { [look.line(" This is the doing of: \($0)", .dim)] } ?? [])
    }

    private func checks(_ width: Int) -> [Line] {
        guard !view.checks.isEmpty else { return [] }
        let table = CheckColumns(look: look, decisive: view.code).columns.lines(
            view.checks.prefix(Self.mostRows),
            width: width - 1
        )
        return titled("Checks", table)
    }

    private func runs(_ width: Int) -> [Line] {
        guard !view.runs.isEmpty else { return [] }
        return titled("Runs", RunColumns(look: look).columns.lines(view.runs.prefix(Self.mostRows), width: width - 1))
    }

    private func titled(_ title: String, _ table: (head: Line, body: [Line])) -> [Line] {
        [look.line(" " + title, .bold)] + ([table.head] + table.body).map { look.line(" ") + $0 }
    }

    private func life(_ width: Int) -> [Line] {
        guard !verdict.life.events.isEmpty else { return [] }
        return [look.line(" Life", .bold)]
            + verdict.life.events.prefix(Self.mostRows).map { event in
                let words = event.kind.replacing(".", with: " ").replacing("_", with: " ")
                let age = Figure.span((now - event.atMilliseconds) / 1000) + " ago"
                return look.line(" ") + look.cell(age, 12, .dim) + look.line(words)
            }
    }
}
