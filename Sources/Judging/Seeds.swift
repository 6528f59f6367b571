import Crypto
package import FoundationEssentials
package import Rules

/// The secret seeds of an epoch's runs.
package enum Seeds {
    /// Derives the seeds of one attempt at a submission's runs: HMAC-SHA256 under the epoch's secret.
    ///
    /// The beacon is a block's hash that nobody knew when the code was committed; the secret is the host's alone. So
    /// neither competitor nor host could choose the seeds.
    ///
    /// No two evaluations share a seed. A submission sees its batches once the clock runs, and may leave them behind where
    /// no sandbox reaches, such as in which pages of the system's files are in memory. With the same seed, an accomplice
    /// judged later, or its own next attempt, could read them there and train before its clock runs.
    ///
    /// - Parameters:
    ///   - secret: 32 random bytes of the host, drawn when the epoch opened.
    ///   - beacon: The hash of the block at which it opened.
    ///   - preset: The rules; other rules have other seeds.
    ///   - submission: The submission's identifier; the same code handed in twice has other seeds.
    ///   - code: The hash of its code.
    ///   - attempt: Counted from 1; a repeated evaluation has other seeds.
    /// - Returns: One seed a run, 64 hexadecimal digits each.
    package static func derive(
        secret: Data,
        beacon: Data,
        preset: Preset,
        submission: String,
        code: CodeHash,
        attempt: Int
    ) -> [String] {
        (0..<preset.runs).map { run in
            var message = Data("tiltyard run seed 2".utf8)
            message.append(beacon)
            message.append(Data(preset.hash.utf8))
            message.append(Data("\(submission)\n\(code.text)".utf8))
            for number in [attempt, run] {
                withUnsafeBytes(of: UInt64(number).bigEndian) { message.append(contentsOf: $0) }
            }
            return Hex.text(HMAC<SHA256>.authenticationCode(for: message, using: SymmetricKey(data: secret)))
        }
    }

    /// The seed of a run that is added because others disturbed an evaluation.
    ///
    /// - Parameters:
    ///   - seeds: The plan's.
    ///   - index: The number of the run, counted from 0; those from the plan come first.
    /// - Returns: 64 hexadecimal digits.
    static func additional(to seeds: [String], index: Int) -> String {
        let text = "tiltyard additional run 1\n\(index)\n" + seeds.joined(separator: "\n")
        return Hex.text(SHA256.hash(data: Data(text.utf8)))
    }

    /// The seed of a run, planned or added.
    ///
    /// - Parameters:
    ///   - index: The number of the run, counted from 0.
    ///   - seeds: The plan's.
    /// - Returns: 64 hexadecimal digits.
    package static func seed(ofRun index: Int, plan seeds: [String]) -> String {
        seeds.indices.contains(index) ? seeds[index] : additional(to: seeds, index: index)
    }

    /// The number of steps of a run: the preset's, more or fewer by at most its spread, as the run's seed decides.
    ///
    /// - Parameters:
    ///   - seed: The run's secret seed.
    ///   - preset: The rules.
    /// - Returns: From `steps - stepSpread` to `steps + stepSpread`, each about as likely.
    package static func steps(of seed: String, preset: Preset) -> Int {
        guard preset.stepSpread > 0 else { return preset.steps }
        let digest = SHA256.hash(data: Data("tiltyard run steps 1\n\(seed)".utf8))
        let number = digest.prefix(8).reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
        return preset.steps - preset.stepSpread + Int(number % UInt64(2 * preset.stepSpread + 1))
    }
}
