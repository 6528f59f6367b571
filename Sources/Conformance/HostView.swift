import FoundationEssentials
import Glibc

/// What the host sees of a sandbox, and what is left of it.
struct HostView: Sendable {
    /// A process of a sandbox as the host sees it.
    struct Process: Sendable, Hashable {
        var identifier: pid_t
        var user: UInt32
        /// The name of its job in the control groups, if it is in any.
        var job: String?
    }

    /// The Python processes that have `mark` on their command line.
    static func processes(marked mark: String) -> [Process] {
        names(in: "/proc").compactMap { pid_t($0) }.compactMap { process in
            guard
                process != getpid(), let line = text("/proc/\(process)/cmdline"), line.contains(mark),
                line.hasPrefix("/usr/bin/python3"), let status = text("/proc/\(process)/status"),
                let user = field("Uid:", in: status).flatMap({ UInt32($0) })
            else { return nil }
            return Process(identifier: process, user: user, job: job(of: process))
        }
    }

    /// The processes of a user, but for those that have ended and wait to be reaped.
    static func processes(ofUser user: UInt32) -> [pid_t] {
        names(in: "/proc").compactMap { pid_t($0) }.filter { process in
            guard let status = text("/proc/\(process)/status"), field("State:", in: status) != "Z" else { return false }
            return field("Uid:", in: status) == "\(user)"
        }
    }

    /// The folders of a job that are left in any hierarchy of control groups.
    static func controlGroups(ofJob job: String) -> [String] {
        let root = "/sys/fs/cgroup"
        return (["."] + names(in: root)).map { "\(root)/\($0)/tiltyard/\(job)" }.filter { access($0, F_OK) == 0 }
    }

    /// Mounts of this machine that sandboxes could have left.
    static func mounts() -> Set<String> {
        let lines = (text("/proc/self/mountinfo") ?? "").split(separator: "\n").map { line in
            line.split(separator: " ").dropFirst(4).first.map(String.init) ?? ""
        }
        return Set(lines.filter { $0.contains("tiltyard") || $0.contains("containers/") })
    }

    /// Files that sandboxes could have left.
    static func files() -> Set<String> {
        var found: Set<String> = []
        var waiting = ["/run/tiltyard"]
        while let folder = waiting.popLast() {
            for name in names(in: folder) {
                found.insert("\(folder)/\(name)")
                waiting.append("\(folder)/\(name)")
            }
        }
        return found
    }

    private static func job(of process: pid_t) -> String? {
        for line in (text("/proc/\(process)/cgroup") ?? "").split(separator: "\n") {
            let parts = line.split(separator: "/")
            if let place = parts.firstIndex(of: "tiltyard"), place + 1 < parts.count { return String(parts[place + 1]) }
        }
        return nil
    }

    private static func field(_ name: String, in status: String) -> String? {
        status.split(separator: "\n").first { $0.hasPrefix(name) }?
            .split { $0 == "\t" || $0 == " " }.dropFirst().first.map(String.init)
    }

    private static func text(_ path: String) -> String? {
        FileManager.default.contents(atPath: path).map { String(decoding: $0, as: UTF8.self) }
    }

    private static func names(in path: String) -> [String] {
        (try? FileManager.default.contentsOfDirectory(atPath: path)) ?? []
    }
}
