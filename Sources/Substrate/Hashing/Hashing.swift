import Accounts

/// The hash functions of Substrate's state and addresses.
package enum Hashing {
    /// BLAKE2b of 128 bits.
    package static func blake2b128(_ bytes: [UInt8]) -> [UInt8] { Blake2b.hash(bytes, count: 16) }

    /// BLAKE2b of 256 bits.
    package static func blake2b256(_ bytes: [UInt8]) -> [UInt8] { Blake2b.hash(bytes, count: 32) }

    /// BLAKE2b of 512 bits.
    package static func blake2b512(_ bytes: [UInt8]) -> [UInt8] { Blake2b.hash(bytes, count: 64) }

    /// XXH64 with the seeds 0, 1, …, each result lowest byte first: what Substrate calls "twox".
    ///
    /// - Parameters:
    ///   - bytes: What to hash.
    ///   - bits: 64, 128 or 256.
    /// - Returns: An eighth as many bytes.
    package static func twox(_ bytes: [UInt8], bits: Int) -> [UInt8] {
        (0..<bits / 64).flatMap { seed in XXHash64.hash(bytes, seed: UInt64(seed)).scale }
    }
}
