package import Records
package import Rules

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
    /// Oldest first.
    package var points: [Point]
    /// Oldest first; the last one lasts.
    package var reigns: [Reign]

    /// Lays out a board's past.
    ///
    /// - Parameters:
    ///   - rows: Its rows.
    ///   - crowns: Its champions, oldest first.
    ///   - preset: Its rules.
    package init(rows: [BoardRow], crowns: [Champion], preset: Preset) {
        let crowned = Set(crowns.map(\.submission))
        metric = preset.metric.rawValue
        reigns = crowns.map {
            Reign(
                submission: $0.submission,
                hotkey: $0.hotkey.text,
                score: $0.score,
                beatenScore: $0.beatenScore,
                fromBlock: $0.atBlock
            )
        }
        var best = 0.0
        points = rows.sorted { ($0.judgedAtMilliseconds, $0.submission) < ($1.judgedAtMilliseconds, $1.submission) }
            .map { row in
                best = max(best, row.score)
                return Point(
                    submission: row.submission,
                    hotkey: row.hotkey.text,
                    atMilliseconds: row.judgedAtMilliseconds,
                    score: row.score,
                    best: best,
                    isCrowned: crowned.contains(row.submission)
                )
            }
    }
}
