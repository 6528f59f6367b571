import Foundation

@testable import Timelock

/// Returns what a fixture must have.
func required<Value>(_ value: Value?) -> Value {
    guard let value else { preconditionFailure("a fixture is malformed") }
    return value
}

/// Bytes that a fixture writes in hexadecimal.
struct HexBytes: Decodable, Sendable {
    let bytes: [UInt8]

    init(_ text: String) {
        var bytes: [UInt8] = []
        var digits = text.hasPrefix("0x") ? text.dropFirst(2) : text[...]
        while !digits.isEmpty {
            bytes.append(required(UInt8(digits.prefix(2), radix: 16)))
            digits = digits.dropFirst(2)
        }
        self.bytes = bytes
    }

    init(from decoder: any Decoder) throws {
        self.init(try decoder.singleValueContainer().decode(String.self))
    }
}

extension [UInt8] {
    init(hex text: String) { self = HexBytes(text).bytes }
    var hex: String { map { String(format: "%02x", $0) }.joined() }
}

extension Fp {
    init(hex text: String) { self = required(Fp(bigEndianBytes: [UInt8](hex: text)[...])) }
}

extension Fp2 {
    init(hex parts: [String]) { self.init(Fp(hex: parts[0]), Fp(hex: parts[1])) }
}

extension Scalar {
    init(hex text: String) { self = required(try? Scalar(reducing: [UInt8](hex: text))) }

    /// A small number.
    init(_ number: UInt64) {
        let bytes = withUnsafeBytes(of: number.bigEndian) { [UInt8](repeating: 0, count: 24) + $0 }
        self = required(try? Scalar(reducing: bytes))
    }
}

/// The fixtures of this module.
enum Vectors {
    static let arithmetic: ArithmeticVectors = load("arithmetic")
    static let rfc9380: HashVectors = load("rfc9380")
    static let timelock: TimelockVectors = load("timelock")

    static func load<Content: Decodable>(_ name: String) -> Content {
        let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appendingPathComponent("Fixtures")
        let decoder = JSONDecoder()
        decoder.keyDecodingStrategy = .convertFromSnakeCase
        let file = folder.appendingPathComponent("\(name).json")
        return required(try? decoder.decode(Content.self, from: Data(contentsOf: file)))
    }
}

/// Fields and curves as py_ecc computes them.
struct ArithmeticVectors: Decodable {
    struct Base: Decodable, Sendable {
        let a, b, sum, difference, product, inverse: String
        let isSquare, isLarger: Bool
    }

    struct Quadratic: Decodable, Sendable {
        let a, b, product, square, inverse: [String]
        let isSquare: Bool
    }

    struct Multiple: Decodable, Sendable {
        let scalar, g1, g2: String
    }

    struct Reduction: Decodable, Sendable {
        let bytes, scalar: String
    }

    let fp: [Base]
    let fp2: [Quadratic]
    let multiples: [Multiple]
    let reductions: [Reduction]
    let points: [String: String]

    func point(_ name: String) -> [UInt8] { [UInt8](hex: required(points[name])) }
}

/// RFC 9380, appendices J.9.1 and K.1.
struct HashVectors: Decodable {
    struct Hash: Decodable, Sendable {
        let message, x, y: String
    }

    struct Expansion: Decodable, Sendable {
        let message: String
        let byteCount: Int
        let uniformBytes: String
    }

    let hashTag, expansionTag: String
    let hashes: [Hash]
    let expansions: [Expansion]
}

/// What was recorded of the network's own tool and of blst.
struct TimelockVectors: Decodable {
    struct Quicknet: Decodable {
        let publicKey: HexBytes
        let genesis: Double
        let period: Int
        let chainHash, dst: String
        let round: UInt64
        let messageSha256Be64, hashToG1, signature, randomness: HexBytes
    }

    struct Recorded: Decodable {
        let plaintext, tleCiphertext, gtArkLe, sigma, r, key, nonce: HexBytes
    }

    struct Deterministic: Decodable {
        let sigma, esk, nonce, plaintext, r, gtPowRArkLe, tleCiphertext: HexBytes
    }

    struct Commitment: Decodable {
        let now: Double
        let blocksUntilReveal: UInt64
        let blockTime: Double
        let revealRound: UInt64
        let ciphertext, plaintextScale: HexBytes
    }

    struct Weights: Decodable {
        let now: Double
        let tempo, netuid: UInt16
        let currentBlock, revealPeriodEpochs: UInt64
        let blockTime: Double
        let revealRound: UInt64
        let ciphertext, payloadScale: HexBytes
    }

    let quicknet: Quicknet
    let wheelEncryptAtRound: Recorded
    let ownEncryptDeterministic: Deterministic
    let pairing: [String: String]
    let getEncryptedCommitmentFaketime: Commitment
    let getEncryptedCommitFaketime: Weights

    func pairing(of name: String) -> [UInt8] {
        [UInt8](hex: required(pairing.first { $0.key.hasPrefix(name) }).value)
    }
}
