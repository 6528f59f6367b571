import CSpawn
import Glibc

/// An open file descriptor with one owner: it is closed when the last reference goes.
package final class Descriptor: Sendable {
    /// The number, valid as long as this object lives.
    package let number: Int32

    /// Takes ownership of `number`.
    package init(owning number: Int32) {
        self.number = number
    }

    deinit {
        Glibc.close(number)
    }

    /// Opens a file with `O_CLOEXEC` added.
    ///
    /// - Throws: `SandboxError` with the given code.
    package convenience init(
        opening path: String,
        _ flags: Int32,
        mode: UInt32 = 0o600,
        code: SandboxError.Code = .missingTool
    ) throws {
        let number = Glibc.open(path, flags | O_CLOEXEC, mode)
        guard number >= 0 else { throw SandboxError(code, "cannot open \(path): \(ErrorNumber.last)") }
        self.init(owning: number)
    }

    /// Makes a pipe and answers its reading and its writing end.
    static func makePipe() throws -> (reader: Descriptor, writer: Descriptor) {
        var reader: Int32 = -1
        var writer: Int32 = -1
        try SandboxError.check(tiltyard_pipe(&reader, &writer), .channel, "cannot make a pipe")
        return (Descriptor(owning: reader), Descriptor(owning: writer))
    }

    /// Writes all of `text`, as a control file wants it: in one call, at the start.
    func write(_ text: String) -> ErrorNumber? {
        let bytes = Array(text.utf8)
        return pwrite(number, bytes, bytes.count, 0) == bytes.count ? nil : .last
    }

    /// Reads up to 4096 bytes of what a pipe holds, as text.
    func readAvailable() -> String {
        var buffer = [UInt8](repeating: 0, count: 4096)
        _ = fcntl(number, F_SETFL, O_NONBLOCK)
        let count = read(number, &buffer, buffer.count)
        return count > 0 ? String(decoding: buffer[..<count], as: UTF8.self) : ""
    }

    /// Reads up to 4096 bytes from the start, as text.
    ///
    /// Control files are short.
    func readFromStart() -> String {
        var buffer = [UInt8](repeating: 0, count: 4096)
        let count = pread(number, &buffer, buffer.count, 0)
        return count > 0 ? String(decoding: buffer[..<count], as: UTF8.self) : ""
    }
}
