import Glibc

/// The control groups that this machine offers, and the folder `tiltyard` in each of them where sandboxes live.
package struct CgroupHost: Sendable, Hashable {
    /// How the machine mounts its control groups.
    package enum Layout: String, Sendable, Codable {
        /// One hierarchy a controller.
        case v1
        /// Controllers in hierarchies of their own, and a bare unified one beside them.
        case hybrid
        /// One unified hierarchy with every controller.
        case v2
        /// No usable control group.
        case none
    }

    /// The controllers whose limits a sandbox needs.
    package static let wanted = ["memory", "pids", "cpuset", "cpuacct"]

    /// How they are mounted.
    package let layout: Layout
    /// The folder of each version 1 hierarchy, by controller.
    let hierarchies: [String: String]
    /// The folders of version 1 hierarchies whose limits no sandbox needs; container engines make groups there too.
    let others: [String]
    /// The folder of the unified hierarchy.
    let unified: String?
    /// The controllers that the unified hierarchy has.
    let unifiedControllers: Set<String>

    /// Looks at the control groups mounted below `root`, and whether this process may use them.
    package static func detect(root: String = "/sys/fs/cgroup") -> CgroupHost {
        if let controllers = ControlFile.read("\(root)/cgroup.controllers") {
            let names = Set(controllers.split { $0 == " " || $0 == "\n" }.map(String.init))
            let host = CgroupHost(layout: .v2, hierarchies: [:], others: [], unified: root, unifiedControllers: names)
            return host.isWritable ? host : .unavailable
        }
        let found = wanted.filter { ControlFile.exists("\(root)/\($0)/cgroup.procs") }
        let unified = ControlFile.exists("\(root)/unified/cgroup.procs") ? "\(root)/unified" : nil
        let host = CgroupHost(
            layout: unified == nil ? .v1 : .hybrid,
            hierarchies: Dictionary(uniqueKeysWithValues: found.map { ($0, "\(root)/\($0)") }),
            others: ControlFile.names(in: root).filter { !wanted.contains($0) && $0 != "unified" }.map {
                "\(root)/\($0)"
            },
            unified: unified,
            unifiedControllers: []
        )
        return found.isEmpty || !host.isWritable ? .unavailable : host
    }

    /// A machine on which no control group can be used.
    package static let unavailable = CgroupHost(
        layout: .none,
        hierarchies: [:],
        others: [],
        unified: nil,
        unifiedControllers: []
    )

    private var folders: [String] { hierarchies.values.sorted() + (unified.map { [$0] } ?? []) }

    private var isWritable: Bool {
        folders.allSatisfy { access("\($0)/tiltyard", W_OK) == 0 || access($0, W_OK) == 0 }
    }

    /// Whether a limit on `controller` can be set.
    package func limits(_ controller: String) -> Bool {
        hierarchies[controller] != nil || unifiedControllers.contains(controller)
    }

    /// Whether every process of a sandbox can be stopped at one instant, and killed at once.
    package var canFreeze: Bool { unified != nil }

    /// Makes the folder `tiltyard` in every hierarchy and lets its children have the controllers.
    func prepare() throws {
        for (controller, folder) in hierarchies {
            try ControlFile.makeFolder("\(folder)/tiltyard")
            guard controller == "cpuset" else { continue }
            for file in ["cpuset.mems", "cpuset.cpus"] {
                let own = ControlFile.read("\(folder)/tiltyard/\(file)")?.filter { $0 != "\n" } ?? ""
                guard own.isEmpty, let parent = ControlFile.read("\(folder)/\(file)") else { continue }
                try ControlFile.write(parent, to: "\(folder)/tiltyard/\(file)")
            }
        }
        guard let unified else { return }
        try ControlFile.makeFolder("\(unified)/tiltyard")
        for controller in ["memory", "pids", "cpuset", "cpu"] where unifiedControllers.contains(controller) {
            try ControlFile.write("+\(controller)", to: "\(unified)/cgroup.subtree_control")
            try ControlFile.write("+\(controller)", to: "\(unified)/tiltyard/cgroup.subtree_control")
        }
    }

    /// The folders that a job of this name has, by controller; the unified one is called `unified`.
    func jobFolders(_ name: String) -> [String: String] {
        var folders = hierarchies.mapValues { "\($0)/tiltyard/\(name)" }
        folders["unified"] = unified.map { "\($0)/tiltyard/\(name)" }
        return folders
    }

    /// The folders that a container engine may have made for a job of this name beside its own ones.
    func strayFolders(_ name: String) -> [String] { others.map { "\($0)/tiltyard/\(name)" } }

    /// The names of all jobs that have a folder in any hierarchy.
    func jobNames() -> Set<String> {
        Set((folders + others).flatMap { ControlFile.names(in: "\($0)/tiltyard") }.filter { $0.hasPrefix("job-") })
    }
}
