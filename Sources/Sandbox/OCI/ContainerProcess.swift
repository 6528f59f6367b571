import CSpawn
import Glibc

/// The first process of a container, guarded: it is killed when this program ends, however it ends.
///
/// With it dies everything in its process namespace.
final class ContainerProcess {
    let identifier: pid_t
    private let process: Stranger
    /// A child that does nothing but wait for the other end of the leash to be let go.
    private let guardian: pid_t
    private let leash: Descriptor

    /// Takes hold of a process.
    ///
    /// - Throws: `SandboxError.Code.spawnFailed` when it is gone.
    init(_ identifier: pid_t) throws {
        self.identifier = identifier
        process = try Stranger(identifier)
        let (reader, writer) = try Descriptor.makePipe()
        guardian = try SandboxError.check(
            tiltyard_guard(process.descriptor.number, reader.number),
            .spawnFailed,
            "cannot guard process \(identifier)"
        )
        leash = writer
    }

    /// The launcher's child for which `release` waits.
    var awaited: pid_t { guardian }

    func kill() { process.kill() }

    /// Waits for the end of the process.
    ///
    /// - Returns: Whether it came before `limit` passed.
    func wait(atMost limit: Duration) -> Bool { process.wait(atMost: limit) }

    /// Sends the guardian away.
    func release() {
        write(leash.number, "x", 1)
        waitpid(guardian, nil, 0)
    }
}
