package import Judging
package import Rules

extension EvidenceAudit {
    /// An evaluation that can be judged again as it was judged: its seeds are public.
    package struct Replay: Sendable {
        /// The number of the entry with its verdict.
        package let entry: Int64
        package let evaluation: EvaluationBody
        package let result: EvaluationResult
        package let preset: Preset
        /// The secret seed of each planned run, public now.
        package let seeds: [String]
    }

    /// Returns the evaluations of closed epochs whose verdict is a submission's own doing, in the order of the log.
    package func replays() -> [Replay] {
        let all = submissions.values.compactMap { submission -> Replay? in
            guard let evaluation = submission.evaluation, let entry = submission.entry, let result = evaluation.result,
                [.nobody, .competitor].contains(result.verdict.responsibility),
                let epoch = epochs[evaluation.epoch], let secret = epoch.secret,
                let preset = rules[evaluation.presetHash],
                let seeds = Self.seeds(of: evaluation, secret: secret, epoch.opening, preset: preset)
            else { return nil }
            return Replay(entry: entry, evaluation: evaluation, result: result, preset: preset, seeds: seeds)
        }
        return all.sorted { $0.entry < $1.entry }
    }
}
