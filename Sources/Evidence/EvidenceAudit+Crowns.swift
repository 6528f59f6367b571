import Rules

extension EvidenceAudit {
    /// Takes in a change of champion: it is the one that the board's history leads to.
    mutating func crown(_ body: CrownBody, _ number: Int64) throws(EvidenceProblem) {
        let preset = try preset(body.presetHash, number)
        guard var board = boards[body.presetHash] else { return }
        // Without a new verdict, only a threshold that decays lets somebody through.
        let due = board.due ?? (preset.crown.rule == .adaptive ? board.ladder.review(at: body.atBlock) : nil)
        guard let due, due.entry.submission == body.submission, due.entry.score == body.score,
            due.beaten == body.beatenSubmission, due.beatenScore == body.beatenScore, due.block == body.atBlock
        else {
            throw EvidenceProblem(
                .wrongCrown,
                entry: number,
                "\(body.submission) is crowned at block \(body.atBlock); what was said before leads to "
                    + (board.due.map { "\($0.entry.submission) at block \($0.block)" } ?? "no new champion")
            )
        }
        board.due = nil
        board.crown = due
        board.crowns += 1
        boards[body.presetHash] = board
        block = max(block, body.atBlock)
    }

    /// Takes over what a board held before the log began.
    mutating func carry(_ body: CarriedBody, _ number: Int64) throws(EvidenceProblem) {
        let preset = try preset(body.presetHash, number)
        guard boards[body.presetHash]?.ladder.entries.isEmpty == true else {
            throw EvidenceProblem(.wrongRules, entry: number, "the board has entries already")
        }
        guard (0...1_000_000).contains(body.matches), (0...body.matches).contains(body.matchesWon) else {
            throw EvidenceProblem(.wrongMatch, entry: number, "\(body.matchesWon) of \(body.matches) matches were won")
        }
        var entries: [Ladder.Entry] = []
        for row in body.rows {
            var submission = try newSubmission(
                row.submission,
                hotkey: row.hotkey,
                codeHash: EvidenceEntry.origin,
                reveal: row.reveal,
                number
            )
            submission.carried = row
            submissions[submission.id] = submission
            entries.append(
                Ladder.Entry(
                    submission: submission.id,
                    hotkey: submission.hotkey,
                    score: row.score,
                    reveal: row.reveal
                )
            )
        }
        let crown = try body.crown.map { (crown) throws(EvidenceProblem) in
            guard let entry = entries.first(where: { $0.submission == crown.submission }) else {
                throw EvidenceProblem(.wrongCrown, entry: number, "\(crown.submission) is not on the board")
            }
            return Ladder.Crown(entry: entry, beatenScore: crown.beatenScore, beaten: nil, block: crown.atBlock)
        }
        boards[body.presetHash] = Board(
            ladder: Ladder(rule: preset.crown, entries: entries, crown: crown),
            crown: crown,
            lastMatch: body.matches,
            matchesWon: body.matchesWon
        )
        block = max(block, crown?.block ?? 0)
    }
}
