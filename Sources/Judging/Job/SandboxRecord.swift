import Crypto
import Rules
import Sandbox

/// The walls around a contestant, as they can be compared between machines.
package struct SandboxRecord: Sendable, Hashable, Codable {
    /// The options that every sandbox is started with, without the host's paths.
    package var options: [String]
    /// The SHA-256 of the system call filter, as the kernel is given it.
    package var filter: String

    /// Reads what this machine would give a sandbox: nil when there is no filter.
    static func current(mounts: [String], temporaryBytes: Int) -> SandboxRecord? {
        guard let filter = try? SandboxOptions.filter() else { return nil }
        return SandboxRecord(
            options: SandboxOptions.list(mounts: mounts, temporaryBytes: temporaryBytes),
            filter: Hex.text(SHA256.hash(data: filter))
        )
    }
}
