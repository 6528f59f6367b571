/// Writes SCALE.
package struct ScaleWriter: Sendable {
    /// What was written so far.
    package private(set) var bytes: [UInt8] = []

    /// Begins with nothing.
    package init() {}

    /// Returns what a piece of code writes.
    package static func bytes(_ write: (inout ScaleWriter) throws -> Void) rethrows -> [UInt8] {
        var writer = ScaleWriter()
        try write(&writer)
        return writer.bytes
    }
}

extension ScaleWriter {
    /// Writes bytes as they are, without a length.
    package mutating func append(_ more: some Sequence<UInt8>) { bytes.append(contentsOf: more) }

    /// Writes one byte.
    package mutating func byte(_ byte: UInt8) { bytes.append(byte) }

    /// Writes a truth value.
    package mutating func bool(_ flag: Bool) { bytes.append(flag ? 1 : 0) }

    /// Writes an integer of fixed width, lowest byte first.
    package mutating func integer(_ number: some FixedWidthInteger) {
        for place in 0..<number.bitWidth / 8 { bytes.append(UInt8(truncatingIfNeeded: number >> (8 * place))) }
    }

    /// Writes a number in compact form.
    ///
    /// - Parameter number: Not negative, and of 128 bits at most.
    package mutating func compact(_ number: some BinaryInteger) {
        guard let wide = UInt128(exactly: number) else {
            preconditionFailure("only numbers from 0 below 2^128 are written in compact form")
        }
        switch wide {
        case ..<(1 << 6): byte(UInt8(wide) << 2)
        case ..<(1 << 14): integer(UInt16(wide) << 2 | 1)
        case ..<(1 << 30): integer(UInt32(wide) << 2 | 2)
        default:
            let count = (128 - wide.leadingZeroBitCount + 7) / 8
            byte(UInt8(count - 4) << 2 | 3)
            for place in 0..<count { byte(UInt8(truncatingIfNeeded: wide >> (8 * place))) }
        }
    }

    /// Writes bytes with their number before them.
    package mutating func byteString(_ content: some Collection<UInt8>) {
        compact(content.count)
        append(content)
    }

    /// Writes text as UTF-8 with the number of its bytes before it.
    package mutating func text(_ text: String) { byteString(text.utf8) }

    /// Writes a sequence with the number of its elements before it.
    package mutating func sequence<Element>(
        _ elements: some Collection<Element>,
        _ element: (inout ScaleWriter, Element) throws -> Void
    ) rethrows {
        compact(elements.count)
        for each in elements { try element(&self, each) }
    }

    /// Writes something that may be missing.
    package mutating func option<Wrapped>(
        _ value: Wrapped?,
        _ wrapped: (inout ScaleWriter, Wrapped) throws -> Void
    ) rethrows {
        bool(value != nil)
        if let value { try wrapped(&self, value) }
    }
}
