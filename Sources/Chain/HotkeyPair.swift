import Crypto
package import FoundationEssentials
package import Rules

/// A hotkey with its secret half, which can sign.
///
/// It cannot be encoded, and nothing prints the secret: description, debug description and mirror show the public key
/// only.
package struct HotkeyPair: Sendable {
    /// The public half.
    package let hotkey: Hotkey

    private let secret: Curve25519.Signing.PrivateKey

    /// Draws a new pair from the system's generator.
    package init() {
        self.init(secret: Curve25519.Signing.PrivateKey())
    }

    private init(secret: Curve25519.Signing.PrivateKey) {
        guard let hotkey = Hotkey(bytes: secret.publicKey.rawRepresentation) else {
            preconditionFailure("an Ed25519 public key has 32 bytes")
        }
        self.hotkey = hotkey
        self.secret = secret
    }

    /// Restores a pair from its 32 secret bytes: nil for any other number of bytes.
    init?(secretBytes: [UInt8]) {
        guard let secret = try? Curve25519.Signing.PrivateKey(rawRepresentation: secretBytes) else { return nil }
        self.init(secret: secret)
    }

    /// The 32 secret bytes, for the wallet's file alone.
    var secretBytes: Data { secret.rawRepresentation }

    /// Signs a message with Ed25519.
    ///
    /// - Parameter message: The bytes to sign. Whoever makes them names the domain at their beginning.
    /// - Returns: The signature, 64 bytes.
    /// - Throws: `ChainError.Code.badSignature` when the library cannot sign.
    package func sign(_ message: Data) throws -> Data {
        do {
            return try secret.signature(for: message)
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
    func hasSigned(_ message: Data, signature: Data) -> Bool {
        guard let key = try? Curve25519.Signing.PublicKey(rawRepresentation: bytes) else { return false }
        return key.isValidSignature(signature, for: message)
    }
}
