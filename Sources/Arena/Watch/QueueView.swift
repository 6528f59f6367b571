package import Records
import Rules

/// Who waits for a verdict, in the order in which they are judged, and for about how long.
package struct QueueView: Sendable, Codable, Hashable {
    /// A submission that has no verdict yet.
    package struct Place: Sendable, Codable, Hashable {
        package var submission: String
        package var hotkey: String
        package var revealBlock: UInt64
        /// How far it has come: `revealed`, `fetched`, `queued` or `running`.
        package var state: String
        /// Counted from 1; 0 for what is being judged.
        package var position: Int
        /// Until its verdict, if every evaluation takes as long as the last ones did; missing while none was finished.
        package var expectedSeconds: Double?

        enum CodingKeys: String, CodingKey {
            case submission, hotkey, state, position
            case revealBlock = "reveal_block"
            case expectedSeconds = "expected_seconds"
        }
    }

    /// The median of the last evaluations' times, in seconds.
    package var evaluationSeconds: Double?
    package var places: [Place]

    enum CodingKeys: String, CodingKey {
        case places
        case evaluationSeconds = "evaluation_seconds"
    }

    /// How many of the last evaluations tell how long one takes.
    package static let paceSample = 20

    /// Lays out the queue.
    ///
    /// - Parameters:
    ///   - submissions: At least those that wait; the earliest reveal is judged first.
    ///   - times: How long the last evaluations took, in milliseconds.
    package init(_ submissions: [SubmissionDetail], times: [Int64]) {
        let sorted = times.sorted()
        let pace = sorted.isEmpty ? nil : Double(sorted[sorted.count / 2]) / 1000
        evaluationSeconds = pace
        let waiting = submissions.filter { $0.verdict == nil && $0.submission.refusal == nil }
            .sorted {
                ($0.submission.reveal.block, $0.submission.reveal.index) < (
                    $1.submission.reveal.block, $1.submission.reveal.index
                )
            }
        var position = 0
        places = waiting.map { detail in
            let isRunning = detail.progress == "running"
            if !isRunning { position += 1 }
            let place = isRunning ? 0 : position
            return Place(
                submission: detail.submission.id,
                hotkey: detail.submission.hotkey.text,
                revealBlock: detail.submission.reveal.block,
                state: detail.progress,
                position: place,
                expectedSeconds: pace.map { $0 * Double(place + 1) }
            )
        }
    }
}
