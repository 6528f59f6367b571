import Glibc
import Synchronization

/// Removes what launchers that were killed left behind.
///
/// Processes die with their launcher, mounts with their namespace and user numbers with their lock; control groups stay.
package enum Janitor {
    private static let count = Atomic(0)

    /// A fresh name that tells which process made the job: its number and the time it was started.
    static func makeJobName() -> String {
        let own = getpid()
        let number = count.add(1, ordering: .relaxed).newValue
        return "job-\(own)-\(startTime(of: own) ?? "0")-\(number)"
    }

    /// Removes the jobs of launchers that are gone.
    ///
    /// - Returns: How many jobs were removed, and how many could not be.
    @discardableResult
    package static func sweep(_ host: CgroupHost = .detect()) -> (removed: Int, left: Int) {
        var result = (removed: 0, left: 0)
        for name in host.jobNames().sorted() where !hasLivingLauncher(name) {
            let job = CgroupJob(name: name, host: host)
            job.kill()
            let deadline = RawInstant.now.advanced(by: .seconds(5))
            while !job.remove(), RawInstant.now < deadline { usleep(2000) }
            if job.remove() { result.removed += 1 } else { result.left += 1 }
        }
        return result
    }

    /// Removes the containers and the folders of launchers that are gone.
    ///
    /// An engine's supervisor removes a container that ends, unless it was killed itself or the machine stopped.
    static func sweepContainers(with tool: OCITool) {
        let listed = try? tool.ask(["ps", "--all", "--filter", "name=^job-", "--format", "{{.Names}}"])
        let names = Set((listed ?? "").split(separator: "\n").map(String.init))
        for name in names.sorted() where !hasLivingLauncher(name) { _ = try? tool.ask(["rm", "--force", name]) }
        for name in ControlFile.names(in: ContainerFolder.root) where !hasLivingLauncher(name) {
            ContainerFolder(existing: name).remove()
        }
    }

    private static func hasLivingLauncher(_ name: String) -> Bool {
        let parts = name.split(separator: "-")
        guard parts.count == 4, let process = pid_t(parts[1]) else { return false }
        return startTime(of: process).map { $0 == parts[2] } ?? false
    }

    /// Field 22 of `/proc/PID/stat`: process numbers come round again, this does not.
    ///
    /// - Returns: Nil for a process that is gone, or has ended and waits for its parent to take note.
    private static func startTime(of process: pid_t) -> String? {
        let fields = ControlFile.read("/proc/\(process)/stat")?.split(separator: ")").last?.split(separator: " ") ?? []
        guard let state = fields.first, !["Z", "X"].contains(state) else { return nil }
        return fields.dropFirst(19).first.map(String.init)
    }
}
