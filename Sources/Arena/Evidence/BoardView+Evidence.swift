package import Evidence
import Judging
package import Rules

extension BoardView {
    /// Rebuilds a board from a log of evidence alone.
    ///
    /// What the chain knows is not in it: the newest block is the newest that the log names, and there are no payouts.
    ///
    /// - Parameters:
    ///   - audit: What the log says.
    ///   - preset: The rules whose board it is.
    package init(_ audit: EvidenceAudit, preset: Preset) {
        let board = audit.boards[preset.hash]
        let submissions = audit.submissions.values.sorted {
            ($0.id.utf8.count, $0.id) < ($1.id.utf8.count, $1.id)
        }
        let entries = submissions.map { Self.entry($0, audit) }
        self.init(
            preset: preset.name,
            presetHash: preset.hash,
            metric: preset.metric.rawValue,
            block: audit.block,
            threshold: board?.crown.map { preset.crown.threshold(over: $0.reign, at: audit.block) },
            rows: (board?.ladder.standings() ?? []).map { standing in
                Self.row(standing, entries.first { $0.submission == standing.entry.submission })
            },
            submissions: entries,
            emissionRao: 0,
            payouts: []
        )
    }

    private static func row(_ standing: Standing, _ entry: Entry?) -> Row {
        Row(
            rank: standing.rank,
            submission: standing.entry.submission,
            hotkey: standing.entry.hotkey.text,
            score: standing.entry.score,
            tokensPerSecond: entry?.tokensPerSecond,
            mfu: entry?.mfu,
            isChampion: standing.isChampion,
            isMarked: isMarked(entry?.numbers)
        )
    }

    private static func entry(_ submission: EvidenceAudit.Submission, _ audit: EvidenceAudit) -> Entry {
        var entry = Entry(submission: submission.id, hotkey: submission.hotkey.text, state: "queued")
        if let refusal = submission.refusal {
            (entry.state, entry.outcome) = ("rejected", "rejected")
            (entry.code, entry.sentence) = (refusal.code, refusal.sentence)
        } else if let row = submission.carried {
            (entry.state, entry.outcome, entry.code) = ("judged", "accepted", "accepted")
            (entry.sentence, entry.numbers) = (row.sentence, row.numbers)
            (entry.tokensPerSecond, entry.mfu) = (row.tokensPerSecond, row.mfu)
        } else if let evaluation = submission.evaluation {
            entry.state = "judged"
            entry.take(evaluation, metric: audit.rules[evaluation.presetHash]?.metric ?? .tps)
        }
        return entry
    }
}

extension BoardView.Entry {
    fileprivate mutating func take(_ evaluation: EvaluationBody, metric: Metric) {
        guard let result = evaluation.result else {
            (outcome, code) = ("failed", evaluation.loss?.code)
            (sentence, numbers) = (evaluation.loss?.sentence, evaluation.loss?.numbers)
            return
        }
        (code, sentence) = (result.verdict.code.rawValue, result.verdict.sentence)
        numbers = .object(result.verdict.numbers.mapValues(JSONValue.number))
        switch result.ending(for: metric) {
        case .accepted:
            outcome = "accepted"
            (tokensPerSecond, mfu) = (result.score?.tokensPerSecond, result.score?.mfu)
        case .rejected: outcome = "rejected"
        case .failed: outcome = "failed"
        }
    }
}
