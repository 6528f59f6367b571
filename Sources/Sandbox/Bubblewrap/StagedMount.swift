import Glibc

/// What bubblewrap finds at one place below the root that it is started under.
///
/// As root the launcher starts it under a root that holds only what sandboxes may be shown: no other file of the host is in
/// reach, whatever bubblewrap does wrong, and the list of mounts that it reads again and again is short.
struct StagedMount: Sendable, Hashable {
    /// The path on the host; `nil` is an empty folder.
    var source: String?
    /// The path below the root, without its first slash.
    var name: String
    /// Whether what is mounted below the source stays away.
    var isAlone = false

    /// A root for one sandbox.
    ///
    /// - Parameters:
    ///   - mounts: The folders that it is shown beside the system's.
    ///   - exists: Answers whether the host has a path; injected, so that the list can be tested anywhere.
    /// - Returns: What to show, in order.
    static func root(
        adding mounts: [LauncherConfiguration.Mount],
        exists: (String) -> Bool = { access($0, F_OK) == 0 }
    ) -> [StagedMount] {
        // Drivers in containers are mounted file by file below /usr and /dev.
        let system = ["/usr", "/bin", "/sbin", "/lib", "/lib32", "/lib64", "/dev"].filter(exists).map {
            StagedMount(source: $0, name: String($0.dropFirst()))
        }
        // Bubblewrap mounts processes anew, and may only where the kernel sees nothing that hides some of them.
        let narrow = ["/proc", "/sys/devices/system/cpu", "/etc/ld.so.cache", "/etc/alternatives"].filter(exists).map {
            StagedMount(source: $0, name: String($0.dropFirst()), isAlone: true)
        }
        // Where bubblewrap builds the sandbox's root.
        let room = [StagedMount(source: nil, name: "tmp")]
        return system + narrow + room + mounts.map { .init(source: $0.source, name: name(of: $0), isAlone: true) }
    }

    /// Where one of a sandbox's own folders lies below the root.
    static func name(of mount: LauncherConfiguration.Mount) -> String { "shown/\(mount.name)" }
}
