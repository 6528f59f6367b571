package import FoundationEssentials
package import Rules

/// The first look at fetched bytes: whether they are what was committed to, and text at all.
package enum CodeCheck {
    /// Checks the bytes of a submission.
    ///
    /// What the bytes are is said before what they are not: the owner of a URL that leads to a web page reads that, and not
    /// that the page has another hash than the code.
    ///
    /// - Parameters:
    ///   - code: The bytes as they were fetched.
    ///   - expected: The hash that the commitment promised.
    ///   - limits: The largest size.
    /// - Returns: The text of the code.
    /// - Throws: `IntakeError` with `empty`, `tooLarge`, `htmlPage`, `jsonPage`, `notText` or `hashMismatch`, in this order
    ///   of checking.
    @discardableResult
    package static func inspect(
        _ code: Data,
        expected: CodeHash,
        limits: IntakeLimits
    ) throws(IntakeError) -> String {
        guard !code.isEmpty else { throw IntakeError(.empty, "The code has no bytes.") }
        guard code.count <= limits.code.bytes else {
            throw IntakeError(.tooLarge, "The code has \(code.count) bytes and may have \(limits.code).")
        }
        try refuseDocument(code)
        let text = try text(of: code)
        guard expected.matches(code) else {
            throw IntakeError(.hashMismatch, "The code has the hash \(CodeHash(of: code)), not \(expected).")
        }
        return text
    }

    /// Refuses what a site sends in place of code.
    ///
    /// No Python program begins with `<`, and none that is a JSON document defines anything.
    private static func refuseDocument(_ code: Data) throws(IntakeError) {
        switch code.trimmingPrefix([0xEF, 0xBB, 0xBF]).first(where: { !" \t\r\n\u{0C}".utf8.contains($0) }) {
        case UInt8(ascii: "<"):
            throw IntakeError(.htmlPage, "This is a web page and not code; give the raw URL of the file.")
        case UInt8(ascii: "{"), UInt8(ascii: "["):
            guard (try? JSONDecoder().decode(AnyDocument.self, from: code)) != nil else { return }
            throw IntakeError(.jsonPage, "This is a JSON document, such as a list of files, and not code.")
        default:
            return
        }
    }

    /// Whatever is JSON.
    private struct AnyDocument: Decodable {
        init(from decoder: any Decoder) {}
    }

    private static func text(of code: Data) throws(IntakeError) -> String {
        guard !code.contains(0), let text = String(validating: code, as: UTF8.self) else {
            throw IntakeError(.notText, "The code is not UTF-8 text without NUL characters.")
        }
        if let encoding = DeclaredEncoding(of: text), !encoding.isUTF8 {
            throw IntakeError(.notText, "The code tells Python to read it as '\(encoding.name)' and not as UTF-8.")
        }
        return text
    }
}
