/// Why a sandbox could not be made, driven or removed.
///
/// None of these is the competitor's doing.
package struct SandboxError: Error, Sendable, Equatable, CustomStringConvertible {
    /// What went wrong, in a form that code can act on.
    package struct Code: Sendable, Hashable {
        private enum Kind { case spawnFailed, missingTool, cgroup, channel, memoryFile, launcher, freeze }
        private let kind: Kind
        /// The child could not be started.
        package static let spawnFailed = Self(kind: .spawnFailed)
        /// A program or file that the sandbox needs is not on this machine.
        package static let missingTool = Self(kind: .missingTool)
        /// A control group could not be made, read or removed.
        package static let cgroup = Self(kind: .cgroup)
        /// A socket failed.
        package static let channel = Self(kind: .channel)
        /// A memory file could not be made or sealed.
        package static let memoryFile = Self(kind: .memoryFile)
        /// The launcher answered something unexpected or is gone.
        package static let launcher = Self(kind: .launcher)
        /// The sandbox did not stand still in time.
        package static let freeze = Self(kind: .freeze)
    }

    /// What went wrong.
    package let code: Code
    /// One sentence that names the object and the value.
    package let message: String

    package init(_ code: Code, _ message: String) {
        self.code = code
        self.message = message
    }

    package var description: String { message }

    package static func == (left: Self, right: Self) -> Bool { left.code == right.code }

    /// Throws when a call of `CSpawn` or the C library answered a negative error number; returns its result otherwise.
    @discardableResult
    static func check(_ result: Int32, _ code: Code, _ doing: @autoclosure () -> String) throws -> Int32 {
        guard result < 0 else { return result }
        throw SandboxError(code, "\(doing()): \(ErrorNumber(-result))")
    }
}
