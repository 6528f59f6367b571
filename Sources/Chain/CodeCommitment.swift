package import FoundationEssentials
package import Rules

/// What a competitor commits to: the hash of the code and where to fetch it.
///
/// As text it is `<hash>:<url>`, or `<hash>:<block>:<index>:<url>` when it names where the fee was paid. The hash has 64 hexadecimal digits, or 32 from older tools. The URL is `http://…`,
/// `https://…` or `upload:<hash of 64 digits>` for a file in the validator's own upload folder.
///
/// ```swift
/// let commitment = try CodeCommitment(hash: CodeHash(of: code), url: "https://example.org/train.py")
/// try await chain.commit(commitment.payload, by: pair, revealAfter: 2)
/// ```
package struct CodeCommitment: Sendable, Hashable {
    /// The longest payload in bytes, which is what the chain takes.
    package static let maximumBytes = 1024

    /// The hash that the code must have.
    package let hash: CodeHash
    /// Where the code is to be found.
    package let url: String
    /// Where the fee was paid; nil: it names no payment.
    package let payment: PaymentPlace?

    /// Makes a commitment.
    ///
    /// - Parameters:
    ///   - hash: The hash that the code must have.
    ///   - url: Where the code is to be found.
    ///   - payment: Where the fee was paid; nil: it names no payment.
    /// - Throws: `ChainError.Code.malformedCommitment` when the URL is of no known form or too long.
    package init(hash: CodeHash, url: String, payment: PaymentPlace? = nil) throws {
        guard Self.isKnownForm(url) else {
            throw ChainError(.malformedCommitment, "the URL is neither http, https nor upload")
        }
        self.hash = hash
        self.url = url
        self.payment = payment
        guard payload.count <= Self.maximumBytes else {
            throw ChainError(.malformedCommitment, "the commitment is longer than \(Self.maximumBytes) bytes")
        }
    }

    /// Reads a payload from a chain.
    ///
    /// - Parameter payload: The bytes, which anybody may have written.
    /// - Throws: `ChainError.Code.malformedCommitment` with one sentence for the owner.
    package init(parsing payload: Data) throws {
        guard payload.count <= Self.maximumBytes, let text = String(validating: payload, as: UTF8.self) else {
            throw ChainError(.malformedCommitment, "the commitment is too long or not UTF-8 text")
        }
        guard let colon = text.firstIndex(of: ":") else {
            throw ChainError(.malformedCommitment, "the commitment has no colon between hash and URL")
        }
        guard let hash = CodeHash(String(text[..<colon])) else {
            throw ChainError(.malformedCommitment, "the hash is not 64 or 32 lower-case hexadecimal digits")
        }
        let rest = text[text.index(after: colon)...]
        let parts = rest.split(separator: ":", maxSplits: 2, omittingEmptySubsequences: false)
        // No URL begins with digits and a colon.
        guard parts.count == 3, let block = Self.number(parts[0], 10), let index = Self.number(parts[1], 5) else {
            try self.init(hash: hash, url: String(rest))
            return
        }
        let place = PaymentPlace(block: block, index: Int(index))
        try self.init(hash: hash, url: String(parts[2]), payment: place)
    }

    /// The bytes to commit.
    package var payload: Data {
        let place = payment.map { "\($0.block):\($0.index):" } ?? ""
        return Data("\(hash.text):\(place)\(url)".utf8)
    }

    /// Returns a number of so many decimal digits at the most, or nil.
    private static func number(_ text: Substring, _ most: Int) -> UInt64? {
        guard (1...most).contains(text.utf8.count), text.utf8.allSatisfy({ (0x30...0x39).contains($0) }) else {
            return nil
        }
        return UInt64(text)
    }

    /// Whether a URL is visible ASCII of one of the three forms; what it points at is checked when it is fetched.
    private static func isKnownForm(_ url: String) -> Bool {
        guard url.utf8.allSatisfy({ (0x21...0x7E).contains($0) }) else { return false }
        if url.hasPrefix("upload:") { return CodeHash(String(url.dropFirst("upload:".count)))?.isWhole == true }
        return ["http://", "https://"].contains { url.hasPrefix($0) && url.utf8.count > $0.utf8.count }
    }
}
