package import Foundation
package import Rules

/// A title match on its way to its outcome.
package struct Match: Sendable, Hashable {
    /// How far it has come.
    package enum State: String, Sendable, Hashable {
        /// It waits to be fought.
        case queued
        /// One execution of it is under way.
        case running
        /// It has its outcome.
        case done
    }

    /// How it ended.
    package enum Ending: String, Sendable, Hashable {
        /// The challenger took the crown.
        case crowned
        /// The evidence says that it is not better by the margin.
        case futile
        /// All pairs were fought without an answer.
        case exhausted
        /// The challenger broke the rules in one of the pairs.
        case forfeited
        /// The challenger is a near copy of a submission that had its match; nothing was fought.
        case inherited
        /// Every attempt failed by the machine.
        case failed
    }

    /// One of the two that take part.
    package struct Entrant: Sendable, Hashable {
        /// The submission's identifier.
        package let submission: String
        /// The hash of its code.
        package let codeHash: CodeHash
    }

    /// The globally unique token.
    package let id: String
    /// The number among the board's matches, counted from 1; nil for one that was inherited.
    package let number: Int?
    /// Who wants the crown.
    package let challenger: Entrant
    /// Who holds it.
    package let champion: Entrant
    /// The hash of the rules.
    package let presetHash: String
    /// The error probability that it may have.
    package let errorShare: Double
    /// The block whose hash goes into the seeds.
    package let beacon: Beacon
    /// How far it has come.
    package let state: State
    /// How often it was started.
    package let attempts: Int
    /// How it ended, once it has.
    package let ending: Ending?
    /// The evidence for the challenger at the end.
    package let evidence: Double?
    /// How many pairs were fought.
    package let pairs: Int
    /// The submission whose outcome it inherited.
    package let ancestor: String?
}

/// A match that waits to be fought, with everything that its job directory needs.
package struct QueuedMatch: Sendable, Hashable {
    /// The match.
    package let match: Match
    /// The bytes that the seeds are drawn from; they stay on the host until the match has ended.
    package let secret: EpochSecret
    /// The challenger's code.
    package let challengerCode: Data
    /// The champion's code.
    package let championCode: Data
    /// The pairs that earlier attempts fought.
    package let priorPairs: [JSONValue]
}

/// What one execution found out about a title match.
package struct MatchJudgement: Sendable, Hashable {
    /// The match's token.
    package var match: String
    /// How it ended; nil when it did not come to an end.
    package var outcome: TitleMatch.Outcome?
    /// Whether trying again may bring it to an end.
    package var mayBeRepeated: Bool
    /// The stable code of the end: the outcome's, or that of the failure.
    package var code: String
    /// One sentence for people.
    package var sentence: String
    /// The evidence for the challenger, and against it.
    package var evidence: Double
    package var evidenceAgainst: Double
    /// Every pair so far, those of earlier attempts included.
    package var pairs: [JSONValue]

    /// Makes a judgement.
    package init(
        match: String,
        outcome: TitleMatch.Outcome?,
        mayBeRepeated: Bool = true,
        code: String,
        sentence: String,
        evidence: Double,
        evidenceAgainst: Double,
        pairs: [JSONValue]
    ) {
        self.match = match
        self.outcome = outcome
        self.mayBeRepeated = mayBeRepeated
        self.code = code
        self.sentence = sentence
        self.evidence = evidence
        self.evidenceAgainst = evidenceAgainst
        self.pairs = pairs
    }
}

/// One attempt at a match, in its own directory.
package struct MatchExecution: Sendable, Hashable {
    /// The globally unique token.
    package let id: String
    /// The match that it tries.
    package let match: String
    /// The job directory.
    package let directory: String
}
