import Foundation
import TestSupport
import Testing

@testable import Evidence
@testable import Judging
@testable import Rules

/// A log in the making, signed by a key of its own.
struct TestLog {
    static let secret = Data(repeating: 5, count: 32)
    static let beacon = Data(repeating: 9, count: 32)

    let signer: EvidenceSigner
    private(set) var entries: [EvidenceEntry] = []

    /// The public half of the key.
    var key: EvidenceKey { signer.key }

    /// - Parameter seed: The byte that the key is made of.
    /// - Throws: An error of the library, which takes any 32 bytes.
    init(seed: UInt8 = 7) throws {
        signer = try #require(EvidenceSigner(secretBytes: [UInt8](repeating: seed, count: 32)))
    }

    var data: Data { Self.data(entries) }

    static func data(_ entries: [EvidenceEntry]) -> Data {
        entries.reduce(into: Data()) { $0 += $1.line + [UInt8(ascii: "\n")] }
    }

    mutating func add(_ kind: EvidenceKind, _ body: some Encodable) throws {
        let entry = try EvidenceEntry(
            sequence: Int64(entries.count) + 1,
            kind: kind.rawValue,
            body: try JSONValue(encoding: body),
            previous: entries.last?.hash ?? EvidenceEntry.origin,
            sign: signer.sign
        )
        entries.append(entry)
    }

    /// The same entries with other bodies, hashed, chained and signed anew: what a dishonest validator could write.
    func resealed(_ change: (inout [(kind: String, body: JSONValue)]) -> Void) throws -> [EvidenceEntry] {
        var contents = entries.map { (kind: $0.kind, body: $0.body) }
        change(&contents)
        var previous = EvidenceEntry.origin
        return try contents.enumerated().map { index, content in
            let entry = try EvidenceEntry(
                sequence: Int64(index) + 1,
                kind: content.kind,
                body: content.body,
                previous: previous,
                sign: signer.sign
            )
            previous = entry.hash
            return entry
        }
    }
}

extension TestLog {
    /// The beginning of every log: its key, and some rules.
    static func begun(_ preset: Preset, seed: UInt8 = 7) throws -> TestLog {
        var log = try TestLog(seed: seed)
        try log.add(.opened, OpenedBody(at: 1, format: 2, validator: log.key.text))
        try log.add(.rules, RulesBody(at: 2, presetHash: preset.hash, preset: try JSONValue(encoding: preset)))
        return log
    }

    /// An epoch of four: two take the crown one after the other, one is rejected, one leaves no result.
    static func small(seed: UInt8 = 7) throws -> TestLog {
        let preset = try Preset.named("demo")
        var log = try begun(preset, seed: seed)
        let refused = member(9)
        try log.add(
            .refused,
            RefusedBody(
                at: 3,
                submission: refused.submission,
                hotkey: refused.hotkey,
                codeHash: refused.codeHash,
                reveal: refused.reveal,
                code: "copied",
                sentence: "The code is that of “another”."
            )
        )
        try log.add(.epochOpened, epoch((1...4).map(member)))
        try log.add(.evaluation, try evaluation(1, rate: 1000, preset))
        try log.add(.crown, crown(1, rate: 1000, over: nil, preset, log))
        try log.add(
            .attempt,
            AttemptBody(at: 7, submission: "s-000002", epoch: 1, attempt: 1, execution: "e", code: "host_busy")
        )
        try log.add(.evaluation, try evaluation(2, attempt: 2, rate: 1100, preset))
        try log.add(.crown, crown(2, rate: 1100, over: 1, preset, log))
        try log.add(.evaluation, try evaluation(3, rate: 2000, breach: 0.5, preset))
        var lost = try evaluation(4, rate: 1, preset)
        (lost.result, lost.atBlock) = (nil, nil)
        lost.loss = .init(code: "execution_lost", sentence: "It left no result.", numbers: .object([:]))
        try log.add(.evaluation, lost)
        try log.add(.epochClosed, EpochClosedBody(at: 12, epoch: 1, secret: Hex.text(secret)))
        return log
    }

