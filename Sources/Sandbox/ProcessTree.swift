import Glibc

/// The processes of the machine as a tree.
enum ProcessTree {
    /// A process and everything below it.
    static func descendants(of root: pid_t) -> Set<pid_t> {
        let children = allChildren()
        var found: Set<pid_t> = [root]
        var waiting = [root]
        while let next = waiting.popLast() {
            for child in children[next] ?? [] where found.insert(child).inserted { waiting.append(child) }
        }
        return found
    }

    /// The children of a process.
    static func children(of process: pid_t) -> [pid_t] { allChildren()[process] ?? [] }

    private static func allChildren() -> [pid_t: [pid_t]] {
        var children: [pid_t: [pid_t]] = [:]
        for name in ControlFile.names(in: "/proc") {
            guard let process = pid_t(name), let parent = parent(of: process) else { continue }
            children[parent, default: []].append(process)
        }
        return children
    }

    /// The parent of a process; nil when there is no such process.
    static func parent(of process: pid_t) -> pid_t? {
        // The command's name stands in brackets and may hold anything, brackets included.
        ControlFile.read("/proc/\(process)/stat")?.split(separator: ")").last?.split(separator: " ").dropFirst().first
            .flatMap { pid_t($0) }
    }
}
