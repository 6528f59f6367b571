import Crypto
import FoundationEssentials
import Glibc
import Rules
import Sandbox

extension MemoryFile {
    /// Fills the file from another one.
    ///
    /// - Parameters:
    ///   - source: Where the bytes are.
    ///   - offset: Where in it they begin.
    /// - Throws: `SandboxError.Code.memoryFile` when there are fewer bytes than this file holds.
    func copy(from source: Descriptor, offset: Int) throws {
        try Self.copy(from: source.number, offset, to: descriptor.number, 0, count: size)
    }

    /// Writes the content into another file.
    ///
    /// - Parameters:
    ///   - target: Where the bytes go.
    ///   - offset: Where in it they begin.
    /// - Throws: `SandboxError.Code.memoryFile` when it cannot take them.
    func copy(to target: Descriptor, offset: Int) throws {
        try Self.copy(from: descriptor.number, 0, to: target.number, offset, count: size)
    }

    /// The SHA-256 of the content in hexadecimal digits.
    ///
    /// - Throws: `SandboxError.Code.memoryFile` when it cannot be read.
    func digest() throws -> String {
        var hash = SHA256()
        var buffer = [UInt8](repeating: 0, count: Self.chunk)
        var position = 0
        while position < size {
            let count = pread(descriptor.number, &buffer, min(buffer.count, size - position), off_t(position))
            guard count > 0 else { throw SandboxError(.memoryFile, "cannot read a memory file of \(size) bytes") }
            hash.update(data: buffer[..<count])
            position += count
        }
        return Hex.text(hash.finalize())
    }

    private static let chunk = 1 << 20

    private static func copy(from source: Int32, _ start: Int, to target: Int32, _ offset: Int, count: Int) throws {
        var buffer = [UInt8](repeating: 0, count: chunk)
        var done = 0
        while done < count {
            let got = pread(source, &buffer, min(buffer.count, count - done), off_t(start + done))
            guard got > 0, pwrite(target, buffer, got, off_t(offset + done)) == got else {
                throw SandboxError(.memoryFile, "cannot copy \(count) bytes: \(ErrorNumber.last)")
            }
            done += got
        }
    }
}
