/// A secret as Substrate's tools name it: `//Alice`, a phrase, "0x" and a seed, each with hard junctions behind it and
/// perhaps a password behind three slashes.
///
/// Without a phrase, the development phrase is meant. That phrase is public: whoever holds such a key holds nothing.
package struct SecretURI: Sendable {
    /// The phrase of every development chain.
    package static let developmentPhrase = "bottom drive obey lake curtain smoke basket hold race lonely fit walk"

    private let seed: SecretBytes

    /// Reads a secret.
    ///
    /// - Parameter text: The secret; it cannot be wiped.
    /// - Throws: `SubstrateError` with `malformedSecretURI`, `malformedMnemonic`, `malformedKey`, and with
    ///   `unsupportedDerivation` for a soft junction, which has one slash.
    package init(_ text: String) throws {
        let parts = try Parts(text)
        var seed = try Self.seed(parts)
        for junction in parts.junctions {
            seed = try SR25519KeyPair(seed: seed).hardDerivedSeed(Self.chainCode(junction))
        }
        self.seed = seed
    }

    /// Returns the key pair.
    ///
    /// - Throws: `SubstrateError.Code.unavailable`.
    package func keyPair() throws -> SR25519KeyPair { try SR25519KeyPair(seed: seed) }

    private static func seed(_ parts: Parts) throws -> SecretBytes {
        if parts.root.hasPrefix("0x") {
            guard let bytes = Hexadecimal.bytes(ofDigits: parts.root.utf8.dropFirst(2)), bytes.count == 32 else {
                throw SubstrateError(.malformedKey, "a seed is '0x' and 64 hexadecimal digits")
            }
            return try bytes.withUnsafeBytes(SecretBytes.init(copying:))
        }
        let phrase = parts.root.isEmpty ? developmentPhrase : parts.root
        let password = try parts.password.map(SecretBytes.init(utf8:))
        return try Mnemonic(SecretBytes(utf8: phrase)).seed(password: password)
    }

    /// A number is eight bytes, anything else a SCALE string, which is hashed when it is over 32 bytes.
    static func chainCode(_ junction: String) -> [UInt8] {
        // "-0" is a number for Swift and a name for Substrate.
        let number = junction.hasPrefix("-") ? nil : UInt64(junction)
        let encoded = number?.scale ?? junction.scale
        guard encoded.count <= 32 else { return Hashing.blake2b256(encoded) }
        return encoded + [UInt8](repeating: 0, count: 32 - encoded.count)
    }
}

extension SecretURI {
    /// The text, taken apart.
    private struct Parts {
        let root: String
        let junctions: [String]
        let password: String?

        init(_ text: String) throws {
            var rest = text[...]
            if let mark = text.firstRange(of: "///") {
                password = String(text[mark.upperBound...])
                rest = text[..<mark.lowerBound]
            } else {
                password = nil
            }
            let start = rest.firstIndex(of: "/") ?? rest.endIndex
            root = String(rest[..<start])
            var path = rest[start...]
            var junctions: [String] = []
            while !path.isEmpty {
                guard path.hasPrefix("//") else {
                    throw SubstrateError(.unsupportedDerivation, "soft junctions, with one slash, are not derived")
                }
                path = path.dropFirst(2)
                let name = path.prefix { $0 != "/" }
                guard !name.isEmpty else {
                    throw SubstrateError(.malformedSecretURI, "a junction has no name")
                }
                junctions.append(String(name))
                path = path.dropFirst(name.count)
            }
            self.junctions = junctions
        }
    }
}

extension SecretURI: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    /// That there is a secret.
    package var description: String { "a secret (not shown)" }
    /// That there is a secret.
    package var debugDescription: String { description }
    /// Shows nothing.
    package var customMirror: Mirror { Mirror(self, children: [:]) }
}
