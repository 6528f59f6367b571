/// One sandbox to be started: what runs in it and what it may see.
package struct SandboxSpecification: Sendable {
    /// A file that exists in this sandbox only, read-only.
    package struct File: Sendable {
        /// The absolute path inside.
        package var path: String
        /// The content.
        package var content: MemoryFile

        package init(path: String, content: MemoryFile) {
            self.path = path
            self.content = content
        }
    }

    /// The program and its arguments, as paths inside the sandbox.
    package var command: [String]
    /// Environment variables beside the fixed ones.
    package var environment: [String: String]
    /// Files that exist in this sandbox only; at most 4.
    package var files: [File]
    /// Paths of empty folders of its own, which it may fill as far as `limits.temporaryBytes`; at most 4.
    package var folders: [String]
    /// The names of the folders that it sees beside those that every sandbox sees.
    package var mounts: [String]
    /// Whether it reaches the machine's accelerators.
    package var usesAccelerator: Bool
    /// What it may use.
    package var limits: Limits

    package init(
        command: [String],
        environment: [String: String] = [:],
        files: [File] = [],
        folders: [String] = [],
        mounts: [String] = [],
        usesAccelerator: Bool = false,
        limits: Limits
    ) {
        self.command = command
        self.environment = environment
        self.files = files
        self.folders = folders
        self.mounts = mounts
        self.usesAccelerator = usesAccelerator
        self.limits = limits
    }
}
