import Arena

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
        var table = Table([
            ("", .left), ("rank", .right), ("submission", .left), ("hotkey", .left), ("tokens/s", .right),
            ("MFU", .right),
        ])
        for row in board.rows {
            let cells = [
                row.isChampion ? "♛" : " ", "\(row.rank)", row.submission, name(row.hotkey),
                (row.tokensPerSecond.map { Numbers.grouped($0) } ?? "-") + (row.isMarked ? " *" : "  "),
                row.mfu.map { Numbers.fixed($0 * 100, 1) + " %" } ?? "-",
            ]
            if row.isChampion { table.add(cells, .green) } else { table.add(cells) }
        }
        let next = board.threshold.map { ["", "to take the crown: more than \(score($0))"] } ?? []
        let note =
            board.rows.contains(where: \.isMarked)
            ? ["* measured on a busy machine, or on one that cannot keep every promise: see tiltyard doctor"] : []
        return table.lines + note + next
    }

    /// A score in the board's unit.
    private func score(_ value: Double) -> String {
        board.metric == "mfu" ? "\(Numbers.fixed(value * 100, 2)) % MFU" : "\(Numbers.grouped(value)) tokens/s"
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
