package import Chain
package import Records
package import Rules

/// The board as everybody may see it: who stands where, who was turned away and why, who is paid.
package struct BoardView: Sendable, Codable, Hashable {
    package struct Row: Sendable, Codable, Hashable {
        package var rank: Int
        package var submission: String
        package var hotkey: String
        package var score: Double
        package var tokensPerSecond: Double?
        package var mfu: Double?
        package var isChampion: Bool
        /// Whether the machine was busy or could not keep every promise when this was measured.
        package var isMarked: Bool
        /// Where the submission's own speed lies in 95 % of evaluations, in the score's unit; missing when the rules know no
        /// noise.
        package var interval: Band?
        /// The tie band, counted from 1: scores of one band cannot be told apart.
        package var band: Int?

        enum CodingKeys: String, CodingKey {
            case rank, submission, hotkey, score, mfu, interval, band
            case tokensPerSecond = "tokens_per_second"
            case isChampion = "champion"
            case isMarked = "marked"
        }
    }

    /// A submission and where it stands, whatever became of it.
    package struct Entry: Sendable, Codable, Hashable {
        package var submission: String
        package var hotkey: String
        package var state: String
        package var outcome: String?
        package var code: String?
        package var sentence: String?
        package var numbers: JSONValue?
        package var tokensPerSecond: Double?
        package var mfu: Double?

        enum CodingKeys: String, CodingKey {
            case submission, hotkey, state, outcome, code, sentence, numbers, mfu
            case tokensPerSecond = "tokens_per_second"
        }
    }

    /// The payments of one tempo.
    ///
    /// They sum to its emission.
    package struct Payout: Sendable, Codable, Hashable {
        package struct Payment: Sendable, Codable, Hashable {
            package var uid: UInt16
            /// Missing when the part was burned.
            package var hotkey: String?
            package var rao: UInt64
        }

        package var block: UInt64
        package var payments: [Payment]
        package var sumRao: UInt64

        enum CodingKeys: String, CodingKey {
            case block, payments
            case sumRao = "sum_rao"
        }
    }

    package var preset: String
    package var presetHash: String
    package var metric: String
    package var block: UInt64
    /// What the next challenger has to exceed.
    package var threshold: Double?
    /// How; missing while there is no champion.
    package var next: Jump?
    package var rows: [Row]
    package var submissions: [Entry]
    /// The emission of one tempo in rao.
    package var emissionRao: UInt64
    /// The last payouts, newest last.
    package var payouts: [Payout]

    enum CodingKeys: String, CodingKey {
        case preset, metric, block, threshold, next, rows, submissions, payouts
        case presetHash = "preset_hash"
        case emissionRao = "emission_rao"
    }

    /// The champion's row.
    package var champion: Row? { rows.first(where: \.isChampion) }

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

    private static func row(_ row: BoardRow, _ entry: Entry?) -> Row {
        Row(
            rank: row.rank,
            submission: row.submission,
            hotkey: row.hotkey.text,
            score: row.score,
            tokensPerSecond: row.tokensPerSecond,
            mfu: row.mfu,
            isChampion: row.isChampion,
            isMarked: isMarked(entry?.numbers)
        )
    }

    static func isMarked(_ numbers: JSONValue?) -> Bool {
        guard case .object(let members)? = numbers else { return false }
        return members["rankable"] == .integer(0) || (members["marked_runs"] ?? .integer(0)) != .integer(0)
    }

    private static func entry(_ detail: SubmissionDetail) -> Entry {
        let judgement = detail.verdict?.judgement
        let refusal = detail.submission.refusal
        return Entry(
            submission: detail.submission.id,
            hotkey: detail.submission.hotkey.text,
            state: detail.submission.state.rawValue,
            outcome: judgement?.outcome.rawValue ?? refusal.map { _ in "rejected" },
            code: judgement?.code ?? refusal?.code,
            sentence: judgement?.sentence ?? refusal?.sentence,
            numbers: judgement?.numbers,
            tokensPerSecond: judgement?.tokensPerSecond,
            mfu: judgement?.mfu
        )
    }

    /// The newest payouts, newest last.
    private static func payouts(_ payments: [Payment], _ tempos: Int) -> [Payout] {
        let byBlock = Dictionary(grouping: payments, by: \.block)
        return byBlock.sorted { $0.key < $1.key }.suffix(tempos).map { block, payments in
            Payout(
                block: block,
                payments: payments.map { .init(uid: $0.uid, hotkey: $0.hotkey?.text, rao: $0.rao) },
                sumRao: payments.reduce(0) { $0 + $1.rao }
            )
        }
    }
}

extension BoardView {
    /// Tells of a board that was read already.
    ///
    /// - Parameters:
    ///   - board: What the records hold.
    ///   - preset: The rules whose board it is.
    ///   - block: The chain's block.
    ///   - emissionRao: The emission of one tempo.
    ///   - payments: Everything that the chain has paid.
    ///   - tempos: How many of the newest payouts are told.
    package init(
        _ board: BoardSnapshot,
        preset: Preset,
        block: UInt64,
        emissionRao: UInt64,
        payments: [Payment],
        tempos: Int = 5
    ) {
        let entries = board.submissions.map(Self.entry)
        let byId = Dictionary(uniqueKeysWithValues: entries.map { ($0.submission, $0) })
        self.init(
            preset: preset.name,
            presetHash: preset.hash,
            metric: preset.metric.rawValue,
            block: block,
            threshold: board.champion.map { preset.crown.threshold(over: $0.reign, at: block) },
            next: board.champion.map { Jump(over: $0.reign, by: preset.crown, at: block) },
            rows: Self.told(board.rows.map { Self.row($0, byId[$0.submission]) }, by: preset),
            submissions: entries,
            emissionRao: emissionRao,
            payouts: Self.payouts(payments, tempos)
        )
    }

    /// Tells of the top of a board, without its submissions.
    ///
    /// - Parameters:
    ///   - part: The top, with the champion's row.
    ///   - preset: The rules whose board it is.
    ///   - presetHash: Their hash, which takes a while to compute.
    ///   - block: The chain's block.
    ///   - emissionRao: The emission of one tempo.
    ///   - payments: What the chain has paid.
    ///   - tempos: How many of the newest payouts are told.
    package init(
        top part: BoardPart,
        preset: Preset,
        presetHash: String,
        block: UInt64,
        emissionRao: UInt64,
        payments: [Payment],
        tempos: Int
    ) {
        self.init(
            preset: preset.name,
            presetHash: presetHash,
            metric: preset.metric.rawValue,
            block: block,
            threshold: part.champion.map { preset.crown.threshold(over: $0.reign, at: block) },
            next: part.champion.map { Jump(over: $0.reign, by: preset.crown, at: block) },
            rows: part.rows,
            submissions: [],
            emissionRao: emissionRao,
            payouts: Self.payouts(payments, tempos)
        )
    }
}
