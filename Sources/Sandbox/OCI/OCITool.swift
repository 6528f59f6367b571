import Glibc

/// The program that makes containers, and how it is called on this machine.
struct OCITool: Sendable {
    let kind: OCIArguments.Tool
    let path: String
    /// Options that come before the command.
    let options: [String]
    let environment: [String: String]

    /// The image's name; sandboxes are made from the digest that it has when the launcher starts.
    static let image = "localhost/tiltyard-contestant"

    /// Looks for the program.
    ///
    /// - Throws: `SandboxError.Code.missingTool`.
    init(_ kind: OCIArguments.Tool) throws {
        self.kind = kind
        path = "/usr/bin/\(kind.rawValue)"
        guard access(path, X_OK) == 0 else {
            throw SandboxError(.missingTool, "\(path) is missing; scripts/setup podman installs podman")
        }
        environment = Self.environment()
        guard kind == .podman else {
            options = []
            return
        }
        // crun refuses control groups of version 1 beside a unified hierarchy; runc takes all layouts.
        let runtimes = ["/usr/sbin/runc", "/usr/bin/runc"].filter { (file: String) in access(file, X_OK) == 0 }
        options = ["--cgroup-manager", "cgroupfs"] + (runtimes.first.map { ["--runtime", $0] } ?? [])
    }

    /// The variables that engines need; rootless ones keep their state below the user's folders.
    private static func environment() -> [String: String] {
        var variables = ["PATH": "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin", "LANG": "C.UTF-8"]
        if let home = getpwuid(geteuid())?.pointee.pw_dir { variables["HOME"] = String(cString: home) }
        if geteuid() != 0 { variables["XDG_RUNTIME_DIR"] = ContainerFolder.userRuntime }
        return variables
    }

    /// Starts the program and does not wait for it.
    ///
    /// - Parameters:
    ///   - arguments: What comes after its own options.
    ///   - output: Where it prints.
    ///   - errors: Where it complains.
    /// - Returns: The running program.
    /// - Throws: `SandboxError.Code.spawnFailed`.
    func start(_ arguments: [String], output: Descriptor, errors: Descriptor) throws -> ChildProcess {
        try ChildProcess.start(
            .init(
                path: path,
                arguments: [kind.rawValue] + options + arguments,
                environment: environment,
                descriptors: [try Descriptor(opening: "/dev/null", O_RDONLY), output, errors],
                // A rootless engine gains rights by helpers, and what it starts outlives it.
                isBoundToParent: false
            )
        )
    }

    /// Runs the program to its end.
    ///
    /// - Returns: The first 4096 bytes that it printed, without white space around; nil when it failed.
    /// - Throws: `SandboxError` when it cannot be started.
    func ask(_ arguments: [String]) throws -> String? {
        let (reader, writer) = try Descriptor.makePipe()
        let child = try start(arguments, output: writer, errors: try Descriptor(opening: "/dev/null", O_WRONLY))
        guard child.wait(atMost: .seconds(60)) == 0 else { return nil }
        return reader.readAvailable().split(separator: "\n").joined(separator: "\n")
    }

    /// The digest of the image that sandboxes are made from.
    ///
    /// - Throws: `SandboxError.Code.missingTool` when there is none.
    func imageDigest() throws -> String {
        guard
            let answer = try ask(["image", "inspect", "--format", "{{.Id}}", Self.image]),
            let digest = answer.split(separator: ":").last.map(String.init), digest.count == 64
        else {
            throw SandboxError(.missingTool, "there is no image \(Self.image); run scripts/setup \(kind.rawValue)")
        }
        return "sha256:\(digest)"
    }
}
