import Glibc

/// What bubblewrap finds at one place below the root that it is started under.
///
/// As root the launcher starts it under a root that holds only what sandboxes may be shown, and a view of the host's
/// processes: no other file of the host is in reach, whatever bubblewrap does wrong, and the list of mounts that it reads
/// again and again is short.
struct StagedMount: Sendable, Hashable {
    /// The path on the host; `nil` is an empty folder.
    var source: String?
    /// The path below the root, without its first slash.
    var name: String
    /// Whether what is mounted below the source stays away, and a link is followed.
    var isAlone = false

    /// A root for one sandbox.
    ///
    /// - Parameters:
    ///   - mounts: The folders that it is shown beside the system's.
    ///   - devices: The device files that it is shown beside those that every sandbox has.
    ///   - exists: Answers whether the host has a path; injected, so that the list can be tested anywhere.
    /// - Returns: What to show, in order.
    static func root(
        adding mounts: [LauncherConfiguration.Mount],
        devices: [String] = [],
        exists: (String) -> Bool = { access($0, F_OK) == 0 }
    ) -> [StagedMount] {
        // Drivers in containers are mounted file by file below /usr, and what containers hide is mounted over.
        let system = ["/usr", "/bin", "/sbin", "/lib", "/lib32", "/lib64", "/sys/devices/system/cpu"]
        // Bubblewrap mounts processes anew, and may only where the kernel sees nothing that hides some of them.
        let alone = ["/proc", "/etc/ld.so.cache", "/etc/alternatives"]
        func shown(_ paths: [String], isAlone: Bool) -> [StagedMount] {
            paths.filter(exists).map { .init(source: $0, name: String($0.dropFirst()), isAlone: isAlone) }
        }
        // Where bubblewrap builds the sandbox's root.
        let room = StagedMount(source: nil, name: "tmp")
        let own = mounts.map { StagedMount(source: $0.source, name: name(of: $0), isAlone: true) }
        return shown(system + ordinary + devices, isAlone: false) + shown(alone, isAlone: true) + [room] + own
    }

    /// The device files of every sandbox.
    private static let ordinary = ["null", "zero", "full", "random", "urandom", "tty"].map { "/dev/\($0)" }

    /// Where one of a sandbox's own folders lies below the root.
    static func name(of mount: LauncherConfiguration.Mount) -> String { "shown/\(mount.name)" }
}
