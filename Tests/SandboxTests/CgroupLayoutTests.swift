import Foundation
import Testing

@testable import Sandbox

/// Control groups on machines of every layout, tried against folders that look like theirs.
struct CgroupLayoutTests {
    /// A tree of empty control files in a temporary folder.
    final class Tree {
        let root = NSTemporaryDirectory() + "cgroups-\(UUID().uuidString)"

        init(_ files: [String: String]) throws {
            for (path, content) in files { try add(path, content) }
        }

        deinit {
            try? FileManager.default.removeItem(atPath: root)
        }

        func add(_ path: String, _ content: String = "") throws {
            let file = URL(fileURLWithPath: "\(root)/\(path)")
            try FileManager.default.createDirectory(
                at: file.deletingLastPathComponent(),
                withIntermediateDirectories: true
            )
            try Data(content.utf8).write(to: file)
        }

        func content(_ path: String) -> String? {
            try? String(contentsOfFile: "\(root)/\(path)", encoding: .utf8)
        }
    }

    static let limits = Limits(
        processors: [2, 3],
        memoryBytes: 1 << 30,
        processes: 64,
        fileBytes: 1,
        temporaryBytes: 1,
        processorSeconds: 1
    )

    static let jobFiles = [
        "memory.max", "memory.swap.max", "pids.max", "cpuset.cpus", "cgroup.procs", "cgroup.freeze", "cgroup.events",
    ]

    /// What a Debian 12 machine with systemd shows, as far as it matters here.
    func pureTree() throws -> Tree {
        let tree = try Tree([
            "cgroup.controllers": "cpuset cpu io memory hugetlb pids rdma misc\n", "cgroup.subtree_control": "",
            "cgroup.procs": "", "tiltyard/cgroup.subtree_control": "",
        ])
        for file in Self.jobFiles { try tree.add("tiltyard/job-1/\(file)") }
        return tree
    }

    @Test func limitsAJobOnPureVersion2() throws {
        let tree = try pureTree()
        let host = CgroupHost.detect(root: tree.root)
        #expect(host.layout == .v2)
        #expect(host.canFreeze && host.limits("memory") && host.limits("pids") && host.limits("cpuset"))
        try host.prepare()
        let job = try CgroupJob.make("job-1", on: host, limits: Self.limits)
        #expect(tree.content("tiltyard/job-1/memory.max") == "1073741824")
        #expect(tree.content("tiltyard/job-1/memory.swap.max") == "0")
        #expect(tree.content("tiltyard/job-1/pids.max") == "64")
        #expect(tree.content("tiltyard/job-1/cpuset.cpus") == "2,3")
        let entrances = try job.openEntrances()
        #expect(entrances.tasks.isEmpty && entrances.folder != nil)
        #expect(try job.openFreezer().count == 2)
    }

    @Test func readsWhatAJobUsedOnPureVersion2() throws {
        let tree = try pureTree()
        try tree.add("tiltyard/job-1/memory.peak", "123456789\n")
        try tree.add("tiltyard/job-1/memory.events", "low 0\nhigh 0\nmax 12\noom 1\noom_kill 2\noom_group_kill 0\n")
        try tree.add("tiltyard/job-1/pids.events", "max 7\n")
        try tree.add("tiltyard/job-1/cpu.stat", "usage_usec 1500\nuser_usec 1000\nsystem_usec 500\n")
        let usage = CgroupJob(name: "job-1", host: .detect(root: tree.root)).usage()
        #expect(usage.peakMemoryBytes == 123_456_789)
        #expect(usage.memoryKills == 2)
        #expect(usage.refusedProcesses == 7)
        #expect(usage.processorNanoseconds == 1_500_000)
    }

    @Test func findsVersion1WithAndWithoutTheUnifiedHierarchy() throws {
        let controllers = ["memory", "pids", "cpuset", "cpuacct"].map { ("\($0)/cgroup.procs", "") }
        let tree = try Tree(Dictionary(uniqueKeysWithValues: controllers))
        let old = CgroupHost.detect(root: tree.root)
        #expect(old.layout == .v1)
        #expect(!old.canFreeze)
        #expect(old.limits("memory"))
        try tree.add("unified/cgroup.procs")
        let hybrid = CgroupHost.detect(root: tree.root)
        #expect(hybrid.layout == .hybrid)
        #expect(hybrid.canFreeze)
    }

