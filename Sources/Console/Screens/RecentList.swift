/// The newest submissions, how each ended, and why.
struct RecentList {
    let look: Look
    let snapshot: Snapshot

    /// Returns the head of the list and a line for each row.
    func lines(_ rows: Range<Int>, width: Int) -> (head: Line, body: [Line]) {
        let waits = Dictionary(snapshot.queue.places.map { ($0.submission, $0) }) { first, _ in first }
        let columns: [Columns<SubmissionRow>.Column] = [
            .init(title: "submission", width: 10) { row, _ in
                look.line(row.submission, row.isChampion ? .crown : .plain)
            },
            .init(title: "state", width: 9) { row, _ in
                look.line(row.outcome ?? row.state, Self.style(row.outcome ?? row.state))
            },
            .init(title: "result", width: 16) { row, _ in result(row) },
            .init(title: "reason", width: 36, rank: 1, stretches: true) { row, _ in reason(row, waits) },
            .init(title: "hotkey", width: 12, rank: 2) { row, _ in look.line(Figure.hotkey(row.hotkey), .dim) },
            .init(title: "block", width: 7, isRight: true, rank: 3) { row, _ in
                look.line(Figure.fixed(row.revealBlock), .dim)
            },
        ]
        return Columns(look: look, columns: columns).lines(snapshot.submissions[rows], width: width)
    }

    /// The colour of a state or an outcome.
    static func style(_ word: String) -> Style {
        switch word {
        case "accepted": .good
        case "rejected", "failed": .bad
        case "running": .running
        default: .plain
        }
    }

    private func result(_ row: SubmissionRow) -> Line {
        guard row.outcome != nil else { return Line() }
        if let score = row.score, row.outcome == "accepted" { return look.line(snapshot.words.number(score), .bold) }
        return look.line(row.code ?? "")
    }

    private func reason(_ row: SubmissionRow, _ waits: [String: QueueReply.Place]) -> Line {
        if row.outcome == "accepted" {
            if row.isChampion { return look.line("\(look.crown) champion", .crown) }
            return look.line(row.rank.map { "rank \(Figure.fixed($0))" } ?? "", .dim)
        }
        if row.outcome != nil { return look.line(row.sentence ?? "") }
        return look.line(waits[row.submission].map(QueueList.wait) ?? "", .dim)
    }
}
