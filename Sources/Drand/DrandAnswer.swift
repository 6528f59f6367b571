import Foundation
import Timelock

/// How drand describes a chain, in either of the two forms that its relays have.
struct ChainAnswer: Decodable {
    let publicKey: String
    let period: UInt64
    let genesis: UInt64
    let scheme: String
    let hash: String

    private enum Key: String, CodingKey {
        case publicKey = "public_key"
        case period
        case genesis = "genesis_time"
        case schemeID
        case scheme
        case hash
        case chainHash = "chain_hash"
    }

    init(from decoder: any Decoder) throws {
        let values = try decoder.container(keyedBy: Key.self)
        publicKey = try values.decode(String.self, forKey: .publicKey)
        period = try values.decode(UInt64.self, forKey: .period)
        genesis = try values.decode(UInt64.self, forKey: .genesis)
        scheme =
            try values.decodeIfPresent(String.self, forKey: .schemeID) ?? values.decode(String.self, forKey: .scheme)
        hash = try values.decodeIfPresent(String.self, forKey: .hash) ?? values.decode(String.self, forKey: .chainHash)
    }

    /// Checks that it describes a chain that is known; nothing of it is taken over.
    ///
    /// - Throws: `DrandError.Code.wrongChain`, naming what differs.
    func check(against chain: DrandChain, at endpoint: DrandEndpoint) throws {
        let facts: [(String, Bool)] = [
            ("hash", hash == chain.hash),
            ("public key", HexText.bytes(publicKey) == chain.publicKeyBytes),
            ("scheme", scheme == "bls-unchained-g1-rfc9380"),
            ("period", .seconds(period) == chain.period),
            ("genesis", Double(genesis) == chain.genesis.timeIntervalSince1970),
        ]
        guard let wrong = facts.first(where: { !$0.1 })?.0 else { return }
        throw DrandError(.wrongChain, "\(endpoint.base) serves a chain with another \(wrong) than \(chain.hash)")
    }
}

/// How drand tells a pulse.
struct PulseAnswer: Codable {
    let round: UInt64
    let signature: String
    var randomness: String?

    /// Verifies the pulse.
    ///
    /// - Parameters:
    ///   - expected: The round that was asked for; nil: whichever is the newest.
    ///   - chain: The chain whose signature it has to have.
    ///   - source: Who told it.
    /// - Returns: The pulse.
    /// - Throws: `DrandError` with `wrongRound`, `forgedPulse` or `malformed`.
    func verified(as expected: DrandRound?, of chain: DrandChain, from source: String) throws -> VerifiedPulse {
        if let expected, expected.number != round {
            throw DrandError(.wrongRound, "\(source) answers with round \(round) in the place of \(expected)")
        }
        guard let bytes = HexText.bytes(signature), let number = try? DrandRound(round) else {
            throw DrandError(.malformed, "\(source) answers with something that is no pulse")
        }
        let pulse: VerifiedPulse
        do {
            pulse = try chain.verify(DrandPulse(round: number, signature: bytes))
        } catch {
            throw DrandError(.forgedPulse, "\(source) has a forged pulse of round \(round)", cause: error)
        }
        if let randomness, HexText.bytes(randomness) != pulse.randomness {
            throw DrandError(.malformed, "\(source) answers with a randomness that is not its signature's hash")
        }
        return pulse
    }
}

/// Hexadecimal digits without anything before them.
enum HexText {
    /// Returns the bytes, or nil when the text is not an even number of digits.
    static func bytes(_ text: String) -> [UInt8]? {
        let digits = text.utf8.map { digit -> UInt8? in
            switch digit {
            case UInt8(ascii: "0")...UInt8(ascii: "9"): digit - UInt8(ascii: "0")
            case UInt8(ascii: "a")...UInt8(ascii: "f"): digit - UInt8(ascii: "a") + 10
            case UInt8(ascii: "A")...UInt8(ascii: "F"): digit - UInt8(ascii: "A") + 10
            default: nil
            }
        }
        guard digits.count.isMultiple(of: 2) else { return nil }
        var bytes: [UInt8] = []
        for place in stride(from: 0, to: digits.count, by: 2) {
            guard let high = digits[place], let low = digits[place + 1] else { return nil }
            bytes.append(high << 4 | low)
        }
        return bytes
    }

    /// Returns the digits of some bytes, in lower case.
    static func digits(_ bytes: [UInt8]) -> String {
        bytes.map { byte in
            let text = String(byte, radix: 16)
            return text.count == 1 ? "0" + text : text
        }.joined()
    }
}
