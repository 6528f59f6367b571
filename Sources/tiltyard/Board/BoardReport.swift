import Arena
import Rules

/// The board for a terminal.
struct BoardReport {
    let board: BoardView
    /// Names for hotkeys, where they are known.
    var names: [String: String] = [:]

    var lines: [String] {
        var lines = [Terminal.styled("Board", .bold) + "  rules \(board.preset), block \(board.block)", ""]
        lines += board.rows.isEmpty ? ["nothing has been accepted yet"] : table
        let refused = board.submissions.filter { $0.outcome == "rejected" || $0.outcome == "failed" }
        if !refused.isEmpty {
            lines += ["", Terminal.styled("Turned away", .bold), ""]
            lines += refused.flatMap { entry in
                [
                    "\(entry.submission)  \(name(entry.hotkey))  " + Terminal.styled(entry.code ?? "", .red),
                    "          \(entry.sentence ?? "")",
                ]
            }
        }
        let waiting = board.submissions.filter { $0.outcome == nil }
        if !waiting.isEmpty {
            lines += ["", "\(waiting.count) waiting: " + waiting.map(\.submission).joined(separator: ", ")]
        }
        return lines + payout
    }

    private var table: [String] {
        let hasNoise = board.rows.contains { $0.interval != nil }
        var table = Table(
            [
                ("", .left), ("rank", .right), ("submission", .left), ("hotkey", .left), ("tokens/s", .right),
                ("MFU", .right),
            ] + (hasNoise ? [("95 % interval", .right), ("band", .right)] : [])
        )
        for row in board.rows {
            var cells = [
                row.isChampion ? "♛" : " ", "\(row.rank)", row.submission, name(row.hotkey),
                (row.tokensPerSecond.map { Numbers.grouped($0) } ?? "-") + (row.isMarked ? " *" : "  "),
                row.mfu.map { Numbers.fixed($0 * 100, 1) + " %" } ?? "-",
            ]
            if hasNoise { cells += [row.interval.map(interval) ?? "-", row.band.map { "\($0)" } ?? "-"] }
            if row.isChampion { table.add(cells, .green) } else { table.add(cells) }
        }
        return table.lines + notes(hasNoise: hasNoise) + next
    }

    private func notes(hasNoise: Bool) -> [String] {
        let marks = board.rows.contains(where: \.isMarked)
        return
            (marks
            ? ["* measured on a busy machine, or on one that cannot keep every promise: see tiltyard doctor"] : [])
            + (hasNoise ? ["rows of one band cannot be told apart by their scores"] : [])
    }

    /// What the next challenger has to do.
    private var next: [String] {
        guard let threshold = board.threshold else { return [] }
        guard let jump = board.next, let least = jump.leastScore else {
            return ["", "to take the crown: more than \(score(threshold))"]
        }
        return [
            "",
            "to take the crown: win a title match, where a pair counts when faster by more than "
                + "\(Numbers.trimmed(jump.fraction * 100)) %",
            "to get one: \(score(least)) or more",
        ]
    }

    /// A score in the board's unit.
    private func score(_ value: Double) -> String {
        board.metric == "mfu" ? "\(Numbers.fixed(value * 100, 2)) % MFU" : "\(Numbers.grouped(value)) tokens/s"
    }

    private func interval(_ band: Band) -> String {
        guard board.metric == "mfu" else { return "\(Numbers.grouped(band.lower)) - \(Numbers.grouped(band.upper))" }
        return "\(Numbers.fixed(band.lower * 100, 2)) - \(Numbers.fixed(band.upper * 100, 2)) %"
    }

    private var payout: [String] {
        guard let last = board.payouts.last else { return [] }
        let parts = last.payments.map { payment in
            let who = payment.hotkey.map(name) ?? "burned"
            return "\(who) \(Numbers.tokens(payment.rao))"
        }
        return [
            "",
            Terminal.styled("Payout", .bold) + "  at block \(last.block): " + parts.joined(separator: ", ")
                + "; in all \(Numbers.tokens(last.sumRao)) of \(Numbers.tokens(board.emissionRao))",
        ]
    }

    private func name(_ hotkey: String) -> String { names[hotkey] ?? String(hotkey.prefix(12)) + "…" }
}
