import FoundationEssentials
import Judging
import Rules

extension EvidenceAudit {
    /// How many attempts there may have been before a log began.
    static var attempts: ClosedRange<Int> { 0...1000 }

    /// Takes in a submission that was refused.
    mutating func refuse(_ body: RefusedBody, _ number: Int64) throws(EvidenceProblem) {
        var submission = try newSubmission(
            body.submission,
            hotkey: body.hotkey,
            codeHash: body.codeHash,
            reveal: body.reveal,
            number
        )
        submission.refusal = body
        submissions[submission.id] = submission
    }

    /// Takes in an epoch with its submissions, whose code was fixed before the beacon's block.
    mutating func openEpoch(_ body: EpochOpenedBody, _ number: Int64) throws(EvidenceProblem) {
        guard epochs[body.epoch] == nil, Hex.bytes(body.beaconHash) != nil, Hex.bytes(body.secretHash)?.count == 32
        else { throw EvidenceProblem(.wrongEpoch, entry: number, "epoch \(body.epoch) cannot be opened like this") }
        for member in body.submissions {
            guard member.committedAt < body.beaconBlock else {
                throw EvidenceProblem(
                    .wrongEpoch,
                    entry: number,
                    "\(member.submission) was committed in block \(member.committedAt), when the beacon of block "
                        + "\(body.beaconBlock) was known"
                )
            }
            guard Self.attempts.contains(member.attempts) else {
                throw EvidenceProblem(
                    .wrongAttempt,
                    entry: number,
                    "\(member.submission) had \(member.attempts) attempts"
                )
            }
            var submission = try newSubmission(
                member.submission,
                hotkey: member.hotkey,
                codeHash: member.codeHash,
                reveal: member.reveal,
                number
            )
            submission.epoch = body.epoch
            submission.attempts = member.attempts
            submissions[submission.id] = submission
        }
        epochs[body.epoch] = Epoch(opening: body)
        block = max(block, body.beaconBlock)
    }

    /// Takes in an attempt that came to nothing.
    mutating func count(_ body: AttemptBody, _ number: Int64) throws(EvidenceProblem) {
        try requireNext(body.attempt, of: body.submission, in: body.epoch, number)
        submissions[body.submission]?.attempts = body.attempt
    }

    /// Takes in an epoch's secret: it is what was committed to, and every run has the tokens that its seed asks for.
    mutating func closeEpoch(_ body: EpochClosedBody, _ number: Int64) throws(EvidenceProblem) {
        guard let epoch = epochs[body.epoch], epoch.secret == nil else {
            throw EvidenceProblem(.wrongEpoch, entry: number, "epoch \(body.epoch) is not open")
        }
        guard let secret = Hex.bytes(body.secret), secret.count == 32,
            SecretCommitment.hash(of: secret) == epoch.opening.secretHash
        else {
            throw EvidenceProblem(
                .wrongSecret,
                entry: number,
                "the secret is not the one that epoch \(body.epoch) was opened with"
            )
        }
        for member in epoch.opening.submissions {
            guard let evaluation = submissions[member.submission]?.evaluation else {
                throw EvidenceProblem(
                    .wrongEpoch,
                    entry: number,
                    "epoch \(body.epoch) is closed and \(member.submission) has no verdict"
                )
            }
            try checkTokens(of: evaluation, secret: secret, epoch.opening, number)
        }
        epochs[body.epoch]?.secret = secret
    }

    private mutating func checkTokens(
        of evaluation: EvaluationBody,
        secret: [UInt8],
        _ epoch: EpochOpenedBody,
        _ number: Int64
    ) throws(EvidenceProblem) {
        guard let result = evaluation.result else { return }
        let preset = try preset(evaluation.presetHash, number)
        guard let seeds = Self.seeds(of: evaluation, secret: secret, epoch, preset: preset) else {
            throw EvidenceProblem(.malformed, entry: number, "the hash of \(evaluation.submission)'s code is no hash")
        }
        for run in result.runs {
            let seed = Seeds.seed(ofRun: run.index, plan: seeds)
            let tokens = preset.workload.tokens(steps: Seeds.steps(of: seed, preset: preset))
            guard run.tokens == tokens else {
                throw EvidenceProblem(
                    .wrongTokens,
                    entry: number,
                    "run \(run.index) of \(evaluation.submission) has \(run.tokens) tokens; its seed asks for \(tokens)"
                )
            }
            seededRuns += 1
        }
    }

    /// The seeds of an evaluation's planned runs, once the secret is known.
    static func seeds(
        of evaluation: EvaluationBody,
        secret: [UInt8],
        _ epoch: EpochOpenedBody,
        preset: Preset
    ) -> [String]? {
        guard let code = CodeHash(evaluation.codeHash), let beacon = Hex.bytes(epoch.beaconHash) else { return nil }
        return Seeds.derive(
            secret: Data(secret),
            beacon: Data(beacon),
            preset: preset,
            submission: evaluation.submission,
            code: code,
            attempt: evaluation.attempt
        )
    }

    func newSubmission(
        _ id: String,
        hotkey: String,
        codeHash: String,
        reveal: RevealPosition,
        _ number: Int64
    ) throws(EvidenceProblem) -> Submission {
        guard submissions[id] == nil else {
            throw EvidenceProblem(.wrongSubmission, entry: number, "\(id) was named before")
        }
        guard let hotkey = Hotkey(hotkey), CodeHash(codeHash) != nil else {
            throw EvidenceProblem(.wrongSubmission, entry: number, "\(id) has no hotkey or no code hash")
        }
        return Submission(id: id, hotkey: hotkey, codeHash: codeHash, reveal: reveal)
    }

    /// Refuses an attempt that is not the next one of a submission that waits in an open epoch.
    func requireNext(_ attempt: Int, of id: String, in epoch: Int64, _ number: Int64) throws(EvidenceProblem) {
        guard let submission = submissions[id], submission.epoch == epoch, epochs[epoch]?.secret == nil else {
            throw EvidenceProblem(.wrongSubmission, entry: number, "\(id) does not wait in epoch \(epoch)")
        }
        guard submission.evaluation == nil else {
            throw EvidenceProblem(.judgedTwice, entry: number, "\(id) has a verdict already")
        }
        guard attempt == submission.attempts + 1 else {
            throw EvidenceProblem(
                .wrongAttempt,
                entry: number,
                "attempt \(attempt) of \(id) follows attempt \(submission.attempts)"
            )
        }
    }
}
