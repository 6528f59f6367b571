import Glibc

/// The control groups of one sandbox.
struct CgroupJob: Sendable {
    let name: String
    private let host: CgroupHost
    private let folders: [String: String]

    /// Makes the groups and sets their limits.
    ///
    /// - Throws: `SandboxError.Code.cgroup`; nothing is left behind then.
    static func make(_ name: String, on host: CgroupHost, limits: Limits) throws -> CgroupJob {
        let job = CgroupJob(name: name, host: host)
        do {
            for folder in job.folders.values { try ControlFile.makeFolder(folder) }
            try job.apply(limits)
            return job
        } catch {
            job.remove()
            throw error
        }
    }

    /// Names the groups of a job without making them.
    init(name: String, host: CgroupHost) {
        self.name = name
        self.host = host
        folders = host.jobFolders(name)
    }

    private func apply(_ limits: Limits) throws {
        if let memory = folders["memory"] {
            try ControlFile.write("\(limits.memoryBytes)", to: "\(memory)/memory.limit_in_bytes")
            try? ControlFile.write("\(limits.memoryBytes)", to: "\(memory)/memory.memsw.limit_in_bytes")
            try? ControlFile.write("0", to: "\(memory)/memory.swappiness")
        }
        if let pids = folders["pids"] { try ControlFile.write("\(limits.processes)", to: "\(pids)/pids.max") }
        if let cpuset = folders["cpuset"] {
            let nodes = ControlFile.read("\(cpuset)/../cpuset.mems")?.filter { $0 != "\n" } ?? "0"
            try ControlFile.write(nodes, to: "\(cpuset)/cpuset.mems")
        }
        try confine(to: limits.processors)
        guard let unified = folders["unified"] else { return }
        let has = host.unifiedControllers.contains
        if has("memory") {
            try ControlFile.write("\(limits.memoryBytes)", to: "\(unified)/memory.max")
            try? ControlFile.write("0", to: "\(unified)/memory.swap.max")
        }
        if has("pids") { try ControlFile.write("\(limits.processes)", to: "\(unified)/pids.max") }
    }

    /// Keeps the job on some processors; an empty list means all.
    func confine(to processors: [Int]) throws {
        let list = processors.map(String.init).joined(separator: ",")
        if let cpuset = folders["cpuset"] {
            let all = ControlFile.read("\(cpuset)/../cpuset.cpus")?.filter { $0 != "\n" } ?? "0"
            try ControlFile.write(processors.isEmpty ? all : list, to: "\(cpuset)/cpuset.cpus")
        }
        if let unified = folders["unified"], host.unifiedControllers.contains("cpuset"), !processors.isEmpty {
            try ControlFile.write(list, to: "\(unified)/cpuset.cpus")
        }
    }

    /// Opens what a process needs to enter the groups.
    func openEntrances() throws -> CgroupEntrances {
        let older = folders.filter { $0.key != "unified" }.values.sorted()
        return CgroupEntrances(
            tasks: try older.map { try Descriptor(opening: "\($0)/tasks", O_WRONLY, code: .cgroup) },
            folder: try folders["unified"].map { try Descriptor(opening: $0, O_RDONLY | O_DIRECTORY, code: .cgroup) }
        )
    }

    /// Takes a process that a container engine put into a group below the job's own.
    ///
    /// In the job's own group its limits are the job's, and what happens to it is counted there when the engine's group is
    /// gone. Pure version 2 allows no process above another group, and counts for the groups above by itself.
    ///
    /// - Throws: `SandboxError.Code.cgroup`.
    func take(_ process: pid_t) throws {
        guard host.layout != .v2 else { return }
        for folder in folders.values {
            try ControlFile.write("\(process)", to: "\(folder)/cgroup.procs")
            Self.removeGroups(below: folder)
        }
    }

    private static func removeGroups(below folder: String) {
        for name in ControlFile.names(in: folder) { rmdir("\(folder)/\(name)") }
    }

    /// Opens the two files that freeze the job and tell when it is frozen, for a host that has no rights of its own.
    func openFreezer() throws -> [Descriptor] {
        guard let unified = folders["unified"] else { return [] }
        return [
            try Descriptor(opening: "\(unified)/cgroup.freeze", O_WRONLY, code: .cgroup),
            try Descriptor(opening: "\(unified)/cgroup.events", O_RDONLY, code: .cgroup),
        ]
    }

    /// Opens the file that tells how much processor time the job has used.
    func openMeter() -> Descriptor? {
        let files = [folders["cpuacct"].map { "\($0)/cpuacct.usage" }, folders["unified"].map { "\($0)/cpu.stat" }]
        return files.lazy.compactMap { $0 }.compactMap { try? Descriptor(opening: $0, O_RDONLY, code: .cgroup) }.first
    }

    /// Kills every process of the job.
    ///
    /// Answers at once; `isEmpty` tells when they are gone.
    func kill() {
        if let unified = folders["unified"] {
            try? ControlFile.write("1", to: "\(unified)/cgroup.kill")
            try? ControlFile.write("0", to: "\(unified)/cgroup.freeze")
            return
        }
        for folder in folders.values {
            for line in (ControlFile.read("\(folder)/cgroup.procs") ?? "").split(separator: "\n") {
                if let process = pid_t(line) { Glibc.kill(process, SIGKILL) }
            }
        }
    }

    /// Whether no process is left.
    var isEmpty: Bool {
        folders.values.allSatisfy { folder in
            // What the unified hierarchy says includes the groups below.
            if let populated = ControlFile.value(of: "populated", in: "\(folder)/cgroup.events") {
                return populated == 0
            }
            return (ControlFile.read("\(folder)/cgroup.procs") ?? "").isEmpty
        }
    }

    /// Removes the groups; they must be empty.
    ///
    /// Answers whether none is left.
    @discardableResult
    func remove() -> Bool {
        let all = folders.values + host.strayFolders(name)
        for folder in all where rmdir(folder) != 0 && errno != ENOENT {
            Self.removeGroups(below: folder)
            rmdir(folder)
        }
        return all.allSatisfy { !ControlFile.exists($0) }
    }

    /// What the job used, as far as the machine counts it.
    func usage() -> SandboxUsage {
        var usage = SandboxUsage(isEmpty: isEmpty)
        if let memory = folders["memory"] {
            usage.peakMemoryBytes = ControlFile.number(in: "\(memory)/memory.max_usage_in_bytes")
            usage.memoryKills = ControlFile.value(of: "oom_kill", in: "\(memory)/memory.oom_control")
        }
        if let pids = folders["pids"] {
            usage.refusedProcesses = ControlFile.value(of: "max", in: "\(pids)/pids.events")
        }
        if let cpu = folders["cpuacct"] {
            usage.processorNanoseconds = ControlFile.number(in: "\(cpu)/cpuacct.usage").map(UInt64.init)
        }
        guard let unified = folders["unified"], !host.unifiedControllers.isEmpty else { return usage }
        usage.peakMemoryBytes = usage.peakMemoryBytes ?? ControlFile.number(in: "\(unified)/memory.peak")
        usage.memoryKills = usage.memoryKills ?? ControlFile.value(of: "oom_kill", in: "\(unified)/memory.events")
        usage.refusedProcesses = usage.refusedProcesses ?? ControlFile.value(of: "max", in: "\(unified)/pids.events")
        usage.processorNanoseconds =
            usage.processorNanoseconds
            ?? ControlFile.value(of: "usage_usec", in: "\(unified)/cpu.stat").map { UInt64($0) * 1000 }
        return usage
    }
}
