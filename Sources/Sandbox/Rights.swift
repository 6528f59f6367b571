import CSpawn
import Glibc

/// Giving up root's rights.
package enum Rights {
    /// The user that judges run as where there is root; sandboxes have the numbers after it.
    package static let judge: UInt32 = 200_000

    /// Whether this process may do everything.
    package static var isRoot: Bool { geteuid() == 0 }

    /// Hands `folder` to the judge's user, enters it, and becomes that user in every thread, for ever.
    ///
    /// The folder is entered first: the path to it may lead through folders that only root may enter. Without root
    /// this only enters the folder.
    package static func becomeJudge(in folder: String) throws {
        guard chdir(folder) == 0 else {
            throw SandboxError(.missingTool, "cannot enter \(folder): \(ErrorNumber.last)")
        }
        guard isRoot else { return }
        guard chown(".", judge, judge) == 0 else {
            throw SandboxError(.missingTool, "cannot hand over \(folder): \(ErrorNumber.last)")
        }
        try SandboxError.check(tiltyard_become(judge), .spawnFailed, "cannot become user \(judge)")
    }
}
