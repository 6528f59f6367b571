package import FoundationEssentials
package import Rules

/// A question that a validator asks a competitor's endpoint, as the validator's hotkey signs it.
///
/// It goes in four header fields. What is signed names the one who is asked and a nonce that begins with the moment, so
/// that an answer cannot be got by repeating the question or by passing it on. Path and query are not signed: they say
/// only what is asked, and whoever may ask may ask it all.
package struct EndpointQuestion: Sendable, Hashable {
    /// The names of the header fields, in small letters.
    package enum Field {
        /// Who asks.
        package static let validator = "validator-hotkey"
        /// Who is asked.
        package static let competitor = "miner-hotkey"
        /// Nanoseconds since 1970, an underscore, and ten letters or digits.
        package static let nonce = "nonce"
        /// `0x` and the signature in hexadecimal digits.
        package static let signature = "signature"
    }

    /// Who asks.
    package let validator: Hotkey
    /// Who is asked.
    package let competitor: Hotkey
    /// The nonce.
    package let nonce: String

    /// Puts together what somebody claims to have signed.
    package init(validator: Hotkey, competitor: Hotkey, nonce: String) {
        self.validator = validator
        self.competitor = competitor
        self.nonce = nonce
    }

    /// Makes a question with a new nonce.
    ///
    /// - Parameters:
    ///   - validator: Who asks.
    ///   - competitor: Who is asked.
    ///   - nanoseconds: The moment, in nanoseconds since 1970.
    package init(by validator: Hotkey, to competitor: Hotkey, at nanoseconds: UInt64) {
        let letters = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789")
        let suffix = String((0..<10).map { _ in letters[Int.random(in: 0..<letters.count)] })
        self.init(validator: validator, competitor: competitor, nonce: "\(nanoseconds)_\(suffix)")
    }

    /// The moment at the beginning of the nonce, in nanoseconds since 1970; nil when there is none.
    package var nanoseconds: UInt64? {
        nonce.utf8.count <= 64 ? nonce.split(separator: "_", maxSplits: 1).first.flatMap { UInt64($0) } : nil
    }

    /// The bytes to sign: nonce and who is asked, with a colon between them.
    package var message: Data { Data("\(nonce):\(competitor.text)".utf8) }

    /// Returns the header fields of the question.
    ///
    /// - Parameter pair: The key of the one who asks.
    /// - Returns: Names and values.
    /// - Throws: `ChainError.Code.badSignature` when the key cannot sign.
    package func fields(signedBy pair: HotkeyPair) throws -> [(name: String, value: String)] {
        let signature = Hex.text(try pair.sign(message))
        return [
            (Field.validator, validator.text), (Field.competitor, competitor.text), (Field.nonce, nonce),
            (Field.signature, "0x\(signature)"),
        ]
    }

    /// Returns whether a signature is the validator's over this very question; wallets of browsers wrap what they sign in
    /// `<Bytes>`.
    ///
    /// - Parameter signature: Hexadecimal digits, with or without `0x` before them.
    /// - Returns: Whether it is.
    package func isSigned(by signature: String) -> Bool {
        let digits = signature.hasPrefix("0x") ? String(signature.dropFirst(2)) : signature
        guard digits.utf8.count <= 256, let bytes = Hex.bytes(digits.lowercased()) else { return false }
        let signature = Data(bytes)
        let wrapped = Data("<Bytes>".utf8) + message + Data("</Bytes>".utf8)
        return validator.hasSigned(message, signature: signature) || validator.hasSigned(wrapped, signature: signature)
    }
}
