import Glibc

/// The folder of one container's files on the host, which goes when it ends.
struct ContainerFolder {
    /// Where a rootless engine keeps what lives as long as the machine runs.
    static var userRuntime: String {
        let usual = "/run/user/\(geteuid())"
        return access(usual, W_OK) == 0 ? usual : "/tmp/tiltyard-\(geteuid())"
    }

    /// The folder of all containers' folders; only this user may enter it.
    static var root: String { geteuid() == 0 ? "\(RuntimeFolder.path)/oci" : "\(userRuntime)/oci" }

    let path: String

    /// Makes the folder.
    ///
    /// - Throws: `SandboxError.Code.cgroup`, naming the folder.
    init(_ name: String) throws {
        path = "\(Self.root)/\(name)"
        try ControlFile.makeFolder(path)
    }

    /// Makes the folder of all containers' folders, and for a rootless engine the one in which it keeps its own state.
    ///
    /// - Throws: `SandboxError.Code.missingTool` when one of them belongs to somebody else.
    static func prepare() throws {
        if geteuid() == 0 { try RuntimeFolder.prepare() } else { try makePrivate(userRuntime) }
        try makePrivate(root)
    }

    private static func makePrivate(_ path: String) throws {
        guard mkdir(path, 0o700) != 0 else { return }
        var status = stat()
        guard lstat(path, &status) == 0, status.st_uid == geteuid(), status.st_mode & S_IFMT == S_IFDIR else {
            throw SandboxError(.missingTool, "the folder \(path) is not this user's own")
        }
    }

    /// Names a folder without making it.
    init(existing name: String) {
        path = "\(Self.root)/\(name)"
    }

    /// Writes a file that everybody may read who reaches it, and answers its path.
    ///
    /// - Throws: `SandboxError.Code.memoryFile`.
    func write(_ bytes: [UInt8], as name: String) throws -> String {
        let file = try Descriptor(
            opening: "\(path)/\(name)",
            O_WRONLY | O_CREAT | O_EXCL,
            mode: 0o444,
            code: .memoryFile
        )
        guard bytes.isEmpty || Glibc.write(file.number, bytes, bytes.count) == bytes.count else {
            throw SandboxError(.memoryFile, "cannot write \(path)/\(name): \(ErrorNumber.last)")
        }
        return "\(path)/\(name)"
    }

    /// Removes the folder and its files.
    func remove() {
        for name in ControlFile.names(in: path) {
            for inner in ControlFile.names(in: "\(path)/\(name)") { unlink("\(path)/\(name)/\(inner)") }
            if unlink("\(path)/\(name)") != 0 { rmdir("\(path)/\(name)") }
        }
        rmdir(path)
    }
}
