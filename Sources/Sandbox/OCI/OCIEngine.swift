import Glibc

/// Starts sandboxes as containers of podman or docker.
///
/// It runs in the launcher. With root's rights every container has 65 536 user numbers of its own and lies in a job's
/// control groups, as a bubblewrap sandbox does; without, the engine's rootless mode decides.
final class OCIEngine: SandboxEngine {
    let image: String?
    private let tool: OCITool
    private let digest: String
    private let cgroups: CgroupHost
    private let configuration: LauncherConfiguration
    private let isRoot = geteuid() == 0

    /// How long an engine may take to start a container on a busy machine.
    private static let patience = Duration.seconds(60)

    /// - Throws: `SandboxError.Code.missingTool` when the program or its image is missing.
    init(_ kind: OCIArguments.Tool, configuration: LauncherConfiguration, cgroups: CgroupHost) throws {
        try ContainerFolder.prepare()
        tool = try OCITool(kind)
        digest = try tool.imageDigest()
        image = digest
        self.configuration = configuration
        self.cgroups = cgroups
        guard configuration.mounts.allSatisfy({ !$0.source.contains(":") && !$0.target.contains(":") }) else {
            throw SandboxError(.launcher, "container engines take no folder with a colon in its path")
        }
        if cgroups.layout != .none { try cgroups.prepare() }
        Janitor.sweepContainers(with: tool)
    }

    func start(_ specification: SandboxSpecification) throws -> any EngineSandbox {
        let slot = isRoot ? try UserSlot.take() : nil
        let name = Janitor.makeJobName()
        let folder = try ContainerFolder(name)
        let job: CgroupJob?
        do {
            job = cgroups.layout == .none ? nil : try .make(name, on: cgroups, limits: specification.limits)
        } catch {
            folder.remove()
            throw error
        }
        do {
            return try launch(specification, OCIJob(name: name, folder: folder, slot: slot, groups: job))
        } catch {
            _ = try? tool.ask(["rm", "--force", name])
            job?.kill()
            job?.remove()
            folder.remove()
            throw error
        }
    }

    private func launch(_ specification: SandboxSpecification, _ job: OCIJob) throws -> OCISandbox {
        let (near, far) = try Channel.makePair()
        let (logReader, logWriter) = try Descriptor.makePipe()
        _ = fcntl(logReader.number, F_SETFL, O_NONBLOCK)
        let (errorReader, errorWriter) = try Descriptor.makePipe()
        let gateFolder = "\(job.folder.path)/gate"
        try ControlFile.makeFolder(gateFolder)
        let gate = try Gate(in: gateFolder)
        let arguments = try arguments(specification, job, gateFolder)
        let null = try Descriptor(opening: "/dev/null", O_WRONLY)
        let runner = try tool.start(arguments.list, output: null, errors: errorWriter)
        guard let arrival = try gate.awaitArrival(whileRunning: runner, within: Self.patience) else {
            let reason =
                errorReader.readAvailable().split(separator: "\n").last ?? "it took longer than \(Self.patience)"
            throw SandboxError(.spawnFailed, "\(tool.kind.rawValue) started no container: \(reason)")
        }
        if let slot = job.slot, tool.kind == .podman {
            guard arrival.user == slot.firstContainerUser + UserSlot.containerUser else {
                throw SandboxError(.spawnFailed, "user \(arrival.user) came to the container's gate")
            }
        }
        let process = try ContainerProcess(arrival.process)
        do {
            try job.groups?.take(arrival.process)
            let supervisor = tool.kind == .podman ? ProcessTree.parent(of: arrival.process) : nil
            let sandbox = OCISandbox(
                tool: tool,
                job: job,
                runner: runner,
                process: process,
                supervisor: try supervisor.map(Stranger.init),
                channel: near,
                log: logReader,
                freezerDescriptors: try job.groups?.openFreezer() ?? [],
                meter: job.groups?.openMeter()
            )
            try arrival.release(channel: far.descriptor, log: logWriter)
            return sandbox
        } catch {
            process.kill()
            process.release()
            throw error
        }
    }

    private func arguments(
        _ specification: SandboxSpecification,
        _ job: OCIJob,
        _ gateFolder: String
    ) throws -> OCIArguments {
        let mounts = configuration.mounts.filter { $0.isShared || specification.mounts.contains($0.name) }
        let files = try specification.files.enumerated().map { index, file in
            (source: try job.folder.write(file.content.bytes(), as: "file-\(index)"), target: file.path)
        }
        return OCIArguments(
            tool: tool.kind,
            name: job.name,
            image: digest,
            cgroupParent: job.groups == nil ? nil : "/tiltyard/\(job.name)",
            firstUser: job.slot?.firstContainerUser,
            profile: try job.folder.write(SeccompProfile.current.json, as: "seccomp.json"),
            gateFolder: gateFolder,
            mounts: mounts.map { ($0.source, $0.target) } + files,
            ownFolders: specification.folders,
            usesAccelerator: specification.usesAccelerator,
            resourceLimits: SandboxContents.resourceLimits(specification.limits).map { limit in
                (limit.name, Self.allowed(limit.value, of: limit.resource))
            },
            temporaryBytes: specification.limits.temporaryBytes,
            environment: specification.environment,
            command: specification.command
        )
    }

    /// A limit that this process may set: not even root may raise one in a container without the right to.
    private static func allowed(_ value: Int, of resource: Int32) -> Int {
        var limit = rlimit()
        guard getrlimit(__rlimit_resource_t(resource), &limit) == 0, limit.rlim_max < rlim_t(Int.max) else {
            return value
        }
        return min(value, Int(limit.rlim_max))
    }
}

/// What belongs to one container on the host.
struct OCIJob {
    let name: String
    let folder: ContainerFolder
    let slot: UserSlot?
    let groups: CgroupJob?
}
