/// How the board came to be, as `/v1/history` tells it.
struct HistoryReply: Sendable, Hashable, Codable {
    /// A score that was accepted.
    struct Point: Sendable, Hashable, Codable {
        var submission: String
        /// When, in milliseconds since 1970.
        var atMilliseconds: Double
        var score: Double
        /// The best score up to then.
        var best: Double
        var isCrowned: Bool

        enum CodingKeys: String, CodingKey {
            case submission, score, best
            case atMilliseconds = "at_ms"
            case isCrowned = "crowned"
        }
    }

    /// A reign, from its first block.
    struct Reign: Sendable, Hashable, Codable {
        var submission: String
        var fromBlock: Double

        enum CodingKeys: String, CodingKey {
            case submission
            case fromBlock = "from_block"
        }
    }

    var points: [Point]
    var reigns: [Reign]
}