    @Test func saysWhatAMachineWithoutThemCannotPromise() throws {
        let tree = try Tree(["nothing": ""])
        let host = CgroupHost.detect(root: tree.root)
        #expect(host.layout == .none)
        let found = Degradations.find(cgroups: host, isRoot: false)
        #expect(
            found.map(\.code) == [
                "no_freezer", "no_processor_set", "no_memory_limit", "no_process_limit", "shared_user",
            ]
        )
        #expect(found.filter(\.forbidsRanking).map(\.code) == ["no_freezer", "no_processor_set"])
        let modern = try pureTree()
        #expect(Degradations.find(cgroups: .detect(root: modern.root), isRoot: true).isEmpty)
    }

    @Test func sweepsOnlyWhatIsAbandoned() throws {
        let tree = try Tree(["cgroup.controllers": "memory pids cpuset\n", "tiltyard/x": ""])
        let own = Janitor.makeJobName()
        for name in [own, "job-999999999-1-1"] {
            try FileManager.default.createDirectory(
                atPath: "\(tree.root)/tiltyard/\(name)",
                withIntermediateDirectories: true
            )
        }
        let swept = Janitor.sweep(.detect(root: tree.root))
        #expect(swept.removed == 1)
        #expect(swept.left == 0)
        #expect(FileManager.default.fileExists(atPath: "\(tree.root)/tiltyard/\(own)"))
    }

    /// A machine with both versions, and one hierarchy of which sandboxes want nothing.
    private func hybridTree() throws -> Tree {
        let tree = try Tree(["blkio/cgroup.procs": ""])
        for controller in ["memory", "pids", "cpuset", "cpuacct", "unified"] {
            try tree.add("\(controller)/cgroup.procs")
            try tree.add("\(controller)/tiltyard/job-1/cgroup.procs")
            if controller != "unified" { try tree.add("\(controller)/tiltyard/job-1/tasks") }
        }
        return tree
    }

    @Test func takesAContainersProcessWhereVersion1IsInUse() throws {
        let tree = try hybridTree()
        let host = CgroupHost.detect(root: tree.root)
        try #require(host.layout == .hybrid)
        try CgroupJob(name: "job-1", host: host).take(4711)
        for controller in ["memory", "pids", "cpuset", "cpuacct", "unified"] {
            #expect(tree.content("\(controller)/tiltyard/job-1/cgroup.procs") == "4711")
        }
        let pure = try pureTree()
        try CgroupJob(name: "job-1", host: .detect(root: pure.root)).take(4711)
        #expect(pure.content("tiltyard/job-1/cgroup.procs")?.isEmpty == true)
    }

    @Test func opensTheEntrancesOfBothVersions() throws {
        let tree = try hybridTree()
        let entrances = try CgroupJob(name: "job-1", host: .detect(root: tree.root)).openEntrances()
        #expect(entrances.tasks.count == 4 && entrances.folder != nil)
    }

    @Test func believesTheUnifiedHierarchyAboutGroupsBelow() throws {
        let tree = try pureTree()
        let job = CgroupJob(name: "job-1", host: .detect(root: tree.root))
        try tree.add("tiltyard/job-1/cgroup.events", "populated 1\nfrozen 0\n")
        #expect(!job.isEmpty)
        try tree.add("tiltyard/job-1/cgroup.events", "populated 0\nfrozen 0\n")
        #expect(job.isEmpty)
    }

    @Test func removesWhatAnEngineMadeInOtherHierarchies() throws {
        let tree = try hybridTree()
        let stray = "\(tree.root)/blkio/tiltyard/job-2/libpod-1"
        try FileManager.default.createDirectory(atPath: stray, withIntermediateDirectories: true)
        let host = CgroupHost.detect(root: tree.root)
        #expect(host.jobNames().contains("job-2"))
        #expect(CgroupJob(name: "job-2", host: host).remove())
        #expect(!FileManager.default.fileExists(atPath: "\(tree.root)/blkio/tiltyard/job-2"))
    }
}
