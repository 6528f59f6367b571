import Arena
import Records

/// The arena in figures, in the text form that Prometheus reads.
///
/// Labels are from closed sets: no name of a submission, a hotkey or a client is ever one.
struct MetricsText {
    let arena: ArenaSnapshot
    /// The block up to which the validator has taken in what was revealed.
    let cursor: UInt64
    /// How many streams are open.
    let streams: Int

    var content: Content {
        Content(type: "text/plain; version=0.0.4; charset=utf-8", bytes: (lines.joined(separator: "\n") + "\n").utf8)
    }

    private enum Kind: String { case counter, gauge }

    private var lines: [String] {
        let validator = arena.validator, queue = arena.queue
        let seconds = arena.recorded.times.map { Double($0) / 1000 }
        return [
            family(
                "arena_evaluations_total",
                .counter,
                "Submissions with an end, by outcome.",
                [
                    ("{outcome=\"accepted\"}", Double(validator.accepted)),
                    ("{outcome=\"rejected\"}", Double(validator.rejected)),
                    ("{outcome=\"failed\"}", Double(validator.failed)),
                ]
            ),
            family(
                "arena_evaluations_repeated_total",
                .counter,
                "Evaluations that were started again after a failure of the machine.",
                one(arena.recorded.totals.repeated)
            ),
            family(
                "arena_submissions_total",
                .counter,
                "Submissions taken in.",
                one(arena.recorded.totals.submissions)
            ),
            family("arena_crowns_total", .counter, "Times that the crown was taken.", one(arena.recorded.crowns.count)),
            family("arena_events_total", .counter, "Events recorded.", one(Int(arena.recorded.sequence))),
            family("arena_queue_submissions", .gauge, "Submissions without an end.", one(queue.places.count)),
            family("arena_running_jobs", .gauge, "Evaluations and title matches under way.", one(validator.work.count)),
            family("arena_evaluation_seconds", .gauge, "Time of the last evaluations.", times(seconds)),
            family(
                "arena_validator_up",
                .gauge,
                "Whether a validator works here.",
                one(validator.status == "absent" ? 0 : 1)
            ),
            family("arena_chain_up", .gauge, "Whether the chain answers.", one(arena.chain.isAway ? 0 : 1)),
            family("arena_chain_block", .gauge, "The chain's newest block.", known(Int(arena.block))),
            family(
                "arena_chain_lag_blocks",
                .gauge,
                "Blocks whose reveals the validator has not taken in.",
                known(Int(arena.block - min(cursor, arena.block)))
            ),
            family("arena_board_rows", .gauge, "Rows of the board.", one(arena.recorded.totals.rows)),
            family("arena_site_streams", .gauge, "Open streams of events.", one(streams)),
        ].flatMap(\.self)
    }

    private func one(_ value: Int) -> [(String, Double)] { [("", Double(value))] }

    /// Nothing is said about a chain that does not answer.
    private func known(_ value: Int) -> [(String, Double)] { arena.chain.isAway ? [] : one(value) }

    private func times(_ seconds: [Double]) -> [(String, Double)] {
        guard let least = seconds.min(), let most = seconds.max(), let median = arena.queue.evaluationSeconds else {
            return []
        }
        return [("{of=\"least\"}", least), ("{of=\"median\"}", median), ("{of=\"most\"}", most)]
    }

    private func family(_ name: String, _ kind: Kind, _ help: String, _ values: [(String, Double)]) -> [String] {
        guard !values.isEmpty else { return [] }
        return ["# HELP \(name) \(help)", "# TYPE \(name) \(kind.rawValue)"] + values.map { "\(name)\($0.0) \($0.1)" }
    }
}
