import Crypto
package import FoundationEssentials
package import Rules

/// One line of an evidence log: what happened, chained to what happened before, and signed.
///
/// The hash covers everything but itself and the signature. A line has exactly one spelling: canonical JSON.
package struct EvidenceEntry: Sendable, Hashable {
    /// The number in the log, counted from 1.
    package let sequence: Int64
    /// What kind of thing happened, such as `evaluation`.
    package let kind: String
    /// What happened.
    package let body: JSONValue
    /// The hash of the entry before, or ``origin`` for the first.
    package let previous: String
    /// The SHA-256 of this entry in lower-case hexadecimal digits.
    package let hash: String
    /// The validator's Ed25519 signature in lower-case hexadecimal digits.
    package let signature: String

    /// What stands in the place of the hash before the first entry.
    package static let origin = String(repeating: "0", count: 64)

    /// Makes an entry and has it signed.
    ///
    /// - Parameters:
    ///   - sequence: The number in the log, counted from 1.
    ///   - kind: What kind of thing happened.
    ///   - body: What happened.
    ///   - previous: The hash of the entry before.
    ///   - sign: Signs a message with the validator's key.
    /// - Throws: The error of `sign`.
    package init(
        sequence: Int64,
        kind: String,
        body: JSONValue,
        previous: String,
        sign: (Data) throws -> Data
    ) throws {
        self.sequence = sequence
        self.kind = kind
        self.body = body
        self.previous = previous
        hash = Self.hash(sequence: sequence, kind: kind, body: body, previous: previous)
        signature = Hex.text(try sign(Self.message(signing: hash)))
    }

    /// Reads a line without its end: nil unless it is exactly what ``line`` returns for the entry that it holds.
    ///
    /// Neither hash nor signature is looked at.
    package init?(parsing line: Data) {
        guard case .object(let members)? = CanonicalParser.parse(Array(line)), members.count == 6,
            case .integer(let sequence)? = members["sequence"], case .string(let kind)? = members["kind"],
            let body = members["body"], case .string(let previous)? = members["previous"],
            case .string(let hash)? = members["hash"], case .string(let signature)? = members["signature"]
        else { return nil }
        self.sequence = sequence
        self.kind = kind
        self.body = body
        self.previous = previous
        self.hash = hash
        self.signature = signature
        guard self.line == line else { return nil }
    }

    /// The entry as it stands in the log, without the end of the line.
    package var line: Data {
        var members = Self.members(sequence: sequence, kind: kind, body: body, previous: previous)
        members["hash"] = .string(hash)
        members["signature"] = .string(signature)
        return Data(JSONValue.object(members).canonicalText.utf8)
    }
}

extension EvidenceEntry {
    /// Whether the hash is that of the content.
    package var isWhole: Bool {
        hash == Self.hash(sequence: sequence, kind: kind, body: body, previous: previous)
    }

    /// Returns whether the signature over the hash was made with the secret half of a key.
    package func isSigned(by key: EvidenceKey) -> Bool {
        guard let bytes = Hex.bytes(signature) else { return false }
        return key.hasSigned(Self.message(signing: hash), signature: bytes)
    }

    private static func message(signing hash: String) -> Data { Data("tiltyard evidence signature 1\n\(hash)".utf8) }

    private static func members(sequence: Int64, kind: String, body: JSONValue, previous: String) -> [String: JSONValue]
    {
        ["sequence": .integer(sequence), "kind": .string(kind), "body": body, "previous": .string(previous)]
    }

    private static func hash(sequence: Int64, kind: String, body: JSONValue, previous: String) -> String {
        let members = members(sequence: sequence, kind: kind, body: body, previous: previous)
        let text = "tiltyard evidence entry 1\n" + JSONValue.object(members).canonicalText
        return Hex.text(SHA256.hash(data: Data(text.utf8)))
    }
}
