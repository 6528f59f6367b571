import Sandbox

/// An engine for tests that must not get as far as starting a sandbox.
struct NoIsolation: Isolation {
    let name = "none"
    var degradations: [Degradation] = []

    func start(_ specification: SandboxSpecification) throws -> any SandboxInstance {
        throw SandboxError(.spawnFailed, "this engine starts nothing")
    }
}

/// A fault: contestants run in real sandboxes, but their launcher answers no more when they are to be ended.
struct DyingLauncher: Isolation {
    let inner: LauncherClient
    let name = "dying"
    let degradations: [Degradation] = []

    func start(_ specification: SandboxSpecification) throws -> any SandboxInstance {
        let sandbox = try inner.start(specification)
        return specification.command.last == "contestant" ? Orphan(inner: sandbox) : sandbox
    }

    private struct Orphan: SandboxInstance {
        let inner: any SandboxInstance
        var channel: Channel { inner.channel }
        var log: Descriptor { inner.log }
        var meter: ProcessorMeter? { inner.meter }

        func freeze(within limit: Duration) throws { try inner.freeze(within: limit) }
        func thaw() throws { try inner.thaw() }
        func move(to processors: [Int]) throws { try inner.move(to: processors) }

        func end() throws -> SandboxUsage {
            _ = try inner.end()
            throw SandboxError(.launcher, "the launcher is gone")
        }
    }
}
