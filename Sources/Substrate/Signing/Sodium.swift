import CSodium

/// The few functions of libsodium that are used, each with its lengths checked.
///
/// Points and scalars are 32 bytes. libsodium's arithmetic on them takes the same time whatever the numbers are.
enum Sodium {
    static let pointBytes = 32
    static let scalarBytes = 32

    /// libsodium chooses its implementations once; without that it must not be used.
    private static let isReady = sodium_init() >= 0

    static func prepare() {
        precondition(isReady, "libsodium cannot start, for want of random numbers")
    }

    static func sha256(_ bytes: UnsafeRawBufferPointer) -> [UInt8] {
        var hash = [UInt8](repeating: 0, count: 32)
        crypto_hash_sha256(&hash, bytes.bytes, UInt64(bytes.count))
        return hash
    }

    static func randomBytes(_ count: Int) -> [UInt8] {
        prepare()
        var bytes = [UInt8](repeating: 0, count: count)
        randombytes_buf(&bytes, count)
        return bytes
    }
}
