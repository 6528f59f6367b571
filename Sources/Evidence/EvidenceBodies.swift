package import Judging
package import Rules

/// The body of the first entry of a log.
package struct OpenedBody: Sendable, Hashable, Codable {
    /// The form of log that this version writes and reads.
    package static let currentFormat = 2

    /// When it was recorded, in milliseconds since 1970, as in every body.
    package var at: Int64
    package var format: Int
    /// The Ed25519 key that signs, in lower-case hexadecimal digits.
    package var validator: String
}

/// The body of an entry that states rules in full.
package struct RulesBody: Sendable, Hashable, Codable {
    package var at: Int64
    package var presetHash: String
    /// The preset as its file has it.
    package var preset: JSONValue

    enum CodingKeys: String, CodingKey {
        case at, preset
        case presetHash = "preset_hash"
    }
}

/// The body of an entry about a submission that was refused without being judged.
package struct RefusedBody: Sendable, Hashable, Codable {
    package var at: Int64
    package var submission: String
    package var hotkey: String
    package var codeHash: String
    package var reveal: RevealPosition
    /// The stable code of the reason, and the same in words.
    package var code: String
    package var sentence: String

    enum CodingKeys: String, CodingKey {
        case at, submission, hotkey, reveal, code, sentence
        case codeHash = "code_hash"
    }
}

/// The body of an entry about an epoch that was opened.
package struct EpochOpenedBody: Sendable, Hashable, Codable {
    /// One submission whose code was fixed before the epoch's seeds were drawn.
    package struct Member: Sendable, Hashable, Codable {
        package var submission: String
        package var hotkey: String
        package var codeHash: String
        /// The block of the commitment.
        package var committedAt: UInt64
        package var reveal: RevealPosition
        /// How often it was tried before the log began.
        package var attempts: Int

        enum CodingKeys: String, CodingKey {
            case submission, hotkey, reveal, attempts
            case codeHash = "code_hash"
            case committedAt = "committed_at"
        }
    }

    package var at: Int64
    package var epoch: Int64
    package var beaconBlock: UInt64
    /// The hash of that block in hexadecimal digits.
    package var beaconHash: String
    /// What the secret is committed to by; see `SecretCommitment`.
    package var secretHash: String
    package var submissions: [Member]

    enum CodingKeys: String, CodingKey {
        case at, epoch, submissions
        case beaconBlock = "beacon_block"
        case beaconHash = "beacon_hash"
        case secretHash = "secret_hash"
    }
}

/// The body of an entry about an attempt that came to nothing.
package struct AttemptBody: Sendable, Hashable, Codable {
    package var at: Int64
    package var submission: String
    package var epoch: Int64
    /// Counted from 1.
    package var attempt: Int
    package var execution: String
    package var code: String
}

/// The body of an entry about a verdict.
package struct EvaluationBody: Sendable, Hashable, Codable {
    /// The verdict of an evaluation that left no result.
    package struct Loss: Sendable, Hashable, Codable {
        package var code: String
        package var sentence: String
        package var numbers: JSONValue
    }

    package var at: Int64
    /// The chain's block when the result was accepted; missing when there was none.
    package var atBlock: UInt64?
    package var submission: String
    package var hotkey: String
    package var codeHash: String
    package var reveal: RevealPosition
    package var epoch: Int64
    /// Counted from 1; it goes into the seeds.
    package var attempt: Int
    package var presetHash: String
    /// Everything that the judge found out, or `loss`.
    package var result: EvaluationResult?
    package var loss: Loss?

    enum CodingKeys: String, CodingKey {
        case at, submission, hotkey, reveal, epoch, attempt, result, loss
        case atBlock = "at_block"
        case codeHash = "code_hash"
        case presetHash = "preset_hash"
    }
}

/// The body of an entry about a change of champion.
package struct CrownBody: Sendable, Hashable, Codable {
    package var at: Int64
    package var presetHash: String
    package var submission: String
    package var score: Double
    package var atBlock: UInt64
    package var beatenSubmission: String?
    package var beatenScore: Double?

    enum CodingKeys: String, CodingKey {
        case at, submission, score
        case presetHash = "preset_hash"
        case atBlock = "at_block"
        case beatenSubmission = "beaten_submission"
        case beatenScore = "beaten_score"
    }
}

/// The body of an entry about an epoch whose evaluations are all done.
package struct EpochClosedBody: Sendable, Hashable, Codable {
    package var at: Int64
    package var epoch: Int64
    /// The 32 bytes in lower-case hexadecimal digits.
    package var secret: String
}

/// The body of an entry about what a board held before the log began.
package struct CarriedBody: Sendable, Hashable, Codable {
    /// One accepted submission.
    package struct Row: Sendable, Hashable, Codable {
        package var submission: String
        package var hotkey: String
        package var reveal: RevealPosition
        package var score: Double
        package var tokensPerSecond: Double?
        package var mfu: Double?
        package var sentence: String
        package var numbers: JSONValue

        enum CodingKeys: String, CodingKey {
            case submission, hotkey, reveal, score, mfu, sentence, numbers
            case tokensPerSecond = "tokens_per_second"
        }
    }

    package var at: Int64
    package var presetHash: String
    /// In the order in which they were judged.
    package var rows: [Row]
    /// The last change of champion.
    package var crown: Crown?
    /// The number of the last title match that has ended, and how many were won by the challenger.
    package var matches: Int
    package var matchesWon: Int

    /// The last change of champion before the log began.
    package struct Crown: Sendable, Hashable, Codable {
        package var submission: String
        package var beatenScore: Double?
        package var atBlock: UInt64

        enum CodingKeys: String, CodingKey {
            case submission
            case beatenScore = "beaten_score"
            case atBlock = "at_block"
        }
    }

    enum CodingKeys: String, CodingKey {
        case at, rows, crown, matches
        case presetHash = "preset_hash"
        case matchesWon = "matches_won"
    }
}
