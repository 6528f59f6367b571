package import FoundationEssentials
package import Rules
package import Substrate

/// A hotkey or coldkey with its secret half, which can sign: sr25519, as on Bittensor.
///
/// It cannot be encoded, and nothing prints the secret: description, debug description and mirror show the public key
/// only.
package struct HotkeyPair: Sendable {
    /// The public half.
    package let hotkey: Hotkey
    /// The pair itself, for chains that sign their own kind of extrinsic.
    package let key: SR25519KeyPair

    /// Wraps a pair.
    package init(_ key: SR25519KeyPair) {
        guard let hotkey = Hotkey(bytes: key.publicKey.bytes) else {
            preconditionFailure("an sr25519 public key has 32 bytes")
        }
        self.hotkey = hotkey
        self.key = key
    }

    /// Signs a message in the signing context `substrate`.
    ///
    /// Two signatures over the same message differ.
    ///
    /// - Parameter message: The bytes to sign. Whoever makes them names the domain at their beginning.
    /// - Returns: The signature, 64 bytes.
    /// - Throws: `ChainError.Code.badSignature` when the library cannot sign.
    package func sign(_ message: Data) throws -> Data {
        do {
            return Data(try key.sign(Array(message)).bytes)
        } catch {
            throw ChainError(.badSignature, "hotkey \(hotkey) cannot sign", cause: error)
        }
    }
}

extension HotkeyPair: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    /// The public key, and that there is a secret.
    package var description: String { "hotkey \(hotkey) with its secret (not shown)" }
    /// The public key, and that there is a secret.
    package var debugDescription: String { description }
    /// Shows the public key only.
    package var customMirror: Mirror { Mirror(self, children: ["hotkey": hotkey]) }
}

extension Hotkey {
    /// Returns whether a signature over a message was made with the secret half of this hotkey.
    package func hasSigned(_ message: Data, signature: Data) -> Bool {
        guard let key = SR25519PublicKey(bytes), let signature = SR25519Signature(Array(signature)) else {
            return false
        }
        return key.hasSigned(Array(message), signature)
    }
}
