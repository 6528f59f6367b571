import CSpawn
import Glibc

/// The first process of a container, which is not the launcher's child, held by a descriptor and guarded.
final class ContainerProcess {
    let identifier: pid_t
    private let handle: Descriptor
    private let guardProcess: pid_t
    private let leash: Descriptor

    /// Takes hold of a process, and has it killed when this program ends, however it ends.
    ///
    /// - Throws: `SandboxError.Code.spawnFailed` when it is gone.
    init(_ identifier: pid_t) throws {
        self.identifier = identifier
        handle = Descriptor(
            owning: try SandboxError.check(tiltyard_open_process(identifier), .spawnFailed, "the container ended at once")
        )
        let (reader, writer) = try Descriptor.makePipe()
        guardProcess = try SandboxError.check(
            tiltyard_guard(handle.number, reader.number),
            .spawnFailed,
            "cannot guard process \(identifier)"
        )
        leash = writer
    }

    /// The guard's number; it is waited for by `release`.
    var awaited: pid_t { guardProcess }

    /// Kills the process, and with it everything in its process namespace.
    func kill() { _ = tiltyard_signal_process(handle.number, SIGKILL) }

    /// Waits for the end.
    ///
    /// - Returns: Whether it came before `limit` passed.
    func wait(atMost limit: Duration) -> Bool {
        tiltyard_wait_for_stranger(handle.number, Int32(clamping: limit.wholeNanoseconds / 1_000_000)) == 1
    }

    /// Sends the guard away.
    func release() {
        write(leash.number, "x", 1)
        waitpid(guardProcess, nil, 0)
    }
}
