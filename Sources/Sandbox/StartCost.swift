/// What it costs to start and end a process: in a sandbox, under the bare tool that makes it, and by itself.
package enum StartCost {
    /// Nanoseconds of each round.
    package struct Samples: Sendable {
        package var sandbox: [UInt64] = []
        package var bareTool: [UInt64] = []
        /// The bare tool with all of a sandbox's walls; empty for container engines, whose tool takes as long with few.
        package var walledTool: [UInt64] = []
        package var plain: [UInt64] = []
    }

    /// Measures all in turn, so that a busy moment of the machine meets all of them alike.
    ///
    /// Each starts `/usr/bin/true` and waits until nothing of it is left.
    ///
    /// - Parameters:
    ///   - engine: The sandboxes to measure.
    ///   - rounds: How often each is started.
    /// - Returns: What each round took.
    /// - Throws: `SandboxError` when one of them cannot be started.
    package static func measure(engine: LauncherClient, rounds: Int) throws -> Samples {
        var samples = Samples()
        let bare = try bareCommand(of: engine)
        let walled = engine.image == nil ? try WalledTool() : nil
        for _ in 0..<rounds {
            samples.sandbox.append(try time { try runSandbox(engine) })
            samples.bareTool.append(try time { try runChild(bare) })
            if let walled { samples.walledTool.append(try time { try walled.run() }) }
            samples.plain.append(try time { try runChild(["/usr/bin/true"]) })
        }
        return samples
    }

    private static let bareBubblewrap = [
        BubblewrapEngine.program, "--unshare-all", "--ro-bind", "/usr", "/usr", "--symlink", "usr/lib", "/lib",
        "--symlink",
        "usr/lib64", "/lib64", "--proc", "/proc", "--dev", "/dev", "/usr/bin/true",
    ]

    /// The shortest command line with which the engine's tool starts something.
    private static func bareCommand(of engine: LauncherClient) throws -> [String] {
        guard let image = engine.image, let kind = OCIArguments.Tool(rawValue: engine.name) else {
            return bareBubblewrap
        }
        let tool = try OCITool(kind)
        let limits = ["--ulimit", "nofile=1024:1024", "--ulimit", "nproc=4096:4096"]
        let binds = ["/usr:/usr:ro", "/usr/lib:/lib:ro", "/usr/lib64:/lib64:ro"].flatMap { ["--volume", $0] }
        return [tool.path] + tool.options + ["run", "--rm", "--network", "none"] + limits + binds + [
            image, "/usr/bin/true",
        ]
    }

    private static func time(_ body: () throws -> Void) rethrows -> UInt64 {
        let start = RawInstant.now
        try body()
        return RawInstant.now.nanoseconds(since: start)
    }

    private static func runSandbox(_ engine: some Isolation) throws {
        let sandbox = try engine.start(
            SandboxSpecification(
                command: ["/usr/bin/true"],
                limits: Limits(
                    processors: [],
                    memoryBytes: 64 << 20,
                    processes: 16,
                    fileBytes: 1 << 20,
                    temporaryBytes: 1 << 20,
                    processorSeconds: 10
                )
            )
        )
        _ = try sandbox.channel.receive(limit: 1, until: .now.advanced(by: .seconds(10)))
        _ = try sandbox.end()
    }

    /// Bubblewrap with the options that the engine gives it, but no limits, control groups and user of its own.
    private struct WalledTool {
        let filter: [UInt8]
        let command =
            [BubblewrapEngine.program]
            + BubblewrapArguments(
                mounts: [],
                files: [],
                seccompDescriptor: 3,
                temporaryBytes: 1 << 20,
                environment: [:],
                command: ["/usr/bin/true"]
            ).list

        init() throws { filter = try SandboxOptions.filter(engine: .bubblewrap) }

        func run() throws {
            try StartCost.runChild(command, adding: [try MemoryFile(named: "filter", holding: filter).descriptor])
        }
    }

    private static func runChild(_ command: [String], adding files: [Descriptor] = []) throws {
        let null = try Descriptor(opening: "/dev/null", 2)
        let child = try ChildProcess.start(
            .init(
                path: command[0],
                arguments: command,
                environment: ["PATH": "/usr/sbin:/usr/bin:/sbin:/bin", "HOME": "/root"],
                descriptors: [null, null, null] + files
            )
        )
        guard child.wait(atMost: .seconds(60)) == 0 else {
            throw SandboxError(.spawnFailed, "\(command[0]) did not end well")
        }
    }
}
