import Arena
import Chain
import Records
import Rules

/// What the site shows at one moment: everything that the records hold, which may be much.
struct ArenaSnapshot: Sendable {
    /// What the records hold, read when the newest event was `sequence`.
    struct Recorded: Sendable {
        let sequence: Int64
        let board: BoardSnapshot
        let crowns: [Champion]
        /// When each submission was taken in, in milliseconds since 1970.
        let arrivals: [String: Int64]
        /// How long the last evaluations took, in milliseconds.
        let times: [Int64]
        let work: [WorkInHand]
    }

    let moment: ArenaMoment
    let recorded: Recorded
    /// The newest payments.
    let payments: [Payment]

    var home: Home { moment.home }
    var preset: Preset { moment.preset }
    var records: Records { moment.records }
    var chain: LocalChain { moment.chain }
    var evidence: EvidenceIndex { moment.evidence }
    var block: UInt64 { moment.block }
    var uids: [String: Int] { moment.uids }
    var milliseconds: Int64 { moment.milliseconds }

    /// How many tempos' payouts are shown at most.
    static let tempos = 50
}

extension ArenaSnapshot {
    var board: BoardView {
        BoardView(
            recorded.board,
            preset: preset,
            block: block,
            emissionRao: chain.genesis.emissionRao,
            payments: payments,
            tempos: Self.tempos
        )
    }

    var summaries: [SubmissionSummary] { SubmissionSummary.all(of: recorded.board) }

    var history: HistoryView {
        HistoryView(rows: recorded.board.rows, crowns: recorded.crowns, preset: preset)
    }

    var queue: QueueView { QueueView(recorded.board.submissions, times: recorded.times) }

    var validator: ValidatorView {
        ValidatorView(recorded.board.submissions, work: recorded.work, isPresent: home.isTaken, now: milliseconds)
    }

    /// A submission of this moment.
    ///
    /// - Throws: `SiteError.Code.unknownSubmission`.
    func detail(_ id: String) throws -> SubmissionDetail {
        guard let detail = recorded.board.submissions.first(where: { $0.submission.id == id }) else {
            throw SiteError(.unknownSubmission, "There is no such submission.")
        }
        return detail
    }
}
