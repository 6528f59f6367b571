/// What an entry of an evidence log can be about.
package enum EvidenceKind: String, Sendable, Hashable, CaseIterable {
    /// The log begins.
    case opened
    /// Rules that entries from now on may name by their hash.
    case rules
    /// What a board held before the log began; nobody can check it.
    case carried
    /// A submission was refused without being judged.
    case refused
    /// An epoch was opened: its submissions, its beacon, and the hash of its secret.
    case epochOpened = "epoch_opened"
    /// An attempt at an evaluation came to nothing, through no fault of the submission.
    case attempt
    /// A submission has its verdict.
    case evaluation
    /// A title match was decided on: its number, its share of the error budget, and the hash of its secret.
    case matchOpened = "match_opened"
    /// A challenger got no match, because nearly the same code had one.
    case inherited
    /// An attempt at a title match came to nothing.
    case matchAttempt = "match_attempt"
    /// A title match has ended.
    case match
    /// There is a new champion.
    case crown
    /// The last evaluation of an epoch is done; its secret.
    case epochClosed = "epoch_closed"
}
