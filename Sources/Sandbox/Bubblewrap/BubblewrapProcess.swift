import Glibc

/// A running bubblewrap sandbox as the launcher holds it.
struct BubblewrapProcess {
    let child: ChildProcess
    let job: CgroupJob?
    let slot: UserSlot?
    let channel: Channel
    let log: Descriptor
    /// The files through which the host may freeze the sandbox; empty where there is no unified control group.
    let freezerDescriptors: [Descriptor]
    /// The file in which the kernel counts its processor time, where it does.
    let meter: Descriptor?

    /// How long the kernel may take to take down a tree; 300 000 files in memory took 0.6 s.
    private static let patience = Duration.seconds(20)

    /// Stops every process by signal, for machines without a freezer.
    ///
    /// A process born meanwhile may escape the first round, so rounds go on until one finds nobody new.
    func signalTree(_ number: Int32) {
        var stopped: Set<pid_t> = []
        while true {
            let fresh = ProcessTree.descendants(of: child.identifier).subtracting(stopped)
            guard !fresh.isEmpty else { return }
            for process in fresh { kill(process, number) }
            stopped.formUnion(fresh)
        }
    }

    /// Puts every process on other processors, where the machine can pin at all.
    func move(to processors: [Int]) throws { try job?.confine(to: processors) }

    /// Kills the tree, waits for its end and removes its control groups.
    func end() -> SandboxUsage {
        job?.kill()
        // The first process of the inner process namespace dies with bubblewrap, and everything inside with it.
        child.signal(SIGKILL)
        let deadline = RawInstant.now.advanced(by: Self.patience)
        var isReaped = child.wait(atMost: Self.patience) != nil
        if let job {
            while !job.isEmpty, RawInstant.now < deadline { usleep(500) }
            var usage = job.usage()
            while !job.remove(), RawInstant.now < deadline { usleep(500) }
            usage.isEmpty = usage.isEmpty && isReaped
            return usage
        }
        if !isReaped { isReaped = child.wait(atMost: Self.patience) != nil }
        return SandboxUsage(isEmpty: isReaped)
    }
}

/// The processes of the machine as a tree.
enum ProcessTree {
    /// A process and everything below it.
    static func descendants(of root: pid_t) -> Set<pid_t> {
        var children: [pid_t: [pid_t]] = [:]
        for name in ControlFile.names(in: "/proc") {
            guard
                let process = pid_t(name), let stat = ControlFile.read("/proc/\(name)/stat"),
                // The command's name stands in brackets and may hold anything, brackets included.
                let parent = stat.split(separator: ")").last?.split(separator: " ").dropFirst().first.flatMap({
                    pid_t($0)
                })
            else { continue }
            children[parent, default: []].append(process)
        }
        var found: Set<pid_t> = [root]
        var waiting = [root]
        while let next = waiting.popLast() {
            for child in children[next] ?? [] where found.insert(child).inserted { waiting.append(child) }
        }
        return found
    }
}
