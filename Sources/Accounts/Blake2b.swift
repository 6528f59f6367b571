import CSodium

/// The hash function BLAKE2b, by libsodium.
package enum Blake2b {
    /// libsodium chooses its implementations once; without that it must not be used.
    private static let isReady = sodium_init() >= 0

    /// Hashes bytes, without a key.
    ///
    /// - Parameters:
    ///   - bytes: What to hash.
    ///   - count: How many bytes the hash has, 16 to 64.
    /// - Returns: The hash.
    package static func hash(_ bytes: [UInt8], count: Int) -> [UInt8] {
        precondition(isReady, "libsodium cannot start, for want of random numbers")
        precondition(Int(crypto_generichash_BYTES_MIN)...Int(crypto_generichash_BYTES_MAX) ~= count)
        var hash = [UInt8](repeating: 0, count: count)
        crypto_generichash(&hash, count, bytes, UInt64(bytes.count), nil, 0)
        return hash
    }
}
