import Glibc

/// A running container as the launcher holds it.
struct OCISandbox: EngineSandbox {
    let tool: OCITool
    let job: OCIJob
    /// The engine's client, which ends when the container has been started.
    let runner: ChildProcess
    let process: ContainerProcess
    /// What watches over the container, and removes it when it ends; nil where that is somebody else's child.
    let supervisor: Stranger?
    let channel: Channel
    let log: Descriptor
    let freezerDescriptors: [Descriptor]
    let meter: Descriptor?

    /// As long as for other sandboxes, and as long again for the engine's own clearing up.
    private static let patience = Duration.seconds(20)

    var awaited: [pid_t] { [runner.identifier, process.awaited] }
    var root: pid_t { process.identifier }

    func move(to processors: [Int]) throws { try job.groups?.confine(to: processors) }

    func end() -> SandboxUsage {
        job.groups?.kill()
        process.kill()
        let deadline = RawInstant.now.advanced(by: Self.patience)
        let isGone = process.wait(atMost: Self.patience)
        process.release()
        while let groups = job.groups, !groups.isEmpty, RawInstant.now < deadline { usleep(500) }
        var usage = job.groups?.usage() ?? SandboxUsage(isEmpty: isGone)
        usage.isEmpty = usage.isEmpty && isGone
        _ = runner.wait(atMost: Self.patience)
        // The supervisor removes the container; where it does not, or is none of ours, the engine is asked to.
        if supervisor?.wait(atMost: Self.patience) != true { _ = try? tool.ask(["rm", "--force", job.name]) }
        while let groups = job.groups, !groups.remove(), RawInstant.now < deadline { usleep(500) }
        job.folder.remove()
        return usage
    }
}
