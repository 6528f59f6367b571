/// Bytes as the text that Substrate's interfaces use: "0x" and two hexadecimal digits a byte.
package enum Hexadecimal {
    /// Returns the text of some bytes, with lower-case digits.
    package static func text(_ bytes: some Collection<UInt8>, prefix: String = "0x") -> String {
        let digits = Array("0123456789abcdef".utf8)
        var text = Array(prefix.utf8)
        text.reserveCapacity(text.count + 2 * bytes.count)
        for byte in bytes {
            text.append(digits[Int(byte >> 4)])
            text.append(digits[Int(byte & 15)])
        }
        return String(decoding: text, as: UTF8.self)
    }

    /// Returns the bytes that a text stands for.
    ///
    /// - Parameters:
    ///   - text: Hexadecimal digits of either case, an even number of them.
    ///   - prefix: What has to stand before them, "0x" unless another is given.
    /// - Returns: The bytes.
    /// - Throws: `SubstrateError.Code.malformedHexadecimal`; the message does not repeat the text, which may be secret.
    package static func bytes(_ text: String, prefix: String = "0x") throws -> [UInt8] {
        guard text.hasPrefix(prefix) else {
            throw SubstrateError(.malformedHexadecimal, "a text that should begin with '\(prefix)' does not")
        }
        guard let bytes = bytes(ofDigits: text.utf8.dropFirst(prefix.utf8.count)) else {
            throw SubstrateError(.malformedHexadecimal, "a text is not an even number of hexadecimal digits")
        }
        return bytes
    }

    /// Returns the bytes of bare digits, or nil when there is anything else among them.
    static func bytes(ofDigits digits: some Sequence<UInt8>) -> [UInt8]? {
        var bytes: [UInt8] = []
        var high: UInt8?
        for digit in digits {
            guard let value = value(of: digit) else { return nil }
            if let upper = high {
                bytes.append(upper << 4 | value)
                high = nil
            } else {
                high = value
            }
        }
        return high == nil ? bytes : nil
    }

    private static func value(of digit: UInt8) -> UInt8? {
        switch digit {
        case UInt8(ascii: "0")...UInt8(ascii: "9"): digit - UInt8(ascii: "0")
        case UInt8(ascii: "a")...UInt8(ascii: "f"): digit - UInt8(ascii: "a") + 10
        case UInt8(ascii: "A")...UInt8(ascii: "F"): digit - UInt8(ascii: "A") + 10
        default: nil
        }
    }
}
