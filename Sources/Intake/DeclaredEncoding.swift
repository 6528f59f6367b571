/// The encoding that a comment at the top of a Python file asks for, such as `# -*- coding: latin-1 -*-`.
///
/// Python decodes the file by it (PEP 263), so that another encoding than UTF-8 would make it run other code than everybody
/// else has read.
struct DeclaredEncoding {
    /// The name as it is written, 40 characters at most.
    let name: String

    /// Finds the declaration: nil unless one of the first two lines is a comment with one and nothing but comments and
    /// blanks precede it.
    init?(of text: String) {
        let lines = text.utf8.split(separator: 0x0A, maxSplits: 2, omittingEmptySubsequences: false).prefix(2)
        for line in lines.flatMap({ $0.split(separator: 0x0D) }) {
            let statement = line.drop { Self.blanks.contains($0) }
            if statement.isEmpty { continue }
            guard statement.first == UInt8(ascii: "#") else { return nil }
            guard let name = Self.name(in: Array(statement)) else { continue }
            self.name = name
            return
        }
        return nil
    }

    /// Whether Python would read the file as UTF-8, or as ASCII, which is part of it.
    var isUTF8: Bool {
        let plain = String(name.lowercased().map { $0 == "_" ? "-" : $0 })
        return ["utf-8", "utf8", "ascii", "us-ascii"].contains(plain) || plain.hasPrefix("utf-8-")
    }

    private static let blanks = Array(" \t\u{0C}\u{FEFF}".utf8)
    private static let keyword = Array("coding".utf8)

    /// The word after the first `coding:` or `coding=` that has one.
    private static func name(in comment: [UInt8]) -> String? {
        var rest = comment[...]
        while let start = rest.firstRange(of: keyword) {
            rest = rest[start.upperBound...]
            guard rest.first == UInt8(ascii: ":") || rest.first == UInt8(ascii: "=") else { continue }
            let word = rest.dropFirst().drop { $0 == 0x20 || $0 == 0x09 }.prefix(while: isWordByte)
            if !word.isEmpty { return String(decoding: word.prefix(40), as: UTF8.self) }
        }
        return nil
    }

    private static func isWordByte(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"): true
        case UInt8(ascii: "0")...UInt8(ascii: "9"): true
        default: "-_.".utf8.contains(byte)
        }
    }
}
