package import Records
import Rules

/// What the validator is doing, and what it has done.
package struct ValidatorView: Sendable, Codable, Hashable {
    /// What is being judged.
    package struct Work: Sendable, Codable, Hashable {
        /// The submission: of a title match, the challenger.
        package var submission: String
        /// Against whom a title match is fought; missing for an evaluation.
        package var champion: String?
        package var startedMilliseconds: Int64

        enum CodingKeys: String, CodingKey {
            case submission, champion
            case startedMilliseconds = "started_ms"
        }
    }

    /// What it does: `running` when it judges, `idle` when nothing waits, `absent` when none works in the folder.
    package var status: String
    package var work: [Work]
    package var waiting: Int
    package var accepted: Int
    package var rejected: Int
    package var failed: Int
    /// Verdicts of the last hour.
    package var judgedInLastHour: Int

    enum CodingKeys: String, CodingKey {
        case status, work, waiting, accepted, rejected, failed
        case judgedInLastHour = "judged_last_hour"
    }

    /// Sums up the validator's work.
    ///
    /// - Parameters:
    ///   - totals: How many verdicts and refusals there are.
    ///   - waiting: How many submissions have neither.
    ///   - verdictTimes: When the newest verdicts were accepted, at least those of the last hour, in milliseconds since
    ///     1970.
    ///   - work: What is under way by the records.
    ///   - isPresent: Whether a validator's process works in the folder.
    ///   - now: The time, in milliseconds since 1970.
    package init(
        _ totals: Totals,
        waiting: Int,
        verdictTimes: [Int64],
        work: [WorkInHand],
        isPresent: Bool,
        now: Int64
    ) {
        self.work = work.map {
            Work(submission: $0.submission, champion: $0.champion, startedMilliseconds: $0.startedMilliseconds)
        }
        status = !isPresent ? "absent" : work.isEmpty ? "idle" : "running"
        self.waiting = waiting
        accepted = totals.accepted
        rejected = totals.rejected + totals.refused
        failed = totals.failed
        judgedInLastHour = verdictTimes.count { $0 > now - 3_600_000 }
    }

    /// The share of verdicts that a competitor could be content with; missing while there are none.
    package var acceptedShare: Double? {
        let all = accepted + rejected + failed
        return all == 0 ? nil : Double(accepted) / Double(all)
    }
}
