package import Chain
package import Records
package import Rules

extension BoardView {
    /// Reads the board with everything that was ever submitted; for arenas with a short past.
    ///
    /// - Parameters:
    ///   - records: The validator's memory.
    ///   - chain: The chain that pays.
    ///   - preset: The rules whose board it is.
    ///   - tempos: How many of the newest payouts are told.
    /// - Returns: The board at this moment.
    /// - Throws: Errors of the records and of the chain.
    package static func read(
        records: Records,
        chain: any Chain,
        preset: Preset,
        tempos: Int = 5
    ) async throws -> BoardView {
        let board = try await records.boardSnapshot(presetHash: preset.hash)
        let block = try await chain.currentBlock()
        let rhythm = try await chain.rhythm()
        var payouts = RecentPayouts(tempos: tempos + 1)
        try await payouts.read(chain, at: block, tempo: UInt64(rhythm.tempoBlocks))
        return BoardView(
            board,
            preset: preset,
            block: block,
            emissionRao: rhythm.emissionRao,
            payments: payouts.payments,
            tempos: tempos
        )
    }

    /// Reads the top of the board with the newest submissions, at a cost that does not depend on how long its past is.
    ///
    /// Whoever waits is among the submissions, however new others are.
    ///
    /// - Parameters:
    ///   - records: The validator's memory.
    ///   - chain: The chain that pays.
    ///   - preset: The rules whose board it is.
    ///   - limit: How many rows are told, beside the champion's, and how many submissions, beside those that wait.
    ///   - tempos: How many of the newest payouts are told.
    /// - Returns: The board at this moment, and whether there are more rows or submissions.
    /// - Throws: Errors of the records and of the chain.
    package static func read(
        records: Records,
        chain: any Chain,
        preset: Preset,
        limit: Int,
        tempos: Int = 5
    ) async throws -> (board: BoardView, hasMore: Bool) {
        let hash = preset.hash
        let top = try await BoardPart.top(records: records, preset: preset, presetHash: hash, limit: limit)
        let newest = try await records.list(SubmissionFilter(), limit: limit + 1).map(\.submission)
        let waiting = try await records.waiting().map(\.submission.id)
        let told = Set(newest.prefix(limit)).union(waiting)
        let block = try await chain.currentBlock()
        let rhythm = try await chain.rhythm()
        var payouts = RecentPayouts(tempos: tempos + 1)
        try await payouts.read(chain, at: block, tempo: UInt64(rhythm.tempoBlocks))
        var board = BoardView(
            top: top,
            preset: preset,
            presetHash: hash,
            block: block,
            emissionRao: rhythm.emissionRao,
            payments: payouts.payments,
            tempos: tempos
        )
        board.submissions = try await records.submissions(told.sorted(by: isEarlier)).map(entry)
        return (board, top.next != nil || newest.count > limit)
    }

    /// Whether one name of a submission has the lower number.
    private static func isEarlier(_ one: String, _ other: String) -> Bool {
        (one.utf8.count, one) < (other.utf8.count, other)
    }
}
