/// A submission in the list, as `/v1/submissions` tells it.
struct SubmissionRow: Sendable, Hashable, Codable {
    var submission: String
    var hotkey: String
    var revealBlock: Double
    /// How far it has come.
    var state: String
    /// How it ended; missing while it has not.
    var outcome: String?
    var code: String?
    var sentence: String?
    var score: Double?
    var rank: Double?
    var isChampion: Bool

    enum CodingKeys: String, CodingKey {
        case submission, hotkey, state, outcome, code, sentence, score, rank
        case revealBlock = "reveal_block"
        case isChampion = "champion"
    }
}

/// One submission with everything that was measured, as `/v1/submissions/{id}` tells it.
struct SubmissionReply: Sendable, Hashable, Codable {
    struct Check: Sendable, Hashable, Codable {
        var name: String
        var subject: String?
        var run: Double?
        var value: Double?
        var lowest: Double?
        var highest: Double?
        /// `share`, `seconds`, `bytes` or `rate`.
        var unit: String
        /// How many times what was measured fits into what is allowed.
        var headroom: Double?
        var isKept: Bool

        enum CodingKeys: String, CodingKey {
            case name, subject, run, value, lowest, highest, unit, headroom
            case isKept = "kept"
        }
    }

    struct Run: Sendable, Hashable, Codable {
        var run: Double
        var outcome: String
        var nanoseconds: Double?
        var tokensPerSecond: Double?
        var updateError: Double?
        var foreignLoad: Double?
        var isMarked: Bool?

        enum CodingKeys: String, CodingKey {
            case run, outcome, nanoseconds
            case tokensPerSecond = "tokens_per_second"
            case updateError = "update_error"
            case foreignLoad = "foreign_load"
            case isMarked = "marked"
        }
    }

    var submission: String
    var hotkey: String
    var codeHash: String
    var codeBytes: Double?
    var committedAt: Double
    var revealBlock: Double
    var state: String
    var attempts: Double
    var outcome: String?
    var code: String?
    var sentence: String?
    var fault: String?
    var score: Double?
    var mfu: Double?
    var rank: Double?
    var isChampion: Bool
    var checks: [Check]
    var runs: [Run]

    enum CodingKeys: String, CodingKey {
        case submission, hotkey, state, attempts, outcome, code, sentence, fault, score, mfu, rank, checks, runs
        case codeHash = "code_hash"
        case codeBytes = "code_bytes"
        case committedAt = "committed_at"
        case revealBlock = "reveal_block"
        case isChampion = "champion"
    }
}
