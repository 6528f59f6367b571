import Logging

/// JSON on one line, in which every character that a terminal should not see is written as its number.
enum JSONLine {
    /// Writes the values of an event: texts as texts, lists as arrays, dictionaries as objects with sorted keys.
    static func value(_ value: Logger.MetadataValue) -> String {
        switch value {
        case .string(let text): string(text)
        case .stringConvertible(let thing): string("\(thing)")
        case .array(let values): "[\(values.map(Self.value).joined(separator: ","))]"
        case .dictionary(let values):
            "{\(values.sorted { $0.key < $1.key }.map { "\(string($0.key)):\(Self.value($0.value))" }.joined(separator: ","))}"
        }
    }

    /// Writes a text with its quotes.
    static func string(_ text: String) -> String {
        var written = "\""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"": written += "\\\""
            case "\\": written += "\\\\"
            case "\n": written += "\\n"
            case "\t": written += "\\t"
            // Some readers take these two for the end of a line.
            case "\u{2028}", "\u{2029}": written += unit(scalar)
            case _ where StrangeText.isStrange(scalar): written += unit(scalar)
            default: written.unicodeScalars.append(scalar)
            }
        }
        return written + "\""
    }

    /// All strange characters are in the first plane, where one unit is enough.
    private static func unit(_ scalar: Unicode.Scalar) -> String {
        let digits = String(scalar.value, radix: 16)
        return "\\u" + String(repeating: "0", count: max(0, 4 - digits.count)) + digits
    }
}
