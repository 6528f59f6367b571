import Foundation
import Rules

@testable import Judging

/// Results as a machine of known noise would have left them.
struct RecordedRuns {
    var machine: SimulatedMachine
    var codeHash = "aa"
    var presetHash = "bb"

    init(noise: NoiseModel, seed: UInt64) {
        machine = SimulatedMachine(noise: noise, seed: seed)
    }

    /// A match of a submission against itself, or against another one.
    mutating func match(_ name: String, pairs: Int, champion: String? = nil) throws -> Data {
        machine.beginSession()
        let fought = (0..<pairs).map { index in
            let first = MatchPair.Arm(run: run(index))
            let second = MatchPair.Arm(run: run(index))
            let isFirst = index.isMultiple(of: 3)
            return MatchPair(
                index: index,
                attempt: 1,
                first: isFirst ? .challenger : .champion,
                challenger: isFirst ? first : second,
                champion: isFirst ? second : first,
                sign: 0,
                evidence: 1,
                evidenceAgainst: 1
            )
        }
        let result = MatchResult(
            match: name,
            execution: name,
            challenger: .init(submission: name, codeHash: codeHash),
            champion: .init(submission: name, codeHash: champion ?? codeHash),
            presetHash: presetHash,
            errorShare: 0.025,
            pairs: fought,
            environment: .none,
            phases: [:]
        )
        return try JSONEncoder().encode(result)
    }

    /// An evaluation.
    mutating func evaluation(_ name: String, runs: Int) throws -> Data {
        machine.beginSession()
        let result = EvaluationResult(
            evaluation: name,
            execution: name,
            submission: name,
            codeHash: codeHash,
            presetHash: presetHash,
            verdict: Verdict(.accepted, "accepted"),
            runs: (0..<runs).map { run($0) },
            environment: .none,
            phases: [:],
            peakMemory: [:]
        )
        return try JSONEncoder().encode(result)
    }

    private mutating func run(_ index: Int) -> RunRecord {
        RunRecord(
            index: index,
            started: 1_000,
            stopped: 1_000 + UInt64(2e9 * exp(machine.run())),
            freezing: 1,
            tokens: 20_000,
            disturbances: []
        )
    }
}
