import CSpawn
import Glibc

/// A process that is not the launcher's child, held by a descriptor, so that its number cannot come to mean another.
struct Stranger {
    private let handle: Descriptor

    /// Takes hold of a process.
    ///
    /// - Throws: `SandboxError.Code.spawnFailed` when it is gone.
    init(_ process: pid_t) throws {
        handle = Descriptor(
            owning: try SandboxError.check(tiltyard_open_process(process), .spawnFailed, "process \(process) is gone")
        )
    }

    /// The descriptor, as long as this lives.
    var descriptor: Descriptor { handle }

    func kill() { _ = tiltyard_signal_process(handle.number, SIGKILL) }

    /// Waits for its end.
    ///
    /// - Returns: Whether it came before `limit` passed.
    func wait(atMost limit: Duration) -> Bool {
        tiltyard_wait_for_stranger(handle.number, Int32(clamping: limit.wholeNanoseconds / 1_000_000)) == 1
    }
}
