import CSpawn
import Glibc

/// How sandboxes are walled in, told without starting one.
package enum SandboxOptions {
    /// Returns bubblewrap's options for a sandbox of this machine, without accelerators, variables and files of its own.
    ///
    /// - Parameters:
    ///   - mounts: Where the harness's folders appear inside; their places on the host are left out.
    ///   - temporaryBytes: The size of each private temporary file system in bytes.
    /// - Returns: The options in the order in which bubblewrap is given them.
    package static func list(mounts: [String], temporaryBytes: Int) -> [String] {
        let arguments = BubblewrapArguments(
            mounts: mounts.map { .init(source: "", target: $0) },
            files: [],
            seccompDescriptor: 4,
            temporaryBytes: temporaryBytes,
            environment: [:],
            command: []
        )
        return arguments.list.dropLast()
    }

    /// Returns the system call filter as the kernel is given it.
    ///
    /// - Returns: The filter's program; it depends on the processor's kind.
    /// - Throws: `SandboxError.Code.spawnFailed` when it cannot be built.
    package static func filter() throws -> [UInt8] {
        let file = Descriptor(
            owning: try SandboxError.check(tiltyard_seccomp_filter(), .spawnFailed, "cannot build the seccomp filter")
        )
        var bytes = [UInt8](repeating: 0, count: 65_536)
        let count = pread(file.number, &bytes, bytes.count, 0)
        guard count > 0 else { throw SandboxError(.spawnFailed, "the seccomp filter cannot be read") }
        return Array(bytes[..<count])
    }
}
