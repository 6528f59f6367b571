/// A piece of JSON in a message.
package indirect enum RPCValue: Sendable, Hashable {
    case null
    case bool(Bool)
    /// A number without fraction and exponent.
    case integer(Int64)
    /// Any other number.
    case fraction(Double)
    case string(String)
    case array([RPCValue])
    case object([String: RPCValue])
}

extension RPCValue {
    /// The value of a member; nil when this is no object or has none of this name.
    package subscript(name: String) -> RPCValue? {
        guard case .object(let members) = self else { return nil }
        return members[name]
    }

    /// The text, if this is one.
    package var text: String? {
        guard case .string(let text) = self else { return nil }
        return text
    }

    /// The number, if this is one that the type holds.
    package func number<Number: FixedWidthInteger>(_ type: Number.Type = Number.self) -> Number? {
        guard case .integer(let number) = self else { return nil }
        return Number(exactly: number)
    }

    /// Bytes as text of "0x" and digits.
    package static func bytes(_ bytes: some Collection<UInt8>) -> RPCValue { .string(Hexadecimal.text(bytes)) }

    /// Returns the bytes that this text of "0x" and digits stands for.
    ///
    /// - Throws: `SubstrateError.Code.malformedHexadecimal`.
    package func bytes() throws -> [UInt8] {
        guard let text else { throw SubstrateError(.malformedHexadecimal, "there is no text where bytes should be") }
        return try Hexadecimal.bytes(text)
    }
}

extension RPCValue {
    /// The value as JSON, members in alphabetical order, without blanks.
    ///
    /// A number that JSON cannot hold becomes `null`.
    package var json: [UInt8] {
        var bytes: [UInt8] = []
        write(to: &bytes)
        return bytes
    }

    private func write(to bytes: inout [UInt8]) {
        switch self {
        case .null: bytes += "null".utf8
        case .bool(let flag): bytes += (flag ? "true" : "false").utf8
        case .integer(let number): bytes += String(number).utf8
        case .fraction(let number): bytes += (number.isFinite ? String(number) : "null").utf8
        case .string(let text): Self.write(text, to: &bytes)
        case .array(let elements):
            Self.write(elements, between: "[]", to: &bytes) { $0.write(to: &$1) }
        case .object(let members):
            Self.write(members.sorted { $0.key < $1.key }, between: "{}", to: &bytes) { member, bytes in
                Self.write(member.key, to: &bytes)
                bytes.append(UInt8(ascii: ":"))
                member.value.write(to: &bytes)
            }
        }
    }

    private static func write<Element>(
        _ elements: [Element],
        between brackets: String,
        to bytes: inout [UInt8],
        _ write: (Element, inout [UInt8]) -> Void
    ) {
        bytes += brackets.utf8.prefix(1)
        for (place, element) in elements.enumerated() {
            if place > 0 { bytes.append(UInt8(ascii: ",")) }
            write(element, &bytes)
        }
        bytes += brackets.utf8.suffix(1)
    }

    private static func write(_ text: String, to bytes: inout [UInt8]) {
        bytes.append(UInt8(ascii: "\""))
        let isPlain = text.utf8.allSatisfy { $0 >= 0x20 && $0 != UInt8(ascii: "\"") && $0 != UInt8(ascii: "\\") }
        guard !isPlain else {
            // Metadata and state come as long texts of digits.
            bytes.append(contentsOf: text.utf8)
            bytes.append(UInt8(ascii: "\""))
            return
        }
        for byte in text.utf8 {
            switch byte {
            case UInt8(ascii: "\""), UInt8(ascii: "\\"): bytes += [UInt8(ascii: "\\"), byte]
            case ..<0x20: bytes += Array("\\u00".utf8) + Array(Hexadecimal.text([byte], prefix: "").utf8)
            default: bytes.append(byte)
            }
        }
        bytes.append(UInt8(ascii: "\""))
    }
}
