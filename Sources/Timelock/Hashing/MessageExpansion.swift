import Crypto

/// `expand_message_xmd` of RFC 9380 (section 5.3.1) with SHA-256.
enum MessageExpansion {
    private static let blockByteCount = 64
    private static let digestByteCount = 32

    /// Returns uniform bytes made of a message.
    ///
    /// - Parameters:
    ///   - message: Any number of bytes.
    ///   - tag: Says what the hash is for, so that no other use shares its values; 1 to 255 bytes.
    ///   - byteCount: At most 8160.
    /// - Returns: So many bytes.
    static func uniformBytes(of message: [UInt8], tag: [UInt8], byteCount: Int) -> [UInt8] {
        let blockCount = (byteCount + digestByteCount - 1) / digestByteCount
        precondition(blockCount <= 255 && (1...255).contains(tag.count), "lengths are those of RFC 9380")
        let suffix = tag + [UInt8(tag.count)]
        let length = [UInt8(byteCount >> 8), UInt8(byteCount & 0xff)]
        let zeros = [UInt8](repeating: 0, count: blockByteCount)
        let first = digest(zeros + message + length + [0] + suffix)
        var bytes: [UInt8] = []
        var block = [UInt8](repeating: 0, count: digestByteCount)
        for index in 1...max(blockCount, 1) {
            let mixed = zip(first, block).map { $0 ^ $1 }
            block = digest(mixed + [UInt8(index)] + suffix)
            bytes += block
        }
        return Array(bytes.prefix(byteCount))
    }

    private static func digest(_ bytes: [UInt8]) -> [UInt8] { Array(SHA256.hash(data: bytes)) }
}
