import CSpawn
import Glibc

/// A file in memory of fixed size that travels between processes as a descriptor.
///
/// It can be neither shrunk nor grown by anybody, so that a reader who maps it cannot be hurt.
package struct MemoryFile: Sendable {
    /// The open file.
    package let descriptor: Descriptor
    /// Its size in bytes.
    package let size: Int

    /// Makes a file of `size` bytes, all zero and all allocated.
    ///
    /// - Throws: `SandboxError.Code.memoryFile`.
    package init(named name: String, size: Int) throws {
        let number = try SandboxError.check(
            tiltyard_memory_file(name, UInt64(size)),
            .memoryFile,
            "cannot make memory file \(name) of \(size) bytes"
        )
        descriptor = Descriptor(owning: number)
        self.size = size
    }

    /// Takes a file that a trusted peer sent, and rewinds it: the position travels with the descriptor.
    init(adopting descriptor: Descriptor) {
        var status = stat()
        fstat(descriptor.number, &status)
        lseek(descriptor.number, 0, SEEK_SET)
        self.descriptor = descriptor
        size = Int(status.st_size)
    }

    /// Makes a file that holds `bytes`, sealed against writing.
    package init(named name: String, holding bytes: [UInt8]) throws {
        try self.init(named: name, size: bytes.count)
        guard pwrite(descriptor.number, bytes, bytes.count, 0) == bytes.count else {
            throw SandboxError(.memoryFile, "cannot fill memory file \(name): \(ErrorNumber.last)")
        }
        try sealAgainstWriting()
    }

    /// Reads the whole content.
    ///
    /// - Returns: As many bytes as the file has.
    /// - Throws: `SandboxError.Code.memoryFile`.
    func bytes() throws -> [UInt8] {
        var buffer = [UInt8](repeating: 0, count: size)
        guard size == 0 || pread(descriptor.number, &buffer, size, 0) == size else {
            throw SandboxError(.memoryFile, "cannot read a memory file of \(size) bytes: \(ErrorNumber.last)")
        }
        return buffer
    }

    /// Forbids every further write.
    ///
    /// Fails while somebody still has the file mapped for writing.
    ///
    /// - Throws: `SandboxError.Code.memoryFile`.
    package func sealAgainstWriting() throws {
        try SandboxError.check(
            tiltyard_seal_against_writing(descriptor.number),
            .memoryFile,
            "cannot seal a memory file of \(size) bytes"
        )
    }
}
