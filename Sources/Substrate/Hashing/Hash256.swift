/// A hash of 32 bytes: of a block, of the genesis, of an extrinsic.
package struct Hash256: Sendable, Hashable {
    /// The 32 bytes.
    package let bytes: [UInt8]

    /// Wraps a hash: nil unless there are 32 bytes.
    package init?(_ bytes: [UInt8]) {
        guard bytes.count == 32 else { return nil }
        self.bytes = bytes
    }

    /// Hashes bytes with BLAKE2b of 256 bits, as blocks and extrinsics are.
    package init(blake2bOf bytes: [UInt8]) { self.bytes = Hashing.blake2b256(bytes) }

    /// Reads "0x" and 64 hexadecimal digits.
    ///
    /// - Throws: `SubstrateError.Code.malformedHexadecimal`.
    package init(hexadecimal text: String) throws {
        let bytes = try Hexadecimal.bytes(text)
        guard bytes.count == 32 else {
            throw SubstrateError(.malformedHexadecimal, "a hash has 32 bytes, not \(bytes.count)")
        }
        self.bytes = bytes
    }
}

extension Hash256: ScaleCodable, CustomStringConvertible {
    /// Reads 32 bytes.
    package init(from reader: inout ScaleReader) throws { bytes = try reader.take(32) }

    /// Writes the 32 bytes.
    package func write(to writer: inout ScaleWriter) { writer.append(bytes) }

    /// "0x" and 64 digits.
    package var description: String { Hexadecimal.text(bytes) }
}
