import FoundationEssentials
import NIOHTTP1

/// What a server says about the body that it is about to send.
enum BodyLabels {
    /// Checks that the body is announced as plain text in UTF-8 or ASCII.
    ///
    /// The type itself is not looked at, since servers call Python by many names; the bytes decide.
    ///
    /// - Parameter headers: The headers of an answer.
    /// - Throws: `IntakeError` with `compressed` or `notText`.
    static func check(_ headers: HTTPHeaders) throws(IntakeError) {
        let codings = headers[canonicalForm: "Content-Encoding"] + headers[canonicalForm: "Transfer-Encoding"]
        for coding in codings where !["", "identity", "chunked"].contains(coding.lowercased()) {
            throw IntakeError(.compressed, "The server sends the code compressed or encoded ('\(shown(coding))').")
        }
        for type in headers["Content-Type"] {
            guard let charset = charset(of: type), !charsets.contains(charset) else { continue }
            throw IntakeError(.notText, "The server sends the code in the charset '\(shown(charset))', not UTF-8.")
        }
    }

    private static let charsets: Set = ["utf-8", "utf8", "us-ascii", "ascii"]

    private static func charset(of type: String) -> String? {
        for parameter in type.split(separator: ";").dropFirst() {
            let parts = parameter.split(separator: "=", maxSplits: 1).map { trimmed($0).lowercased() }
            if parts.count == 2, parts[0] == "charset" { return parts[1] }
        }
        return nil
    }

    private static func trimmed(_ text: Substring) -> Substring {
        let edge: (Character) -> Bool = { $0 == " " || $0 == "\t" || $0 == "\"" || $0 == "'" }
        let start = text.drop(while: edge)
        return start[..<(start.lastIndex { !edge($0) }.map(start.index(after:)) ?? start.startIndex)]
    }

    /// A stranger's word, short and printable enough for a sentence.
    private static func shown<Text: StringProtocol>(_ word: Text) -> String {
        String(
            decoding: word.utf8.prefix(40).map { (0x21...0x7E).contains($0) ? $0 : UInt8(ascii: "?") },
            as: UTF8.self
        )
    }
}
