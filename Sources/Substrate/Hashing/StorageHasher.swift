/// How a part of a storage key is hashed; the metadata says it for every map.
package enum StorageHasher: UInt8, Sendable, Hashable, CaseIterable {
    case blake2b128, blake2b256, blake2b128Concat
    case twox128, twox256, twox64Concat
    case identity

    /// Returns the bytes that stand for an encoded key: its hash, followed by the key itself where the hasher says so.
    package func hash(_ key: [UInt8]) -> [UInt8] {
        switch self {
        case .blake2b128: Hashing.blake2b128(key)
        case .blake2b256: Hashing.blake2b256(key)
        case .blake2b128Concat: Hashing.blake2b128(key) + key
        case .twox128: Hashing.twox(key, bits: 128)
        case .twox256: Hashing.twox(key, bits: 256)
        case .twox64Concat: Hashing.twox(key, bits: 64) + key
        case .identity: key
        }
    }

    /// How many bytes of hash come first.
    package var hashBytes: Int {
        switch self {
        case .blake2b128, .blake2b128Concat, .twox128: 16
        case .blake2b256, .twox256: 32
        case .twox64Concat: 8
        case .identity: 0
        }
    }

    /// Whether the key itself can be read back.
    package var keepsKey: Bool {
        switch self {
        case .blake2b128Concat, .twox64Concat, .identity: true
        case .blake2b128, .blake2b256, .twox128, .twox256: false
        }
    }
}
