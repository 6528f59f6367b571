import Glibc

/// The command line of one bubblewrap sandbox: a pure function of what is wanted and what the machine has.
struct BubblewrapArguments: Sendable {
    /// A folder of the host that every sandbox sees, read-only.
    struct Mount: Sendable, Hashable {
        var source: String
        var target: String
    }

    var mounts: [Mount]
    /// Paths inside, each with the descriptor from which its content is read.
    var files: [(path: String, descriptor: Int)]
    /// Paths inside of empty folders that only this sandbox sees, and may write to.
    var ownFolders: [String] = []
    /// Device files that the sandbox reaches, with the driver's folder in `/proc`.
    var devices: [String] = []
    var seccompDescriptor: Int
    var temporaryBytes: Int
    var environment: [String: String]
    var command: [String]
    /// Answers whether the host has a path.
    ///
    /// Injected, so that the list can be tested anywhere.
    var exists: @Sendable (String) -> Bool = { access($0, F_OK) == 0 }

    /// All arguments after the program's name.
    var list: [String] {
        namespaces + root + processes + folders + contents
            + ["--remount-ro", "/dev", "--remount-ro", "/", "--chdir", "/tmp"]
            + variables + ["--seccomp", "\(seccompDescriptor)", "--"] + command
    }

    private var namespaces: [String] {
        [
            "--unshare-user", "--unshare-pid", "--unshare-net", "--unshare-ipc", "--unshare-uts", "--unshare-cgroup",
            "--disable-userns", "--assert-userns-disabled", "--uid", "65534", "--gid", "65534", "--hostname", "sandbox",
            "--die-with-parent", "--new-session", "--cap-drop", "ALL",
        ]
    }

    private var root: [String] {
        var list = ["--ro-bind", "/usr", "/usr"]
        for name in ["bin", "sbin", "lib", "lib32", "lib64"] where exists("/usr/\(name)") {
            list += ["--symlink", "usr/\(name)", "/\(name)"]
        }
        return list + [
            "--ro-bind-try", "/etc/ld.so.cache", "/etc/ld.so.cache",
            "--ro-bind-try", "/etc/alternatives", "/etc/alternatives",
        ]
    }

    private var processes: [String] {
        var list = ["--proc", "/proc", "--dev", "/dev"]
        // Pseudo terminals are counted for the whole machine.
        list += ["--tmpfs", "/dev/pts", "--ro-bind", "/dev/null", "/dev/ptmx"]
        list += ["--ro-bind-try", "/sys/devices/system/cpu", "/sys/devices/system/cpu"]
        for name in SandboxContents.hiddenFiles where exists("/proc/\(name)") {
            list += ["--ro-bind", "/dev/null", "/proc/\(name)"]
        }
        list += devices.flatMap { ["--dev-bind", $0, $0] }
        for name in SandboxContents.hiddenFolders
        where exists("/proc/\(name)") && !(name == "driver" && !devices.isEmpty) {
            list += ["--tmpfs", "/proc/\(name)", "--remount-ro", "/proc/\(name)"]
        }
        return list
    }

    private var folders: [String] {
        let temporary = ["/dev/shm", "/tmp"].flatMap {
            ["--size", "\(temporaryBytes)", "--perms", "1777", "--tmpfs", $0]
        }
        let own = ownFolders.flatMap { ["--size", "\(temporaryBytes)", "--perms", "0700", "--tmpfs", $0] }
        return temporary + own + mounts.flatMap { ["--ro-bind", $0.source, $0.target] }
    }

    private var contents: [String] {
        files.flatMap { ["--perms", "0444", "--ro-bind-data", "\($0.descriptor)", $0.path] }
    }

    private var variables: [String] {
        let driver = devices.isEmpty ? [:] : Accelerator.variables(exists: exists)
        let all = SandboxContents.environment(adding: environment, driver: driver)
        return ["--clearenv"] + all.sorted { $0.key < $1.key }.flatMap { ["--setenv", $0.key, $0.value] }
    }
}
