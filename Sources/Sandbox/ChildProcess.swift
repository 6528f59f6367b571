import CSpawn
import Glibc

/// A child started with an exact set of descriptors, limits and rights.
///
/// It is reaped by `wait` or `kill`.
struct ChildProcess: Sendable {
    /// What `start` needs to know.
    struct Request {
        var path: String
        var arguments: [String]
        var environment: [String: String] = [:]
        /// Descriptor i of the child is `descriptors[i]`; every other one is closed.
        var descriptors: [Descriptor]
        /// The control groups to enter.
        var cgroups = CgroupEntrances()
        var resourceLimits: [(resource: Int32, value: Int)] = []
        /// An empty folder that becomes the child's root, in which it finds `shown` and nothing else.
        ///
        /// Needs root.
        var stage: String?
        var shown: [StagedMount] = []
        /// The user to become; `nil` stays.
        var user: UInt32?
        /// Kill the child when the thread that started it ends, and let it gain no privileges.
        var isBoundToParent = true
    }

    let identifier: pid_t
    private let handle: Descriptor

    /// Becomes readable when the child ends.
    var descriptor: Descriptor { handle }

    /// Starts a child.
    ///
    /// - Throws: `SandboxError.Code.spawnFailed`, naming the step that failed.
    static func start(_ request: Request) throws -> ChildProcess {
        let strings = CStrings()
        let arguments = strings.vector(request.arguments)
        let environment = strings.vector(request.environment.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" })
        let mounts = request.shown.map {
            tiltyard_staged_mount(
                source: $0.source.map(strings.copy),
                name: strings.copy($0.name),
                is_alone: $0.isAlone ? 1 : 0
            )
        }
        let limits = request.resourceLimits.map {
            tiltyard_resource_limit(resource: $0.resource, value: UInt64($0.value))
        }
        let descriptors = request.descriptors.map(\.number)
        let cgroups = request.cgroups.tasks.map(\.number)
        var result = tiltyard_spawn_result()
        let status = arguments.withUnsafeBufferPointer { arguments in
            environment.withUnsafeBufferPointer { environment in
                descriptors.withUnsafeBufferPointer { descriptors in
                    cgroups.withUnsafeBufferPointer { cgroups in
                        limits.withUnsafeBufferPointer { limits in
                            mounts.withUnsafeBufferPointer { mounts -> Int32 in
                                guard
                                    let argumentsBase = arguments.baseAddress,
                                    let environmentBase = environment.baseAddress,
                                    let descriptorsBase = descriptors.baseAddress
                                else { return -EINVAL }
                                var call = tiltyard_spawn_request(
                                    path: strings.copy(request.path),
                                    arguments: argumentsBase,
                                    environment: environmentBase,
                                    descriptors: descriptorsBase,
                                    descriptor_count: descriptors.count,
                                    cgroups: cgroups.baseAddress,
                                    cgroup_count: cgroups.count,
                                    cgroup_folder: request.cgroups.folder?.number ?? -1,
                                    limits: limits.baseAddress,
                                    limit_count: limits.count,
                                    stage: request.stage.map(strings.copy),
                                    mounts: mounts.baseAddress,
                                    mount_count: mounts.count,
                                    user: request.user.map(Int64.init) ?? -1,
                                    bound_to_parent: request.isBoundToParent ? 1 : 0
                                )
                                return tiltyard_spawn(&call, &result)
                            }
                        }
                    }
                }
            }
        }
        withExtendedLifetime((strings, request)) {}
        try SandboxError.check(
            status,
            .spawnFailed,
            "cannot start \(request.path) (step \(result.failed_step.rawValue))"
        )
        return ChildProcess(identifier: result.pid, handle: Descriptor(owning: result.pidfd))
    }

    /// Waits for the end and reaps the child.
    ///
    /// - Returns: The exit status, 128 + signal for a killed one, or `nil` when `limit` passed.
    func wait(atMost limit: Duration) -> Int32? {
        var status: Int32 = 0
        let milliseconds = Int32(clamping: limit.wholeNanoseconds / 1_000_000)
        return tiltyard_wait(handle.number, milliseconds, &status) == 1 ? status : nil
    }

    /// Sends a signal.
    func signal(_ number: Int32) {
        Glibc.kill(identifier, number)
    }
}

/// C strings that live as long as this object.
final class CStrings {
    private var allocated: [UnsafeMutablePointer<CChar>] = []

    func copy(_ text: String) -> UnsafeMutablePointer<CChar> {
        let bytes = text.utf8CString
        let pointer = UnsafeMutablePointer<CChar>.allocate(capacity: bytes.count)
        for (offset, byte) in bytes.enumerated() { pointer[offset] = byte }
        allocated.append(pointer)
        return pointer
    }

    func vector(_ texts: [String]) -> [UnsafeMutablePointer<CChar>?] {
        texts.map(copy) + [nil]
    }

    deinit {
        for pointer in allocated { pointer.deallocate() }
    }
}
