package import Judging

/// The body of an entry about a title match that was decided on.
package struct MatchOpenedBody: Sendable, Hashable, Codable {
    package var at: Int64
    package var match: String
    package var presetHash: String
    /// The number of the match on its board, counted from 1.
    package var number: Int
    package var challenger: String
    package var champion: String
    /// The error probability that it may have.
    package var errorShare: Double
    /// The block whose hash goes into the seed, with that hash in hexadecimal digits.
    package var beaconBlock: UInt64
    package var beaconHash: String
    /// What the secret is committed to by; see `SecretCommitment`.
    package var secretHash: String
    /// How often it was tried before the log began.
    package var attempts: Int

    enum CodingKeys: String, CodingKey {
        case at, match, number, challenger, champion, attempts
        case presetHash = "preset_hash"
        case errorShare = "error_share"
        case beaconBlock = "beacon_block"
        case beaconHash = "beacon_hash"
        case secretHash = "secret_hash"
    }
}

/// The body of an entry about a challenger that got no match, because nearly the same code had one.
package struct InheritedBody: Sendable, Hashable, Codable {
    package var at: Int64
    package var presetHash: String
    package var challenger: String
    package var champion: String
    /// The champion itself, or a challenger that did not win.
    package var ancestor: String

    enum CodingKeys: String, CodingKey {
        case at, challenger, champion, ancestor
        case presetHash = "preset_hash"
    }
}

/// The body of an entry about an attempt at a match that came to nothing.
package struct MatchAttemptBody: Sendable, Hashable, Codable {
    package var at: Int64
    package var match: String
    /// Counted from 1.
    package var attempt: Int
    package var execution: String
    package var code: String
}

/// The body of an entry about a title match that has ended.
package struct MatchBody: Sendable, Hashable, Codable {
    package var at: Int64
    /// The chain's block when the result was accepted; missing when there was none.
    package var atBlock: UInt64?
    package var match: String
    /// Counted from 1; it goes into the seed.
    package var attempt: Int
    /// The 32 bytes that the seed was drawn from, in lower-case hexadecimal digits.
    package var secret: String
    /// Everything that the judge found out, or `loss`.
    package var result: MatchResult?
    package var loss: EvaluationBody.Loss?

    /// The loss of a match that waited when other rules came into force.
    static let rulesChanged = "rules_changed"
    /// The loss of a match that was won after its champion had lost the crown.
    static let crownMoved = "crown_moved"

    enum CodingKeys: String, CodingKey {
        case at, match, attempt, secret, result, loss
        case atBlock = "at_block"
    }
}
