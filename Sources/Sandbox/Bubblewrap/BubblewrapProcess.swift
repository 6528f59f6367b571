import Glibc

/// A running bubblewrap sandbox as the launcher holds it.
struct BubblewrapProcess: EngineSandbox {
    let child: ChildProcess
    let job: CgroupJob?
    let slot: UserSlot?
    let channel: Channel
    let log: Descriptor
    let freezerDescriptors: [Descriptor]
    let meter: Descriptor?

    /// How long the kernel may take to take down a tree; 300 000 files in memory took 0.6 s.
    private static let patience = Duration.seconds(20)

    var awaited: [pid_t] { [child.identifier] }
    var root: pid_t { child.identifier }

    func move(to processors: [Int]) throws { try job?.confine(to: processors) }

    func end() -> SandboxUsage {
        job?.kill()
        // Without control groups nobody else tells when the tree is gone: the first process of its namespace ends last.
        let first = job == nil ? ProcessTree.children(of: child.identifier).compactMap { try? Stranger($0) } : []
        // It dies with bubblewrap, and everything inside with it.
        child.signal(SIGKILL)
        let deadline = RawInstant.now.advanced(by: Self.patience)
        let isReaped = child.wait(atMost: Self.patience) != nil
        if let job {
            while !job.isEmpty, RawInstant.now < deadline { usleep(500) }
            var usage = job.usage()
            while !job.remove(), RawInstant.now < deadline { usleep(500) }
            usage.isEmpty = usage.isEmpty && isReaped
            return usage
        }
        return SandboxUsage(isEmpty: first.allSatisfy { $0.wait(atMost: Self.patience) } && isReaped)
    }
}
