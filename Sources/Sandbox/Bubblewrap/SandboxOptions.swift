import CSpawn
import Glibc

/// How sandboxes are walled in, told without starting one.
package enum SandboxOptions {
    /// Returns an engine's options for a sandbox of this machine, without accelerators, variables and files of its own.
    ///
    /// - Parameters:
    ///   - engine: What makes it.
    ///   - image: The digest of the image that it is made from, if there is one.
    ///   - mounts: Where the harness's folders appear inside; their places on the host are left out.
    ///   - temporaryBytes: The size of each private temporary file system in bytes.
    /// - Returns: The options in the order in which the engine is given them.
    package static func list(engine: EngineName, image: String?, mounts: [String], temporaryBytes: Int) -> [String] {
        if let tool = OCIArguments.Tool(rawValue: engine.rawValue) {
            return containerOptions(tool, image: image, mounts: mounts, temporaryBytes: temporaryBytes)
        }
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

    /// A container's options, with nothing in them that is another in every container.
    private static func containerOptions(
        _ tool: OCIArguments.Tool,
        image: String?,
        mounts: [String],
        temporaryBytes: Int
    ) -> [String] {
        let arguments = OCIArguments(
            tool: tool,
            name: "",
            image: image ?? "",
            profile: "",
            gateFolder: "",
            mounts: mounts.map { ("", $0) },
            temporaryBytes: temporaryBytes,
            environment: [:],
            command: []
        )
        return arguments.options
    }

    /// Returns the system call filter as an engine is given it.
    ///
    /// - Parameter engine: The engine.
    /// - Returns: The kernel's program, which depends on the processor's kind; for containers, the profile's text.
    /// - Throws: `SandboxError.Code.spawnFailed` when it cannot be built.
    package static func filter(engine: EngineName) throws -> [UInt8] {
        guard engine == .bubblewrap else { return SeccompProfile.current.json }
        let file = Descriptor(
            owning: try SandboxError.check(tiltyard_seccomp_filter(), .spawnFailed, "cannot build the seccomp filter")
        )
        var bytes = [UInt8](repeating: 0, count: 65_536)
        let count = pread(file.number, &bytes, bytes.count, 0)
        guard count > 0 else { throw SandboxError(.spawnFailed, "the seccomp filter cannot be read") }
        return Array(bytes[..<count])
    }
}