    static func member(_ number: Int) -> EpochOpenedBody.Member {
        .init(
            submission: "s-00000\(number)",
            hotkey: Hotkey(bytes: [UInt8](repeating: UInt8(number), count: 32))?.text ?? "",
            codeHash: CodeHash(of: Data("\(number)".utf8)).text,
            committedAt: 1,
            reveal: RevealPosition(block: 3, index: number),
            attempts: 0
        )
    }

    static func epoch(_ members: [EpochOpenedBody.Member]) -> EpochOpenedBody {
        EpochOpenedBody(
            at: 4,
            epoch: 1,
            beaconBlock: 5,
            beaconHash: Hex.text(beacon),
            secretHash: SecretCommitment.hash(of: secret),
            submissions: members
        )
    }

    /// An evaluation of about this many tokens a second, accepted, or rejected for this update error in its last run.
    static func evaluation(
        _ number: Int,
        attempt: Int = 1,
        rate: Double,
        breach: Double? = nil,
        _ preset: Preset
    ) throws -> EvaluationBody {
        let member = member(number)
        var body = EvaluationBody(
            at: 5,
            atBlock: UInt64(10 + number),
            submission: member.submission,
            hotkey: member.hotkey,
            codeHash: member.codeHash,
            reveal: member.reveal,
            epoch: 1,
            attempt: attempt,
            presetHash: preset.hash
        )
        let seeds = EvidenceAudit.seeds(of: body, secret: Array(secret), epoch([member]), preset: preset) ?? []
        var runs = try seeds.enumerated().map { index, seed in
            try ScriptedRun.make(
                index,
                tokens: preset.workload.tokens(steps: Seeds.steps(of: seed, preset: preset)),
                rate: rate
            )
        }
        var verdict = Verdict(.accepted, "fine", numbers: ["marked_runs": 0, "rankable": 1])
        if let breach {
            runs[runs.count - 1].statistics?.updateError = breach
            let statistics = try #require(runs.last?.statistics)
            verdict = try #require(Verification.firstBreach(statistics, limits: preset.verification))
        }
        body.result = result(body, verdict, runs)
        return body
    }

    static func environment() -> EnvironmentRecord {
        EnvironmentRecord(
            isolation: "bubblewrap",
            degradations: [],
            isRankable: true,
            contestantProcessors: [1],
            hostProcessors: [0],
            processor: "a processor",
            kernel: "a kernel",
            flopsPerToken: 6.5e6,
            flopsFormula: "6N+12LTd",
            peakFlops: 1e11,
            packages: ["numpy 2.2.6", "torch 2.13.0"]
        )
    }

    private static func result(_ body: EvaluationBody, _ verdict: Verdict, _ runs: [RunRecord]) -> EvaluationResult {
        let rate = runs.map(\.tokensPerSecond).medianLow() ?? 0
        return EvaluationResult(
            evaluation: "an evaluation",
            execution: "an execution",
            submission: body.submission,
            codeHash: body.codeHash,
            presetHash: body.presetHash,
            verdict: verdict,
            score: verdict.isAccepted ? Score(tokensPerSecond: rate, mfu: rate * 6.5e6 / 1e11) : nil,
            runs: runs,
            environment: environment(),
            phases: ["timed": 1],
            peakMemory: ["host": 1]
        )
    }

    static func crown(_ number: Int, rate: Double, over beaten: Int?, _ preset: Preset, _ log: TestLog) -> CrownBody {
        CrownBody(
            at: 6,
            presetHash: preset.hash,
            submission: "s-00000\(number)",
            score: log.score(number),
            atBlock: UInt64(10 + number),
            beatenSubmission: beaten.map { "s-00000\($0)" },
            beatenScore: beaten.map(log.score)
        )
    }

    /// The score that a log has for a submission.
    func score(_ number: Int) -> Double {
        for entry in entries where entry.kind == EvidenceKind.evaluation.rawValue {
            let body = try? JSONDecoder().decode(EvaluationBody.self, from: Data(entry.body.canonicalText.utf8))
            if let body, body.submission == "s-00000\(number)" { return body.result?.score?.tokensPerSecond ?? 0 }
        }
        return 0
    }
}
