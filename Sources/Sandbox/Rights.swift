import CSpawn
import Glibc

/// Giving up root's rights.
package enum Rights {
    /// The user that judges run as where there is root; sandboxes have the numbers after it.
    package static let judge: UInt32 = 200_000

    /// Whether this process may do everything.
    package static var isRoot: Bool { geteuid() == 0 }

    /// Hands `folder` and what is in it to the judge's user and enters it.
    ///
    /// The folder is entered before the change of user, because the path to it may lead through folders that only root
    /// may enter. Without root this only enters the folder.
    ///
    /// - Parameters:
    ///   - folder: The job's folder.
    ///   - files: The names of the files in it that the judge reads.
    /// - Throws: `SandboxError.Code.missingTool` when the folder or a file is not there.
    package static func enter(_ folder: String, handingOver files: [String]) throws {
        guard chdir(folder) == 0 else {
            throw SandboxError(.missingTool, "cannot enter \(folder): \(ErrorNumber.last)")
        }
        guard isRoot else { return }
        for name in ["."] + files {
            guard lchown(name, judge, judge) == 0 else {
                throw SandboxError(.missingTool, "cannot hand over \(folder)/\(name): \(ErrorNumber.last)")
            }
        }
    }

    /// Opens a folder for the judge's user, and makes it if it is not there.
    ///
    /// - Parameter path: The folder's path.
    /// - Returns: The open folder, which the judge can use whatever lies on the way to it.
    /// - Throws: `SandboxError.Code.missingTool` when it cannot be made or opened, or belongs to somebody else.
    package static func openFolder(_ path: String) throws -> Descriptor {
        guard mkdir(path, 0o700) == 0 || errno == EEXIST else {
            throw SandboxError(.missingTool, "cannot make the folder \(path): \(ErrorNumber.last)")
        }
        let folder = try Descriptor(opening: path, O_RDONLY | O_DIRECTORY | O_NOFOLLOW)
        var status = stat()
        guard fstat(folder.number, &status) == 0, [geteuid(), judge].contains(status.st_uid) else {
            throw SandboxError(.missingTool, "the folder \(path) belongs to another user")
        }
        fchmod(folder.number, 0o700)
        guard !isRoot || fchown(folder.number, judge, judge) == 0 else {
            throw SandboxError(.missingTool, "cannot hand over \(path): \(ErrorNumber.last)")
        }
        return folder
    }

    /// Starts this program anew in this process, as the judge's user where there is root, and with no way to gain rights.
    ///
    /// A change of user inside the running program would leave threads behind that keep root's rights: Dispatch parks the
    /// main thread where the C library does not reach it.
    ///
    /// - Parameters:
    ///   - arguments: The new program's arguments, its name first.
    ///   - descriptors: What it finds as descriptors 3, 4 and so on.
    /// - Throws: `SandboxError.Code.spawnFailed`. It does not return otherwise.
    package static func restartAsJudge(arguments: [String], keeping descriptors: [Descriptor]) throws -> Never {
        let strings = CStrings()
        let table: [Int32] = [0, 1, 2] + descriptors.map(\.number)
        let argumentVector = strings.vector(arguments)
        let environmentVector = strings.vector(["PATH=/usr/bin:/bin", "LANG=C.UTF-8"])
        let result = tiltyard_restart(isRoot ? Int64(judge) : -1, table, table.count, argumentVector, environmentVector)
        withExtendedLifetime((strings, descriptors)) {}
        throw SandboxError(.spawnFailed, "cannot start anew without rights: \(ErrorNumber(-result))")
    }

    /// The threads of this process that could still do what only root may.
    package static func privilegedThreads() -> [String] {
        ControlFile.names(in: "/proc/self/task").filter { thread in
            let status = ControlFile.read("/proc/self/task/\(thread)/status") ?? ""
            return !status.contains("CapEff:\t0000000000000000\n") || !status.contains("NoNewPrivs:\t1\n")
        }
    }
}
