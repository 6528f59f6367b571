package import FoundationEssentials
package import Rules

/// The first look at fetched bytes: whether they are what was committed to, and text at all.
package enum CodeCheck {
    /// Checks the bytes of a submission.
    ///
    /// - Parameters:
    ///   - code: The bytes as they were fetched.
    ///   - expected: The hash that the commitment promised.
    ///   - limits: The largest size.
    /// - Returns: The text of the code.
    /// - Throws: `IntakeError` with `empty`, `tooLarge`, `hashMismatch` or `notText`, in this order of checking.
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
        guard expected.matches(code) else {
            throw IntakeError(.hashMismatch, "The code has the hash \(CodeHash(of: code)), not \(expected).")
        }
        guard !code.contains(0), let text = String(validating: code, as: UTF8.self) else {
            throw IntakeError(.notText, "The code is not UTF-8 text without NUL characters.")
        }
        return text
    }
}
