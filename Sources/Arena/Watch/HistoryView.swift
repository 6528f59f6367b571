/// How a board came to be what it is: every score in the order of judging, and who reigned when.
package struct HistoryView: Sendable, Codable, Hashable {
    /// A score that was accepted.
    package struct Point: Sendable, Codable, Hashable {
        package var submission: String
        package var hotkey: String
        /// When it was accepted, in milliseconds since 1970.
        package var atMilliseconds: Int64
        package var score: Double
        /// The best score up to then.
        package var best: Double
        /// Whether it ever held the crown.
        package var isCrowned: Bool

        enum CodingKeys: String, CodingKey {
            case submission, hotkey, score, best
            case atMilliseconds = "at_ms"
            case isCrowned = "crowned"
        }
    }

    /// A reign, from its first block.
    package struct Reign: Sendable, Codable, Hashable {
        package var submission: String
        package var hotkey: String
        package var score: Double
        /// The score that was beaten; missing for the first champion.
        package var beatenScore: Double?
        package var fromBlock: UInt64

        enum CodingKeys: String, CodingKey {
            case submission, hotkey, score
            case beatenScore = "beaten_score"
            case fromBlock = "from_block"
        }
    }

    package var metric: String
    /// How many scores were accepted.
    package var count: Int
    /// Oldest first: all of them while they are few; of many the best of each stretch of time, and every one that held the
    /// crown.
    package var points: [Point]
    /// Oldest first; the last one lasts.
    package var reigns: [Reign]
}
