import Crypto
package import FoundationEssentials
package import Rules

/// The secret seeds of an epoch's runs.
package enum Seeds {
    /// Derives the seeds of the runs: HMAC-SHA256 under the epoch's secret.
    ///
    /// The beacon is a block's hash that nobody knew when the code was committed; the secret is the host's alone. So
    /// neither competitor nor host could choose the seeds. Every submission of an epoch gets the same ones.
    ///
    /// - Parameters:
    ///   - secret: 32 random bytes of the host, drawn when the epoch opened.
    ///   - beacon: The hash of the block at which it opened.
    ///   - preset: The rules; other rules have other seeds.
    /// - Returns: One seed a run, 64 hexadecimal digits each.
    package static func derive(secret: Data, beacon: Data, preset: Preset) -> [String] {
        (0..<preset.runs).map { run in
            var message = Data("tiltyard run seed 1".utf8)
            message.append(beacon)
            message.append(Data(preset.hash.utf8))
            withUnsafeBytes(of: UInt64(run).bigEndian) { message.append(contentsOf: $0) }
            return Hex.text(HMAC<SHA256>.authenticationCode(for: message, using: SymmetricKey(data: secret)))
        }
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
