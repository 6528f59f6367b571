import FoundationEssentials
package import Records
package import Rules

/// A part of a board, read at a cost that does not depend on how long the board is.
package struct BoardPart: Sendable, Hashable {
    /// The rows, best first.
    package let rows: [BoardView.Row]
    /// Where the next part begins; nil at the end of the board.
    package let next: Position?
    /// Who reigns; nil while nothing was accepted.
    package let champion: Champion?
    /// When each of the rows was judged, in milliseconds since 1970, by submission.
    package let judged: [String: Int64]

    /// The last row of a part, with what the next one has to know of those above it.
    package struct Position: Sendable, Hashable {
        /// The rank of the row.
        package let rank: Int
        /// Its tie band, and the score that leads it; 0 where the rules know no noise.
        package let band: Int
        package let leadingScore: Double
        /// What orders it among all others.
        package let place: ScoredSubmission.Place

        package init(rank: Int, band: Int, leadingScore: Double, place: ScoredSubmission.Place) {
            self.rank = rank
            self.band = band
            self.leadingScore = leadingScore
            self.place = place
        }

        /// The top of the board.
        static let top = Position(
            rank: 0,
            band: 0,
            leadingScore: 0,
            place: .init(score: .infinity, reveal: RevealPosition(block: 0, index: 0))
        )
    }
}

extension BoardPart {
    /// Reads a part of a board.
    ///
    /// Ranks and tie bands go on from those of the part before. Should somebody have come in above meanwhile, they are
    /// those of the board as it was.
    ///
    /// - Parameters:
    ///   - records: Where the board is recorded.
    ///   - preset: Its rules.
    ///   - presetHash: Their hash, which takes a while to compute.
    ///   - scope: Which submissions it lists.
    ///   - position: Where the part before ended; nil for the top.
    ///   - limit: How many rows to read at most.
    /// - Returns: The part.
    /// - Throws: Errors of the database.
    package static func read(
        records: Records,
        preset: Preset,
        presetHash: String,
        scope: Records.BoardScope,
        after position: Position?,
        limit: Int
    ) async throws -> BoardPart {
        let champion = try await records.champion(presetHash: presetHash)
        let found = try await records.standings(
            presetHash: presetHash,
            scope: scope,
            after: position?.place,
            limit: limit + 1
        )
        let standings = found.prefix(limit)
        let begin = position ?? .top
        var rows = standings.enumerated().map { index, standing in
            row(standing, rank: begin.rank + index + 1, isChampion: standing.submission == champion?.submission)
        }
        let leadingScore = tell(&rows, after: begin, by: preset)
        let isLast = found.count <= limit
        return BoardPart(
            rows: rows,
            next: isLast
                ? nil
                : standings.last.map { last in
                    Position(
                        rank: begin.rank + rows.count,
                        band: rows.last?.band ?? 0,
                        leadingScore: leadingScore,
                        place: last.place
                    )
                },
            champion: champion,
            judged: Dictionary(standings.map { ($0.submission, $0.judgedAtMilliseconds) }) { first, _ in first }
        )
    }

    /// Reads the top of a board, and at its end the champion's row, wherever that is.
    ///
    /// A champion below the top has its rank, but no tie band: that would take every row above it.
    ///
    /// - Parameters:
    ///   - records: Where the board is recorded.
    ///   - preset: Its rules.
    ///   - presetHash: Their hash.
    ///   - limit: How many rows to read at most, beside the champion's.
    /// - Returns: The top.
    /// - Throws: Errors of the database.
    package static func top(records: Records, preset: Preset, presetHash: String, limit: Int) async throws -> BoardPart
    {
        let top = try await read(
            records: records,
            preset: preset,
            presetHash: presetHash,
            scope: .all,
            after: nil,
            limit: limit
        )
        guard let id = top.champion?.submission, !top.rows.contains(where: \.isChampion),
            let standing = try await records.standing(of: id, presetHash: presetHash),
            let rank = try await records.ranks(of: [id], presetHash: presetHash)[id]
        else { return top }
        var row = row(standing, rank: rank, isChampion: true)
        row.interval = preset.noise?.interval(ofScore: row.score, runs: preset.runs)
        return BoardPart(
            rows: top.rows + [row],
            next: top.next,
            champion: top.champion,
            judged: top.judged.merging([id: standing.judgedAtMilliseconds]) { $1 }
        )
    }

    private static func row(_ standing: ScoredSubmission, rank: Int, isChampion: Bool) -> BoardView.Row {
        BoardView.Row(
            rank: rank,
            submission: standing.submission,
            hotkey: standing.hotkey.text,
            score: standing.place.score,
            tokensPerSecond: standing.tokensPerSecond,
            mfu: standing.mfu,
            isChampion: isChampion,
            isMarked: mayBeMarked(standing.numbers)
                && BoardView.isMarked(try? JSONValue(parsing: Data(standing.numbers.utf8)))
        )
    }

    /// Whether the numbers of a verdict have to be read to know whether it is marked.
    ///
    /// Most need not: what would mark them is not in their text at all. It is asked of every row, so bytes are compared.
    private static func mayBeMarked(_ numbers: String) -> Bool {
        var numbers = numbers
        return numbers.withUTF8 { text in
            text.indices.contains { start in
                text[start] == UInt8(ascii: "\"") && marks.contains { text[start...].starts(with: $0) }
            }
        }
    }

    private static let marks = ["\"rankable\":0", "\"marked_runs\""].map { Array($0.utf8) }

    /// Tells the rows their intervals and tie bands, which go on from those above.
    ///
    /// - Returns: The score that leads the last band.
    private static func tell(_ rows: inout [BoardView.Row], after position: Position, by preset: Preset) -> Double {
        guard let noise = preset.noise else { return 0 }
        let intervals = rows.map { noise.interval(ofScore: $0.score, runs: preset.runs) }
        let isFirst = position.band == 0
        let above = isFirst ? [] : [noise.interval(ofScore: position.leadingScore, runs: preset.runs)]
        let bands = TieBand.numbers(above + intervals).dropFirst(above.count).map { $0 + position.band - above.count }
        var leadingScore = position.leadingScore, band = position.band
        for index in rows.indices {
            rows[index].interval = intervals[index]
            rows[index].band = bands[index]
            if bands[index] != band { (leadingScore, band) = (rows[index].score, bands[index]) }
        }
        return leadingScore
    }
}
