import Judging
import Rules

extension EvidenceAudit {
    /// Takes in a verdict: it belongs to its submission, follows from its figures, and moves the board.
    mutating func judge(_ body: EvaluationBody, _ number: Int64) throws(EvidenceProblem) {
        try requireNext(body.attempt, of: body.submission, in: body.epoch, number)
        let preset = try preset(body.presetHash, number)
        rulesInForce = body.presetHash
        try requireNothingDue(boards[body.presetHash], number)
        guard let submission = submissions[body.submission], submission.hotkey.text == body.hotkey,
            submission.codeHash == body.codeHash, submission.reveal == body.reveal
        else {
            throw EvidenceProblem(
                .wrongSubmission,
                entry: number,
                "\(body.submission) was another when its epoch opened"
            )
        }
        if let result = body.result {
            guard body.loss == nil, let block = body.atBlock else {
                throw EvidenceProblem(.malformed, entry: number, "a result has a block, and no loss beside it")
            }
            try check(result, of: body, preset, number)
            self.block = max(self.block, block)
            if case .accepted(let score) = result.ending(for: preset.metric) {
                let entry = Ladder.Entry(
                    submission: submission.id,
                    hotkey: submission.hotkey,
                    score: score,
                    reveal: submission.reveal
                )
                let crown = boards[body.presetHash]?.ladder.judge(entry, at: block)
                boards[body.presetHash]?.due = crown
            }
        } else if body.loss == nil {
            throw EvidenceProblem(.malformed, entry: number, "there is neither a result nor a loss")
        }
        submissions[body.submission]?.attempts = body.attempt
        submissions[body.submission]?.evaluation = body
        submissions[body.submission]?.entry = number
    }

    private func check(_ result: EvaluationResult, of body: EvaluationBody, _ preset: Preset, _ number: Int64)
        throws(EvidenceProblem)
    {
        guard result.submission == body.submission, result.codeHash == body.codeHash,
            result.presetHash == body.presetHash
        else { throw EvidenceProblem(.wrongSubmission, entry: number, "the result is that of another submission") }
        if let (code, sentence) = EvaluationArithmetic(result: result, preset: preset).problem {
            throw EvidenceProblem(code, entry: number, sentence)
        }
    }
}
