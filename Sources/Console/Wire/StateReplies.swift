/// Who waits for a verdict, as `/v1/queue` tells it.
struct QueueReply: Sendable, Hashable, Codable {
    struct Place: Sendable, Hashable, Codable {
        var submission: String
        var hotkey: String
        var state: String
        /// Counted from 1; 0 for what is being judged.
        var position: Double
        var expectedSeconds: Double?

        enum CodingKeys: String, CodingKey {
            case submission, hotkey, state, position
            case expectedSeconds = "expected_seconds"
        }
    }

    var evaluationSeconds: Double?
    var places: [Place]

    enum CodingKeys: String, CodingKey {
        case places
        case evaluationSeconds = "evaluation_seconds"
    }
}

/// What the validator does, as `/v1/validator` tells it.
struct ValidatorReply: Sendable, Hashable, Codable {
    struct Work: Sendable, Hashable, Codable {
        var submission: String
        /// Against whom a title match is fought; missing for an evaluation.
        var champion: String?
        var startedMilliseconds: Double

        enum CodingKeys: String, CodingKey {
            case submission, champion
            case startedMilliseconds = "started_ms"
        }
    }

    /// `running`, `idle` or `absent`.
    var status: String
    var work: [Work]
    var waiting: Double
    var accepted: Double
    var rejected: Double
    var failed: Double
    var judgedInLastHour: Double

    enum CodingKeys: String, CodingKey {
        case status, work, waiting, accepted, rejected, failed
        case judgedInLastHour = "judged_last_hour"
    }
}

/// Something that happened, as the stream of events tells it.
struct EventReply: Sendable, Hashable, Codable {
    var sequence: Double
    var atMilliseconds: Double
    var kind: String
    var subject: String

    enum CodingKeys: String, CodingKey {
        case sequence, kind, subject
        case atMilliseconds = "at_ms"
    }
}
