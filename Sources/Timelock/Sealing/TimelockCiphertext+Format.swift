/// The form on the chain, as arkworks serialises it: every length is a little-endian number of eight bytes.
///
///     U (96)  32 V (32)  32 W (32)  n body (n)  8 "AES_GCM_"
///     body:  m ciphertext and tag (m)  12 nonce (12)
extension TimelockCiphertext {
    /// By how much a ciphertext is longer than its message.
    package static let overheadByteCount = 244

    private static let cipherName = Array("AES_GCM_".utf8)
    static let tagByteCount = 16
    private static let maskByteCount = 32
    private static let nonceByteCount = 12

    /// Reads a ciphertext.
    ///
    /// Every other sequence of bytes than `bytes` of some ciphertext is refused.
    ///
    /// - Throws: `TimelockError` with the codes `truncated`, `trailingBytes`, `wrongFieldLength` and `unknownCipher`, or
    ///   what reading a point throws.
    package init(parsing bytes: [UInt8]) throws {
        var reader = FieldReader(bytes[...])
        commitment = try Point(compressed: Array(try reader.take(G2.Coordinate.byteCount, "U")))
        maskedSeed = Array(try reader.takeField("V", byteCount: TimelockCiphertext.maskByteCount))
        maskedKey = Array(try reader.takeField("W", byteCount: TimelockCiphertext.maskByteCount))
        var body = FieldReader(try reader.takeField("body"))
        let cipher = try reader.takeField("cipher", byteCount: TimelockCiphertext.cipherName.count)
        guard cipher.elementsEqual(TimelockCiphertext.cipherName) else {
            throw TimelockError(.unknownCipher, "the ciphertext names another cipher than AES_GCM_")
        }
        try reader.finish()
        sealedBody = Array(try body.takeField("sealed message"))
        guard sealedBody.count >= TimelockCiphertext.tagByteCount else {
            throw TimelockError(.wrongFieldLength, "a sealed message of \(sealedBody.count) bytes has no tag")
        }
        nonce = Array(try body.takeField("nonce", byteCount: TimelockCiphertext.nonceByteCount))
        try body.finish()
    }

    /// The form on the chain.
    package var bytes: [UInt8] {
        func field(_ content: [UInt8]) -> [UInt8] {
            withUnsafeBytes(of: UInt64(content.count).littleEndian) { Array($0) } + content
        }
        return commitment.compressed + field(maskedSeed) + field(maskedKey) + field(field(sealedBody) + field(nonce))
            + field(TimelockCiphertext.cipherName)
    }
}
