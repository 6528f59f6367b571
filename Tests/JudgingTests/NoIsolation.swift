import Sandbox

/// An engine for tests that must not get as far as starting a sandbox.
struct NoIsolation: Isolation {
    let name = "none"
    let degradations: [Degradation] = []

    func start(_ specification: SandboxSpecification) throws -> any SandboxInstance {
        throw SandboxError(.spawnFailed, "this engine starts nothing")
    }
}
