import Glibc

/// Starts bubblewrap sandboxes.
///
/// It runs in the launcher, the only process that may have root's rights.
///
/// Root is given up before bubblewrap starts: run as root, its sandboxes would keep the host's user 0 on every file.
final class BubblewrapEngine: SandboxEngine {
    static let program = "/usr/bin/bwrap"

    let image: String? = nil
    private let cgroups: CgroupHost
    private let configuration: LauncherConfiguration
    private let isRoot = geteuid() == 0
    /// Built once: it is the same for every sandbox.
    private let filter: [UInt8]

    init(configuration: LauncherConfiguration, cgroups: CgroupHost) throws {
        guard access(Self.program, X_OK) == 0 else {
            throw SandboxError(.missingTool, "\(Self.program) is missing; install the package bubblewrap")
        }
        filter = try SandboxOptions.filter(engine: .bubblewrap)
        self.configuration = configuration
        self.cgroups = cgroups
        if isRoot { try RuntimeFolder.prepare() }
        if cgroups.layout != .none { try cgroups.prepare() }
    }

    func start(_ specification: SandboxSpecification) throws -> any EngineSandbox {
        let slot = isRoot ? try UserSlot.take() : nil
        let job =
            cgroups.layout == .none
            ? nil : try CgroupJob.make(Janitor.makeJobName(), on: cgroups, limits: specification.limits)
        do {
            return try launch(specification, slot: slot, job: job)
        } catch {
            job?.remove()
            throw error
        }
    }

    private func launch(_ specification: SandboxSpecification, slot: UserSlot?, job: CgroupJob?) throws
        -> BubblewrapProcess
    {
        let (near, far) = try Channel.makePair()
        let (logReader, logWriter) = try Descriptor.makePipe()
        _ = fcntl(logReader.number, F_SETFL, O_NONBLOCK)
        let filter = try MemoryFile(named: "filter", holding: filter).descriptor
        var table = [try Descriptor(opening: "/dev/null", O_RDONLY), logWriter, logWriter, far.descriptor, filter]
        let files = try Self.accountFiles() + specification.files
        let firstFile = table.count
        table += files.map(\.content.descriptor)
        let mounts = configuration.mounts.filter { $0.isShared || specification.mounts.contains($0.name) }
        let devices = specification.usesAccelerator ? Accelerator.devices() : []
        let arguments = BubblewrapArguments(
            mounts: mounts.map { .init(source: source(of: $0), target: $0.target) },
            files: files.enumerated().map { ($1.path, firstFile + $0) },
            ownFolders: specification.folders,
            devices: devices,
            seccompDescriptor: 4,
            temporaryBytes: specification.limits.temporaryBytes,
            environment: specification.environment,
            command: specification.command
        )
        // The options travel in a file: on a command line, the sandbox would see the host's paths in /proc/1/cmdline.
        let options = Array(arguments.list.dropLast(specification.command.count + 1).joined(separator: "\0").utf8) + [0]
        table.append(try MemoryFile(named: "arguments", holding: options).descriptor)
        let child = try ChildProcess.start(
            .init(
                path: Self.program,
                arguments: ["bwrap", "--args", "\(table.count - 1)", "--"] + specification.command,
                descriptors: table,
                cgroups: try job?.openEntrances() ?? CgroupEntrances(),
                resourceLimits: SandboxContents.resourceLimits(specification.limits).map { ($0.resource, $0.value) },
                stage: isRoot ? RuntimeFolder.stage : nil,
                shown: isRoot ? StagedMount.root(adding: mounts, devices: devices) : [],
                user: slot?.user
            )
        )
        let freezer = try job?.openFreezer() ?? []
        return BubblewrapProcess(
            child: child,
            job: job,
            slot: slot,
            channel: near,
            log: logReader,
            freezerDescriptors: freezer,
            meter: job?.openMeter()
        )
    }

    private func source(of mount: LauncherConfiguration.Mount) -> String {
        isRoot ? "/\(StagedMount.name(of: mount))" : mount.source
    }

    /// The few files of `/etc` that programs expect.
    private static func accountFiles() throws -> [SandboxSpecification.File] {
        let contents = [
            ("/etc/passwd", "nobody:x:65534:65534:nobody:/tmp:/bin/false\n"),
            ("/etc/group", "nogroup:x:65534:\n"),
            ("/etc/hosts", "127.0.0.1 localhost sandbox\n"),
        ]
        return try contents.map { path, text in
            .init(path: path, content: try MemoryFile(named: "etc", holding: Array(text.utf8)))
        }
    }
}
