/// Everything that the dashboard shows at once.
struct Snapshot: Sendable, Hashable, Codable {
    var board: BoardReply
    /// The newest submissions, newest first.
    var submissions: [SubmissionRow]
    var history: HistoryReply
    var queue: QueueReply
    var validator: ValidatorReply
    /// The newest thing that happened.
    var newest: EventReply?

    var words: ScoreWords { ScoreWords(metric: board.metric) }
}
