import GRDB
package import Rules

/// Something that happened, as anybody may read it.
///
/// Events are only ever appended. No event holds the secret of an epoch or the code of a submission.
package struct Event: Sendable, Hashable {
    /// The number of the event, ascending without regard to its kind.
    package let sequence: Int64
    /// When it was recorded, in milliseconds since 1970.
    package let atMilliseconds: Int64
    /// What happened, such as `submission.revealed`.
    package let kind: Kind
    /// What it happened to: the id of a submission, epoch or evaluation, or a hotkey.
    package let subject: String
    /// The numbers and texts that belong to it.
    package let details: JSONValue

    /// What can happen.
    package enum Kind: String, Sendable, Hashable, CaseIterable {
        /// A commitment was read from the chain.
        case revealed = "submission.revealed"
        /// A commitment was read that is no submission.
        case malformed = "commitment.malformed"
        /// A submission's code was stored.
        case fetched = "submission.fetched"
        /// A submission's code was refused.
        case refused = "submission.refused"
        /// A submission joined an epoch.
        case queued = "submission.queued"
        /// An epoch was opened: code hashes are fixed, seeds are drawn.
        case epochOpened = "epoch.opened"
        /// The last evaluation of an epoch is done, so its secret may be published.
        case epochClosed = "epoch.closed"
        /// An evaluation was started.
        case started = "evaluation.started"
        /// An evaluation goes back to the queue through no fault of the submission.
        case requeued = "evaluation.requeued"
        /// A submission has its verdict.
        case judged = "submission.judged"
        /// A challenger gets a title match.
        case matchOpened = "match.opened"
        /// A challenger's near copy had its match; it inherits the outcome.
        case matchInherited = "match.inherited"
        /// A title match was started.
        case matchStarted = "match.started"
        /// A title match goes back to the queue through nobody's fault.
        case matchRequeued = "match.requeued"
        /// A title match has its outcome.
        case matchDecided = "match.decided"
        /// There is a new champion.
        case crowned = "board.crowned"
        /// Weights were set on the chain.
        case weightsSet = "weights.set"
        /// Somebody switched on, or off, that everything is burned.
        case burnSwitched = "burn.switched"
    }
}

extension Event {
    static func append(
        _ kind: Kind,
        subject: String,
        details: JSONValue = .object([:]),
        at milliseconds: Int64,
        in db: Database
    ) throws {
        try db.execute(
            sql: "INSERT INTO events (at, kind, subject, details) VALUES (?, ?, ?, ?)",
            arguments: [milliseconds, kind.rawValue, subject, details.canonicalText]
        )
    }
}
