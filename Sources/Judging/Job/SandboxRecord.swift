import Crypto
import Rules
import Sandbox

/// The walls around a contestant, as they can be compared between machines.
package struct SandboxRecord: Sendable, Hashable, Codable {
    /// The options that every sandbox is started with, without the host's paths.
    package var options: [String]
    /// The SHA-256 of the system call filter, as the engine is given it.
    package var filter: String
    /// The digest of the image that sandboxes are made from; nil for an engine that has none.
    package var image: String?

    /// Reads what this machine would give a sandbox: nil for an engine without a name, and when there is no filter.
    static func current(_ isolation: any Isolation, mounts: [String], temporaryBytes: Int) -> SandboxRecord? {
        guard
            let engine = EngineName(rawValue: isolation.name),
            let filter = try? SandboxOptions.filter(engine: engine)
        else { return nil }
        return SandboxRecord(
            options: SandboxOptions.list(
                engine: engine,
                image: isolation.image,
                mounts: mounts,
                temporaryBytes: temporaryBytes
            ),
            filter: Hex.text(SHA256.hash(data: filter)),
            image: isolation.image
        )
    }
}
