import CSpawn
import Glibc

/// The processes of ended sandboxes whose parent went before them.
///
/// They would wait for the machine's first process to take note of their end. In a container that may be a program which
/// never does, and ended processes count against the limit of their user.
enum Orphans {
    /// Makes this process their parent; without success everything works where the first process does its duty.
    static func adopt() {
        _ = tiltyard_adopt_orphans()
    }

    /// Takes note of the end of children that nobody waits for.
    ///
    /// - Parameter awaited: Children that somebody waits for.
    static func reap(butFor awaited: Set<pid_t>) {
        // Processes that lose their parent become children of this process's first thread.
        let children = ControlFile.read("/proc/self/task/\(getpid())/children") ?? ""
        for child in children.split(separator: " ").compactMap({ pid_t($0) }) where !awaited.contains(child) {
            waitpid(child, nil, WNOHANG)
        }
    }
}
