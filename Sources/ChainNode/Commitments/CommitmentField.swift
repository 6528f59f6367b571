import Substrate

/// One field of a commitment.
enum CommitmentField: ScaleDescribed, Hashable {
    case none
    /// Up to 128 bytes.
    case raw([UInt8])
    /// A hash of one of four kinds, 130 to 133.
    case hash(kind: UInt8, [UInt8])
    /// A ciphertext that a round of the beacon opens.
    case timelocked(encrypted: [UInt8], round: UInt64)
    /// Asks for something that this chain has not.
    case resetBonds
    /// Up to 512 bytes.
    case bigRaw([UInt8])

    private static let timelockedKind: UInt8 = 134
    private static let longestRaw = 128
    private static let longestBigRaw = 512
    static let longestCiphertext = 1024

    init(from reader: inout ScaleReader) throws {
        let kind = try reader.byte()
        switch kind {
        case 0: self = .none
        case 1...129: self = .raw(try reader.take(Int(kind) - 1))
        case 130...133: self = .hash(kind: kind, try reader.take(32))
        case Self.timelockedKind:
            let encrypted = try Self.bytes(from: &reader, atMost: Self.longestCiphertext)
            self = .timelocked(encrypted: encrypted, round: try reader.integer())
        case 135: self = .resetBonds
        case 136: self = .bigRaw(try Self.bytes(from: &reader, atMost: Self.longestBigRaw))
        default: throw SubstrateError(.malformedScale, "\(kind) is no kind of field of a commitment")
        }
    }

    private static func bytes(from reader: inout ScaleReader, atMost limit: Int) throws -> [UInt8] {
        let bytes = try reader.byteString()
        guard bytes.count <= limit else {
            throw SubstrateError(.tooLarge, "a field of \(bytes.count) bytes; \(limit) are taken")
        }
        return bytes
    }

    func write(to writer: inout ScaleWriter) {
        switch self {
        case .none: writer.byte(0)
        case .raw(let bytes):
            writer.byte(UInt8(bytes.count) + 1)
            writer.append(bytes)
        case .hash(let kind, let bytes):
            writer.byte(kind)
            writer.append(bytes)
        case .timelocked(let encrypted, let round):
            writer.byte(Self.timelockedKind)
            writer.byteString(encrypted)
            writer.integer(round)
        case .resetBonds: writer.byte(135)
        case .bigRaw(let bytes):
            writer.byte(136)
            writer.byteString(bytes)
        }
    }

    /// How much of a hotkey's space the field takes, in bytes.
    var space: UInt64 {
        switch self {
        case .none, .resetBonds: 0
        case .raw(let bytes), .bigRaw(let bytes), .hash(_, let bytes): UInt64(bytes.count)
        case .timelocked(let encrypted, _): UInt64(encrypted.count)
        }
    }

    /// The ciphertext and its round, if this is one.
    var sealed: (encrypted: [UInt8], round: UInt64)? {
        guard case .timelocked(let encrypted, let round) = self else { return nil }
        return (encrypted, round)
    }
}

extension CommitmentField {
    static let shape = Shape.variant(
        "pallet_commitments::types::Data",
        [.init("None", 0)]
            + (0...longestRaw).map { .init("Raw\($0)", UInt8($0) + 1, [.init(shape: .array(UInt32($0), .u8))]) }
            + ["BlakeTwo256", "Sha256", "Keccak256", "ShaThree256"].enumerated().map { place, name in
                .init(name, 130 + UInt8(place), [.init(shape: .array(32, .u8))])
            }
            + [
                .init(
                    "TimelockEncrypted",
                    timelockedKind,
                    [.init(name: "encrypted", shape: .bounded(.u8)), .init(name: "reveal_round", shape: .u64)]
                ),
                .init("ResetBondsFlag", 135),
                .init("BigRaw", 136, [.init(shape: .bounded(.u8))]),
            ]
    )
}
