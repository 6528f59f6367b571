package import FoundationEssentials
import Glibc
package import Rules

/// A submission as a file on this machine, before anybody committed to it.
package enum CodeFile {
    /// Reads a file and checks that it could be a submission.
    ///
    /// - Parameters:
    ///   - path: The file.
    ///   - limits: What a submission may be.
    /// - Returns: Its bytes.
    /// - Throws: `IntakeError` with `fetch_failed` when it cannot be read, else what `CodeCheck` finds.
    package static func read(_ path: String, limits: IntakeLimits) throws(IntakeError) -> Data {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw IntakeError(.fetchFailed, "cannot read \(path)") }
        defer { close(descriptor) }
        var bytes: [UInt8] = []
        var chunk = [UInt8](repeating: 0, count: 65_536)
        // One byte more than allowed is enough to know; a larger file is not read to its end.
        while bytes.count <= limits.code.bytes {
            let count = Glibc.read(descriptor, &chunk, chunk.count)
            guard count >= 0 else { throw IntakeError(.fetchFailed, "cannot read \(path)") }
            if count == 0 { break }
            bytes += chunk[..<count]
        }
        guard bytes.count <= limits.code.bytes else {
            throw IntakeError(.tooLarge, "\(path) is larger than \(limits.code)")
        }
        let code = Data(bytes)
        try CodeCheck.inspect(code, expected: CodeHash(of: code), limits: limits)
        return code
    }
}
