import Crypto
package import FoundationEssentials
import Rules

/// The public half of the Ed25519 key that a log is signed with.
package struct EvidenceKey: Sendable, Hashable {
    /// The 32 bytes in lower-case hexadecimal digits.
    package let text: String

    /// Checks a text: nil unless it is exactly 64 lower-case hexadecimal digits.
    package init?(_ text: String) {
        guard text.utf8.count == 64, Hex.bytes(text) != nil else { return nil }
        self.text = text
    }

    /// Returns whether a signature over a message was made with the secret half.
    func hasSigned(_ message: Data, signature: [UInt8]) -> Bool {
        guard let bytes = Hex.bytes(text), let key = try? Curve25519.Signing.PublicKey(rawRepresentation: bytes) else {
            return false
        }
        return key.isValidSignature(signature, for: message)
    }
}

extension EvidenceKey: CustomStringConvertible {
    /// The hexadecimal text.
    package var description: String { text }
}

/// The Ed25519 key that signs a log, and nothing else: the keys of chains sign otherwise each time, and a log has one
/// spelling only.
///
/// It cannot be encoded, and nothing prints the secret.
package struct EvidenceSigner: Sendable {
    /// The public half.
    package let key: EvidenceKey

    private let secret: Curve25519.Signing.PrivateKey

    /// Draws a new key from the system's generator.
    package init() { self.init(Curve25519.Signing.PrivateKey()) }

    /// Restores a key from its 32 secret bytes: nil for any other number of bytes.
    package init?(secretBytes: some ContiguousBytes) {
        guard let secret = try? Curve25519.Signing.PrivateKey(rawRepresentation: secretBytes) else { return nil }
        self.init(secret)
    }

    private init(_ secret: Curve25519.Signing.PrivateKey) {
        self.secret = secret
        guard let key = EvidenceKey(Hex.text(secret.publicKey.rawRepresentation)) else {
            preconditionFailure("an Ed25519 public key has 32 bytes")
        }
        self.key = key
    }

    /// Lets a piece of code look at the 32 secret bytes, for the key's file alone.
    package func withSecret<Result>(_ body: (UnsafeRawBufferPointer) throws -> Result) rethrows -> Result {
        try secret.rawRepresentation.withUnsafeBytes(body)
    }

    /// Signs a message.
    ///
    /// - Parameter message: The bytes to sign. Whoever makes them names the domain at their beginning.
    /// - Returns: The signature, 64 bytes.
    /// - Throws: What the library throws when it cannot sign.
    package func sign(_ message: Data) throws -> Data { try secret.signature(for: message) }
}

extension EvidenceSigner: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    /// The public key, and that there is a secret.
    package var description: String { "evidence key \(key) with its secret (not shown)" }
    /// The public key, and that there is a secret.
    package var debugDescription: String { description }
    /// Shows the public key only.
    package var customMirror: Mirror { Mirror(self, children: ["key": key]) }
}
