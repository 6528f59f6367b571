import Glibc

/// The command line of one container: a pure function of what is wanted and what the machine has.
///
/// What podman and docker share comes first; what only one of them understands has a list of its own.
struct OCIArguments: Sendable {
    /// The program that is asked for containers.
    enum Tool: String, Sendable {
        case podman
        case docker
    }

    var tool: Tool
    /// The container's name, which is its job's.
    var name: String
    /// The image by its digest.
    var image: String
    /// The folder of the job in the control groups; nil leaves the container to the engine's own.
    var cgroupParent: String?
    /// The first of 65 536 numbers of the host that the container's users have; nil leaves the choice to the engine.
    var firstUser: UInt32?
    /// The file with the system call filter.
    var profile: String
    /// The folder with the socket at which the gate waits.
    var gateFolder: String
    var mounts: [(source: String, target: String)]
    /// Paths inside of empty folders that only this sandbox sees, and may write to.
    var ownFolders: [String] = []
    /// Whether it reaches the machine's accelerators, by the container device interface.
    var usesAccelerator = false
    /// Limits of each process.
    var resourceLimits: [(name: String, value: Int)] = []
    var temporaryBytes: Int
    var environment: [String: String]
    var command: [String]
    /// Answers whether the host has a path.
    ///
    /// Injected, so that the list can be tested anywhere.
    var exists: @Sendable (String) -> Bool = { access($0, F_OK) == 0 }

    /// All arguments after the engine's own options.
    var list: [String] {
        ["run", "--detach", "--rm", "--name", name] + options + [image]
            + Gate.command(environment: variables, command: command)
    }

    /// The options that make the walls.
    var options: [String] {
        walls + (tool == .podman ? podmanWalls : []) + groups + limits + folders + binds
            + (usesAccelerator ? ["--device", "nvidia.com/gpu=all"] : [])
    }

    private var walls: [String] {
        [
            "--network", "none", "--ipc", "none", "--cgroupns", "private", "--read-only", "--cap-drop", "ALL",
            "--security-opt", "no-new-privileges", "--security-opt", "seccomp=\(profile)", "--user", "65534:65534",
            "--hostname", "sandbox", "--workdir", "/tmp", "--log-driver", "none", "--pull", "never",
        ]
    }

    private var podmanWalls: [String] {
        var list = [
            "--read-only-tmpfs=false", "--no-hosts", "--passwd=false", "--http-proxy=false", "--systemd", "false",
            "--sdnotify", "ignore", "--security-opt", "mask=\(masked.joined(separator: ":"))",
            "--tmpfs", "/sys:ro,size=4k",
        ]
        if let firstUser {
            for option in ["--uidmap", "--gidmap"] { list += [option, "0:\(firstUser):65536"] }
        }
        return list
    }

    private var masked: [String] {
        let entries = SandboxContents.hiddenFiles + SandboxContents.hiddenFolders
        let shown = entries.filter { exists("/proc/\($0)") && !(usesAccelerator && $0 == "driver") }
        // Pseudo terminals are counted for the whole machine.
        return shown.map { "/proc/\($0)" } + ["/dev/pts", "/dev/mqueue", "/run", "/sys/fs/cgroup"]
    }

    private var groups: [String] {
        guard let cgroupParent else { return [] }
        return (tool == .podman ? ["--cgroups", "no-conmon"] : []) + ["--cgroup-parent", cgroupParent]
    }

    private var limits: [String] {
        resourceLimits.flatMap { ["--ulimit", "\($0.name)=\($0.value):\($0.value)"] }
    }

    private var folders: [String] {
        (["/dev/shm", "/tmp"] + ownFolders).flatMap {
            ["--tmpfs", "\($0):rw,exec,nosuid,nodev,size=\(temporaryBytes),mode=1777"]
        }
    }

    private var binds: [String] {
        var pairs = [(source: "/usr", target: "/usr")]
        for name in ["bin", "sbin", "lib", "lib32", "lib64"] where exists("/usr/\(name)") {
            pairs.append(("/usr/\(name)", "/\(name)"))
        }
        for path in ["/etc/ld.so.cache", "/etc/alternatives", "/sys/devices/system/cpu"] where exists(path) {
            pairs.append((path, path))
        }
        pairs += mounts + [(gateFolder, Gate.folder)]
        return pairs.flatMap { ["--volume", "\($0.source):\($0.target):ro"] }
    }

    private var variables: [String: String] {
        SandboxContents.environment(
            adding: environment,
            driver: usesAccelerator ? Accelerator.variables(exists: exists) : [:]
        )
    }
}
