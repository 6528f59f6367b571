import Crypto
import FoundationEssentials

/// What an epoch's secret is committed to by, before anything is judged under it.
package enum SecretCommitment {
    /// Returns the SHA-256 of `tiltyard epoch secret 1`, an end of line, and the secret.
    ///
    /// - Parameter secret: The 32 secret bytes.
    /// - Returns: 64 lower-case hexadecimal digits. They tell nothing about the secret.
    package static func hash(of secret: some Sequence<UInt8>) -> String {
        var message = Data("tiltyard epoch secret 1\n".utf8)
        message.append(contentsOf: secret)
        return Hex.text(SHA256.hash(data: message))
    }
}
