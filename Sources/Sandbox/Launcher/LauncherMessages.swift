/// What a launcher is told once, at its start, by whoever starts it with full rights.
package struct LauncherConfiguration: Sendable, Hashable, Codable {
    /// A folder of the host that sandboxes see, read-only.
    package struct Mount: Sendable, Hashable, Codable {
        /// The path on the host.
        package var source: String
        /// A word without slashes, for staging.
        package var name: String
        /// The path inside.
        package var target: String
        /// Whether every sandbox sees it, and not only those that name it.
        package var isShared: Bool

        package init(source: String, name: String, target: String, isShared: Bool = true) {
            self.source = source
            self.name = name
            self.target = target
            self.isShared = isShared
        }
    }

    /// What makes the sandboxes.
    package var engine: EngineName
    /// The folders that sandboxes see beside the system's own `/usr`.
    package var mounts: [Mount]
    /// Off: control groups are left alone, as on a machine that has none.
    package var usesCgroups: Bool

    package init(engine: EngineName = .bubblewrap, mounts: [Mount], usesCgroups: Bool = true) {
        self.engine = engine
        self.mounts = mounts
        self.usesCgroups = usesCgroups
    }
}

/// What the host asks of the launcher.
///
/// The host has no rights and is not trusted with paths of the machine.
enum LauncherRequest: Sendable, Codable {
    /// Taken once, from whoever started the launcher with full rights.
    case configure(LauncherConfiguration)
    /// Asks what makes the sandboxes, and what the machine cannot promise.
    case describe
    /// The content of the files comes as descriptors, in the order of their paths.
    case start(
        command: [String],
        environment: [String: String],
        filePaths: [String],
        folders: [String],
        mounts: [String],
        usesAccelerator: Bool,
        limits: Limits
    )
    case move(sandbox: Int, processors: [Int])
    case stopBySignal(sandbox: Int)
    case continueBySignal(sandbox: Int)
    case end(sandbox: Int)
}

/// What makes sandboxes behind a launcher.
struct LauncherDescription: Sendable, Codable {
    var engine: EngineName
    /// The digest of the image, where the engine has one.
    var image: String?
    var degradations: [Degradation]
}

/// What the launcher answers.
enum LauncherReply: Sendable, Codable {
    case configured(LauncherDescription)
    /// Descriptors: channel, log, the file of the meter where it is metered, and where there is one the two files of the
    /// freezer.
    case started(sandbox: Int, isMetered: Bool)
    case done
    case ended(SandboxUsage)
    case failed(String)
}
