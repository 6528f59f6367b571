extension ScaleReader {
    /// Reads a number in compact form.
    ///
    /// - Parameter type: An unsigned type; 128 bits at most.
    /// - Returns: The number.
    /// - Throws: `SubstrateError` with `truncated`, with `malformedScale` for a form that is longer than need be, and with
    ///   `tooLarge` for a number that the type does not hold.
    package mutating func compact<Number: FixedWidthInteger & UnsignedInteger>(
        _ type: Number.Type = Number.self
    ) throws -> Number {
        let first = try byte()
        let wide: UInt128
        switch first & 3 {
        case 0: wide = UInt128(first >> 2)
        case 1: wide = try longer(first, 1, atLeast: 1 << 6)
        case 2: wide = try longer(first, 3, atLeast: 1 << 14)
        default: wide = try longest(Int(first >> 2) + 4)
        }
        guard let number = Number(exactly: wide) else {
            throw SubstrateError(.tooLarge, "\(wide) before byte \(offset) has more than \(Number.bitWidth) bits")
        }
        return number
    }

    private mutating func longer(_ first: UInt8, _ count: Int, atLeast least: UInt32) throws -> UInt128 {
        var number = UInt32(first)
        for place in 1...count { number |= UInt32(try byte()) << UInt32(8 * place) }
        number >>= 2
        guard number >= least else { throw malformed("\(number) is written longer than need be") }
        return UInt128(number)
    }

    private mutating func longest(_ count: Int) throws -> UInt128 {
        guard count <= 16 else { throw SubstrateError(.tooLarge, "a number of \(count) bytes before byte \(offset)") }
        guard count <= remaining else { throw truncated(count) }
        var number: UInt128 = 0
        var last: UInt8 = 0
        for place in 0..<count {
            last = try byte()
            number |= UInt128(last) << UInt128(8 * place)
        }
        guard last != 0, number >= 1 << 30 else { throw malformed("\(number) is written longer than need be") }
        return number
    }

    /// Reads how many elements or bytes follow.
    package mutating func count() throws -> Int { Int(try compact(UInt32.self)) }

    /// Reads a sequence with the number of its elements before it.
    ///
    /// - Parameter element: Reads one element; it has to take one byte at least.
    /// - Returns: The elements.
    /// - Throws: `SubstrateError.Code.truncated` when there are fewer bytes than elements, and what `element` throws.
    package mutating func sequence<Element>(
        _ element: (inout ScaleReader) throws -> Element
    ) throws -> [Element] {
        let count = try count()
        guard count <= remaining else { throw truncated(count) }
        var elements: [Element] = []
        for _ in 0..<count { elements.append(try element(&self)) }
        return elements
    }

    /// Reads something that may be missing.
    package mutating func option<Wrapped>(
        _ wrapped: (inout ScaleReader) throws -> Wrapped
    ) throws -> Wrapped? {
        switch try byte() {
        case 0: return nil
        case 1: return try wrapped(&self)
        case let other: throw malformed("\(other) says neither that there is a value nor that there is none")
        }
    }
}
