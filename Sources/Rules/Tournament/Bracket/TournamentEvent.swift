/// What happens to a tournament.
///
/// All of its state follows from its events in their order.
package struct TournamentEvent: Sendable, Hashable, Codable {
    /// What happened.
    package enum Kind: Sendable, Hashable, Codable {
        /// Somebody who was admitted enters.
        case entered(hotkey: String)
        /// Somebody leaves: withdrawn, gone from the network, or found to be a copy.
        case left(hotkey: String)
        /// Nobody enters or leaves any more; the hash of this block, which nobody knows yet, will be the seed.
        case closed(block: UInt64)
        /// The entrants are complete, and the seed of all draws is published.
        case began(seed: String)
        /// Something is known of a competitor's attempt at a task; attempts are counted from 0.
        case reported(task: TaskIdentifier, hotkey: String, attempt: Int, report: Report)
        /// A task cannot be done by anybody.
        case taskFailed(task: TaskIdentifier)
        /// It is called off before it began.
        case cancelled
        /// Time passes.
        case waited
    }

    /// When it happened; a moment before the last event's counts as that one.
    package var moment: Moment
    /// What happened.
    package var kind: Kind

    /// Describes an event.
    ///
    /// - Parameters:
    ///   - kind: What happened.
    ///   - moment: When.
    package init(_ kind: Kind, at moment: Moment) {
        self.kind = kind
        self.moment = moment
    }
}

/// What became of an event.
package enum TournamentResponse: Sendable, Hashable {
    /// It changed something.
    case accepted
    /// It changed nothing but the clock.
    case ignored(Reason)

    /// Why an event changes nothing.
    package enum Reason: String, Sendable, Hashable {
        case alreadyEntered = "already-entered"
        case isChampion = "is-champion"
        case notRegistering = "not-registering"
        case alreadyClosed = "already-closed"
        case tooFewEntrants = "too-few-entrants"
        case notPlaying = "not-playing"
        case unknownTask = "unknown-task"
        case otherRound = "other-round"
        case replacedTask = "replaced-task"
        case notInMatch = "not-in-match"
        case otherAttempt = "other-attempt"
        case alreadyReported = "already-reported"
        case nothingReported = "nothing-reported"
        case unknownHotkey = "unknown-hotkey"
        case waited
    }
}
