/// The rows of the board in their tie bands.
struct BoardTable {
    let look: Look
    let board: BoardReply
    private let words: ScoreWords
    private let plot: IntervalPlot

    init(look: Look, board: BoardReply) {
        self.look = look
        self.board = board
        words = ScoreWords(metric: board.metric)
        plot = IntervalPlot(look: look, board: board)
    }

    /// Returns the head of the table and a line for each row.
    func lines(_ rows: Range<Int>, width: Int) -> (head: Line, body: [Line]) {
        var columns: [Columns<Int>.Column] = [
            .init(title: "", width: 2) { index, _ in bracket(index) },
            .init(title: "#", width: 3, isRight: true) { index, _ in look.line(Figure.fixed(row(index).rank), .dim) },
            .init(title: "submission", width: 10) { index, _ in submission(row(index)) },
            .init(title: "hotkey", width: 8, rank: 3) { index, _ in
                look.line(Figure.hotkey(row(index).hotkey, isShort: true), .dim)
            },
            .init(title: words.unit, width: 9, isRight: true) { index, _ in score(row(index)) },
            .init(title: "to champ", width: 8, isRight: true, rank: 2) { index, _ in gap(row(index)) },
        ]
        if plot.isNeeded {
            columns.append(
                .init(title: "95 % interval", width: 13, rank: 4, stretches: true) { plot.line(row($0), width: $1) }
            )
        }
        return Columns(look: look, columns: columns).lines(rows, width: width)
    }

    private func row(_ index: Int) -> BoardReply.Row { board.rows.items[index] }

    private func submission(_ row: BoardReply.Row) -> Line {
        look.line(row.submission, row.isChampion ? .crown : .plain)
            + (row.isMarked == true ? look.line("~", .bad) : Line())
    }

    private func score(_ row: BoardReply.Row) -> Line {
        look.line(words.number(row.score), row.isChampion ? .crown : .bold)
    }

    private func gap(_ row: BoardReply.Row) -> Line {
        guard let champion = board.champion, champion.submission != row.submission, champion.score > 0 else {
            return Line()
        }
        return look.line(Figure.change(row.score / champion.score - 1), .dim)
    }

    /// The sign of the champion, or the bracket around rows that cannot be told apart.
    private func bracket(_ index: Int) -> Line {
        let isAfter = isSameBand(index - 1, index), isBefore = isSameBand(index, index + 1)
        let signs = look.bracket
        let sign = isAfter ? (isBefore ? signs.inner : signs.last) : (isBefore ? signs.first : " ")
        return look.line(sign, .dim) + (row(index).isChampion ? look.line(look.crown, .crown) : Line())
    }

    private func isSameBand(_ first: Int, _ second: Int) -> Bool {
        let rows = board.rows.items
        guard rows.indices.contains(first), rows.indices.contains(second), let band = rows[first].band else {
            return false
        }
        return band == rows[second].band
    }
}
