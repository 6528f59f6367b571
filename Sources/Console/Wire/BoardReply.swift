/// The board, as `/v1/board` tells it: what this dashboard shows of it.
///
/// Numbers that count time or blocks are read as floating point: no number that a server can send is out of range.
struct BoardReply: Sendable, Hashable, Codable {
    struct Row: Sendable, Hashable, Codable {
        var rank: Double
        var submission: String
        var hotkey: String
        var score: Double
        var mfu: Double?
        var isChampion: Bool
        var isMarked: Bool?
        var interval: Interval?
        /// The tie band: scores of one band cannot be told apart.
        var band: Double?

        enum CodingKeys: String, CodingKey {
            case rank, submission, hotkey, score, mfu, interval, band
            case isChampion = "champion"
            case isMarked = "marked"
        }
    }

    /// Where a submission's own speed lies in 95 % of evaluations, written as `[lowest, highest]`.
    struct Interval: Sendable, Hashable, Codable {
        var lowest: Double
        var highest: Double

        init(lowest: Double, highest: Double) {
            self.lowest = lowest
            self.highest = highest
        }

        init(from decoder: any Decoder) throws {
            var container = try decoder.unkeyedContainer()
            lowest = try container.decode(Double.self)
            highest = try container.decode(Double.self)
        }

        func encode(to encoder: any Encoder) throws {
            var container = encoder.unkeyedContainer()
            try container.encode(lowest)
            try container.encode(highest)
        }
    }

    /// What the next challenger has to do.
    struct Jump: Sendable, Hashable, Codable {
        var rule: String
        var fraction: Double
        var leastScore: Double?

        enum CodingKeys: String, CodingKey {
            case rule, fraction
            case leastScore = "least_score"
        }
    }

    struct Part<Item: Sendable & Hashable & Codable>: Sendable, Hashable, Codable {
        var items: [Item]
        var nextCursor: String?

        enum CodingKeys: String, CodingKey {
            case items
            case nextCursor = "next_cursor"
        }
    }

    var preset: String
    var metric: String
    var block: Double
    /// What the next challenger has to exceed; missing while there is no champion.
    var threshold: Double?
    var jump: Jump?
    var rows: Part<Row>

    var champion: Row? { rows.items.first(where: \.isChampion) }

    /// The score that the next challenger needs, whatever the rule does with it.
    var goal: Double? { jump?.leastScore ?? threshold }
}
