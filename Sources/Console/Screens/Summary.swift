/// The contest in a few lines: who reigns, what the next has to do, what the validator does.
struct Summary {
    let look: Look
    let snapshot: Snapshot
    let newest: EventReply?
    let now: Double

    private static let margin = 11

    /// One line each for champion, goal, validator and newest event.
    func lines(width: Int) -> [Line] {
        [named("Champion", champion), named("To beat", goal), named("Validator", validator), named("Newest", event)]
            .map { look.fitted($0, width) }
    }

    private func named(_ name: String, _ value: Line) -> Line { look.cell(" " + name, Self.margin, .dim) + value }

    private var words: ScoreWords { snapshot.words }

    private var champion: Line {
        guard let row = snapshot.board.champion else {
            return look.line("nobody yet; the first accepted submission takes the crown", .dim)
        }
        let reign = snapshot.history.reigns.last { $0.submission == row.submission }
        return look.line("\(look.crown) \(row.submission)", .crown) + look.line("  \(words.text(row.score))", .bold)
            + look.line("  \(Figure.hotkey(row.hotkey))", .dim)
            + look.line(reign.map { "  since block \(Figure.fixed($0.fromBlock))" } ?? "", .dim)
    }

    private var goal: Line {
        let board = snapshot.board
        guard let threshold = board.threshold, let jump = board.jump else {
            return look.line("any score that is accepted", .dim)
        }
        let fraction = Figure.percent(jump.fraction, jump.fraction < 0.01 ? 2 : 1)
        if let least = jump.leastScore {
            return look.line("win by \(fraction) in a title match", .goal)
                + look.line("; \(words.text(least)) gets one", .plain)
        }
        return look.line("more than \(words.text(threshold))", .goal)
            + look.line(", \(fraction) over the champion", .dim)
    }

    private var validator: Line {
        let state = snapshot.validator
        let counts = [
            (state.waiting, "waiting"), (state.accepted, "accepted"), (state.rejected, "rejected"),
            (state.failed, "failed"), (state.judgedInLastHour, "in the last hour"),
        ].filter { $0.0 != 0 }.map { "\(Figure.fixed($0.0)) \($0.1)" }
        return working + look.line("  " + counts.joined(separator: " · "), .dim)
    }

    private var working: Line {
        let state = snapshot.validator
        guard let work = state.work.first, state.status == "running" else {
            return look.line(state.status, state.status == "absent" ? .bad : .good)
        }
        let doing = work.champion.map { "\(work.submission) fights \($0)" } ?? "judging \(work.submission)"
        let more = state.work.count > 1 ? " and \(state.work.count - 1) more" : ""
        let time = Figure.span((now - work.startedMilliseconds) / 1000)
        return look.line("\(doing)\(more) for \(time)", .running)
    }

    private var event: Line {
        guard let newest else { return look.line("-", .dim) }
        let words = newest.kind.replacing(".", with: " ").replacing("_", with: " ")
        let time = Figure.span((now - newest.atMilliseconds) / 1000)
        return look.line("\(words) ") + look.line(Figure.hotkey(newest.subject), .bold)
            + look.line("  \(time) ago", .dim)
    }
}
