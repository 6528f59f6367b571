/// Reads SCALE from bytes that nobody vouches for.
///
/// Every read is checked against what is left. No length in the bytes makes it reserve memory: a sequence that claims more
/// elements than there are bytes is refused at once. Numbers in compact form have to be as short as they can be, as
/// Substrate itself demands, so that a value has one encoding only.
package struct ScaleReader: Sendable {
    private let bytes: [UInt8]
    private let end: Int
    /// How many bytes were read, counted from the start of the array.
    package private(set) var offset: Int

    /// Reads an array from its start.
    package init(_ bytes: [UInt8]) {
        self.bytes = bytes
        offset = 0
        end = bytes.count
    }

    /// How many bytes are left.
    package var remaining: Int { end - offset }

    /// Checks that everything was read.
    ///
    /// - Throws: `SubstrateError.Code.trailingBytes` when something is left.
    package func finish() throws {
        guard remaining == 0 else {
            throw SubstrateError(.trailingBytes, "\(remaining) bytes are left over after byte \(offset)")
        }
    }

    /// Returns the bytes between two places that were passed already.
    package func slice(from start: Int, to end: Int) -> [UInt8] {
        precondition(0 <= start && start <= end && end <= offset, "only what was read can be looked at again")
        return Array(bytes[start..<end])
    }
}

extension ScaleReader {
    /// Reads one byte.
    package mutating func byte() throws -> UInt8 {
        guard offset < end else { throw truncated(1) }
        defer { offset += 1 }
        return bytes[offset]
    }

    /// Reads a number of bytes, without a length before them.
    ///
    /// - Parameter count: How many, not negative.
    /// - Returns: The bytes.
    /// - Throws: `SubstrateError.Code.truncated`.
    package mutating func take(_ count: Int) throws -> [UInt8] {
        guard count <= remaining else { throw truncated(count) }
        defer { offset += count }
        return Array(bytes[offset..<offset + count])
    }

    /// Reads an integer of fixed width, lowest byte first.
    package mutating func integer<Number: FixedWidthInteger>(_ type: Number.Type = Number.self) throws -> Number {
        let count = Number.bitWidth / 8
        guard count <= remaining else { throw truncated(count) }
        var number: Number = 0
        for place in 0..<count { number |= Number(truncatingIfNeeded: bytes[offset + place]) << Number(8 * place) }
        offset += count
        return number
    }

    /// Reads a truth value.
    package mutating func bool() throws -> Bool {
        switch try byte() {
        case 0: return false
        case 1: return true
        case let other: throw malformed("\(other) is no truth value")
        }
    }

    /// Reads bytes with their number before them.
    package mutating func byteString() throws -> [UInt8] {
        let count = try count()
        guard count <= remaining else { throw truncated(count) }
        return try take(count)
    }

    /// Reads UTF-8 text with the number of its bytes before it.
    package mutating func text() throws -> String {
        let start = offset
        let count = try count()
        guard count <= remaining else { throw truncated(count) }
        defer { offset += count }
        guard let text = String(validating: bytes[offset..<offset + count], as: UTF8.self) else {
            throw SubstrateError(.malformedScale, "the text at byte \(start) is not UTF-8")
        }
        return text
    }

    func malformed(_ what: String) -> SubstrateError {
        SubstrateError(.malformedScale, "\(what), before byte \(offset)")
    }

    func truncated(_ wanted: Int) -> SubstrateError {
        SubstrateError(.truncated, "\(wanted) bytes were expected at byte \(offset), there are \(remaining)")
    }
}
