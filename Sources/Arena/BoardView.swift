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

    static func entry(_ detail: SubmissionDetail) -> Entry {
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
