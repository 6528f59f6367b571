package import Rules

/// One submission as its owner may see it: what was measured, what was allowed, and why it ended as it did.
package struct SubmissionView: Sendable, Codable, Hashable {
    /// One timed run.
    package struct Run: Sendable, Codable, Hashable {
        /// Counted from 1.
        package var run: Int
        package var outcome: String
        package var nanoseconds: UInt64?
        package var tokens: Int?
        package var tokensPerSecond: Double?
        /// From DONE to standing still, in nanoseconds; part of the time.
        package var freezingNanoseconds: UInt64?
        package var updateError: Double?
        package var projection: Double?
        /// The share of the machine that others used just before the run.
        package var foreignLoad: Double?
        package var disturbances: [String]
        package var isMarked: Bool

        enum CodingKeys: String, CodingKey {
            case run, outcome, nanoseconds, tokens, projection, disturbances
            case tokensPerSecond = "tokens_per_second"
            case freezingNanoseconds = "freezing_nanoseconds"
            case updateError = "update_error"
            case foreignLoad = "foreign_load"
            case isMarked = "marked"
        }
    }

    package var submission: String
    package var hotkey: String
    package var url: String
    package var codeHash: String
    package var codeBytes: Int?
    package var committedAt: UInt64
    package var revealBlock: UInt64
    package var state: String
    /// The epoch whose secret its seeds come from, once it belongs to one.
    package var epoch: Int64?
    package var isEpochClosed: Bool
    package var attempts: Int
    package var preset: String?
    package var presetHash: String?
    /// How it ended; missing while it has not.
    package var outcome: String?
    package var code: String?
    package var sentence: String?
    /// Whose doing it is that it was not accepted.
    package var fault: String?
    package var numbers: JSONValue?
    package var score: Double?
    package var tokensPerSecond: Double?
    package var mfu: Double?
    package var rank: Int?
    package var isChampion: Bool
    /// Empty where the rules that it was judged by are not at hand.
    package var checks: [Check]
    package var runs: [Run]
    /// The folder of its evaluation while that is kept, and the files in it that hold what the submission printed.
    package var jobFolder: String?
    package var logs: [String]

    enum CodingKeys: String, CodingKey {
        case submission, hotkey, url, state, epoch, attempts, preset, outcome, code, sentence, fault, numbers, score
        case mfu, rank, checks, runs, logs
        case codeHash = "code_hash"
        case codeBytes = "code_bytes"
        case committedAt = "committed_at"
        case revealBlock = "reveal_block"
        case isEpochClosed = "epoch_closed"
        case presetHash = "preset_hash"
        case tokensPerSecond = "tokens_per_second"
        case isChampion = "champion"
        case jobFolder = "job_folder"
    }
}
