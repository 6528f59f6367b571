import Glibc

/// The folder of the launcher's own files while the machine runs.
enum RuntimeFolder {
    static let path = "/run/tiltyard"
    /// An empty folder; what is mounted on it is seen by one child alone.
    static let stage = "/run/tiltyard/stage"
    static let users = "/run/tiltyard/users"

    static func prepare() throws {
        for folder in [path, stage, users] { try ControlFile.makeFolder(folder) }
    }
}

/// A user number that belongs to one sandbox at a time, so that two tenants never share signals, limits or files.
final class UserSlot: Sendable {
    /// The numbers reserved for sandboxes; the one before them is the judge's own.
    package static let range: ClosedRange<UInt32> = 200_001...200_064

    let user: UInt32
    /// The user inside a container; bubblewrap's sandboxes have the same number inside.
    static let containerUser: UInt32 = 65_534
    /// The first of the 65 536 numbers of the host that the users of a container in this slot have.
    var firstContainerUser: UInt32 { 0x1000_0000 + (user - Self.range.lowerBound) * 65_536 }
    // Holds the lock; the kernel lets it go when the launcher dies, however it dies.
    private let lock: Descriptor

    private init(user: UInt32, lock: Descriptor) {
        self.user = user
        self.lock = lock
    }

    /// Takes the first free number.
    ///
    /// - Throws: `SandboxError.Code.spawnFailed` when all are taken.
    static func take() throws -> UserSlot {
        for user in range {
            let lock = try Descriptor(opening: "\(RuntimeFolder.users)/\(user)", O_RDWR | O_CREAT)
            if flock(lock.number, LOCK_EX | LOCK_NB) == 0 { return UserSlot(user: user, lock: lock) }
        }
        throw SandboxError(.spawnFailed, "all \(range.count) user numbers for sandboxes are taken")
    }
}
