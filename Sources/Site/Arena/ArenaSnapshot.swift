import Arena
import Chain
import Records
import Rules

/// What the site shows at one moment.
///
/// How much that is does not depend on how long the arena's past is.
struct ArenaSnapshot: Sendable {
    /// What the records hold, read when the newest event was `sequence`.
    struct Recorded: Sendable {
        let sequence: Int64
        let totals: Totals
        /// The first rows of the board, and the champion's.
        let top: BoardPart
        let crowns: [Champion]
        let history: HistoryView
        let digest: HistoryDigest
        /// The submissions that have no end yet.
        let waiting: [SubmissionDetail]
        /// The newest submissions, newest first, and when they were taken in.
        let newest: SubmissionList
        /// How long the last evaluations took, in milliseconds.
        let times: [Int64]
        /// When the verdicts of the last hour were accepted.
        let verdictTimes: [Int64]
        let work: [WorkInHand]
    }

    typealias SubmissionList = (items: [SubmissionSummary], arrivals: [String: Int64])

    let moment: ArenaMoment
    let recorded: Recorded

    var home: Home { moment.home }
    var preset: Preset { moment.preset }
    var records: Records { moment.records }
    var chain: ChainMoment { moment.chain }
    var evidence: EvidenceIndex { moment.evidence }
    var block: UInt64 { moment.block }
    var uids: [String: Int] { moment.uids }
    var milliseconds: Int64 { moment.milliseconds }

    /// How many tempos' payouts are shown at most.
    static let tempos = 50
    /// How many rows of the board are shown at most; the rest is in the API.
    static let rows = 100
    /// How many of the newest submissions are shown beside the board.
    static let newest = 8
}

extension ArenaSnapshot {
    /// The top of the board; the champion's row is the last where it is not among the first.
    var board: BoardView {
        BoardView(
            top: recorded.top,
            preset: preset,
            presetHash: moment.presetHash,
            block: block,
            emissionRao: chain.rhythm.emissionRao,
            payments: chain.payments,
            tempos: Self.tempos
        )
    }

    var history: HistoryView { recorded.history }

    var queue: QueueView { QueueView(recorded.waiting, times: recorded.times) }

    var validator: ValidatorView {
        ValidatorView(
            recorded.totals,
            waiting: recorded.waiting.count,
            verdictTimes: recorded.verdictTimes,
            work: recorded.work,
            isPresent: home.isTaken,
            now: milliseconds
        )
    }

    /// A submission.
    ///
    /// - Throws: `RecordsError.Code.unknownSubmission`.
    func detail(_ id: String) async throws -> SubmissionDetail { try await records.submission(id) }
}
