import FoundationEssentials
package import Rules

/// What a judge is asked to do.
///
/// It holds the run's secret seeds, so its file is closed to everybody but the judge.
package struct Plan: Sendable, Hashable, Codable {
    /// The globally unique token of the evaluation.
    package var evaluation: String
    /// The token of this attempt; results of another attempt are not accepted.
    package var execution: String
    /// The submission's identifier, for people.
    package var submission: String
    /// The SHA-256 of the submission's code in hexadecimal digits.
    package var codeHash: String
    /// The rules in full.
    package var preset: Preset
    /// Their hash, as the decision records it.
    package var presetHash: String
    /// The secret seed of each run: 64 hexadecimal digits.
    package var seeds: [String]
    /// The machine's matmul peak in FLOP/s for MFU, if it has been measured already.
    package var peakFlops: Double?

    package init(
        evaluation: String,
        execution: String,
        submission: String,
        codeHash: String,
        preset: Preset,
        seeds: [String],
        peakFlops: Double? = nil
    ) {
        self.evaluation = evaluation
        self.execution = execution
        self.submission = submission
        self.codeHash = codeHash
        self.preset = preset
        presetHash = preset.hash
        self.seeds = seeds
        self.peakFlops = peakFlops
    }

    enum CodingKeys: String, CodingKey {
        case evaluation, execution, submission, preset, seeds
        case codeHash = "code_hash"
        case presetHash = "preset_hash"
        case peakFlops = "peak_flops"
    }

    /// Says what makes this plan unfit, or `nil`.
    func problem(code: [UInt8]) -> String? {
        if presetHash != preset.hash { return "the plan's preset hash is not that of its preset" }
        if seeds.count != preset.runs { return "the plan has \(seeds.count) seeds for \(preset.runs) runs" }
        if seeds.contains(where: { Hex.bytes($0)?.count != 32 }) {
            return "a seed of the plan is not 64 hexadecimal digits"
        }
        if CodeHash(codeHash)?.matches(Data(code)) != true {
            return "submission.py does not have the hash that the plan names"
        }
        return nil
    }
}
