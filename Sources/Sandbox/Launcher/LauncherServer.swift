import FoundationEssentials
import Glibc

/// The small process that makes, stops and kills sandboxes for a host that has no rights.
///
/// It serves one host over one socket and ends with it: everything that it started is killed then.
package final class LauncherServer {
    private let channel: Channel
    private var engine: (any SandboxEngine)?
    private var description = LauncherDescription(engine: .bubblewrap, degradations: [])
    private var sandboxes: [Int: any EngineSandbox] = [:]
    private var nextSandbox = 1

    /// - Parameter channel: The socket to the host.
    package init(channel: Channel) {
        self.channel = channel
    }

    /// Serves until the host closes its end.
    ///
    /// Blocks; must be called on a thread that lives as long as the sandboxes.
    package func run() {
        Orphans.adopt()
        while let request = try? channel.receiveWithDescriptors(limit: 65_536) {
            var descriptors: [Descriptor] = []
            let reply: LauncherReply
            do {
                reply = try answer(
                    try JSONDecoder().decode(LauncherRequest.self, from: Data(request.0)),
                    request.1,
                    &descriptors
                )
            } catch let error as SandboxError {
                reply = .failed(error.message)
            } catch {
                reply = .failed("the launcher could not read a request")
            }
            guard let bytes = try? JSONEncoder().encode(reply) else { break }
            guard (try? channel.send(Array(bytes), attaching: descriptors)) != nil else { break }
        }
        for sandbox in sandboxes.values { _ = sandbox.end() }
        sandboxes = [:]
    }

    private func answer(
        _ request: LauncherRequest,
        _ attached: [Descriptor],
        _ descriptors: inout [Descriptor]
    ) throws -> LauncherReply {
        switch request {
        case .configure(let configuration):
            return .configured(try configure(configuration))
        case .describe:
            return .configured(description)
        case .start(let command, let environment, let paths, let folders, let mounts, let usesAccelerator, let limits):
            guard let engine else { throw SandboxError(.launcher, "the launcher has not been configured") }
            guard paths.count == attached.count, paths.count <= 4 else {
                throw SandboxError(.launcher, "\(paths.count) files were named and \(attached.count) sent")
            }
            guard folders.count <= 4 else { throw SandboxError(.launcher, "\(folders.count) folders were named") }
            let files = zip(paths, attached).map {
                SandboxSpecification.File(path: $0, content: MemoryFile(adopting: $1))
            }
            let sandbox = try engine.start(
                SandboxSpecification(
                    command: command,
                    environment: environment,
                    files: files,
                    folders: folders,
                    mounts: mounts,
                    usesAccelerator: usesAccelerator,
                    limits: limits
                )
            )
            sandboxes[nextSandbox] = sandbox
            descriptors = [sandbox.channel.descriptor, sandbox.log]
            if let meter = sandbox.meter { descriptors.append(meter) }
            descriptors += sandbox.freezerDescriptors
            defer { nextSandbox += 1 }
            return .started(sandbox: nextSandbox, isMetered: sandbox.meter != nil)
        case .stopBySignal(let number):
            try sandbox(number).signalTree(SIGSTOP)
            return .done
        case .continueBySignal(let number):
            try sandbox(number).signalTree(SIGCONT)
            return .done
        case .move(let number, let processors):
            try sandbox(number).move(to: processors)
            return .done
        case .end(let number):
            let usage = try sandbox(number).end()
            sandboxes[number] = nil
            Orphans.reap(butFor: Set(sandboxes.values.flatMap(\.awaited)))
            return .ended(usage)
        }
    }

    /// Takes the configuration once: later requests come from a host without rights.
    private func configure(_ configuration: LauncherConfiguration) throws -> LauncherDescription {
        guard engine == nil else { throw SandboxError(.launcher, "the launcher has been configured already") }
        let isWord = { (name: String) in !["", ".", ".."].contains(name) && !name.contains("/") }
        guard configuration.mounts.allSatisfy({ isWord($0.name) }) else {
            throw SandboxError(.launcher, "a mount's name is one word without slashes")
        }
        let cgroups = configuration.usesCgroups ? CgroupHost.detect() : .unavailable
        Janitor.sweep(cgroups)
        let engine = try Self.makeEngine(configuration, cgroups)
        self.engine = engine
        description = LauncherDescription(
            engine: configuration.engine,
            image: engine.image,
            degradations: Degradations.find(cgroups: cgroups, isRoot: geteuid() == 0)
        )
        return description
    }

    private static func makeEngine(
        _ configuration: LauncherConfiguration,
        _ cgroups: CgroupHost
    ) throws -> any SandboxEngine {
        switch configuration.engine {
        case .bubblewrap: try BubblewrapEngine(configuration: configuration, cgroups: cgroups)
        case .podman: try OCIEngine(.podman, configuration: configuration, cgroups: cgroups)
        case .docker: try OCIEngine(.docker, configuration: configuration, cgroups: cgroups)
        }
    }

    private func sandbox(_ number: Int) throws -> any EngineSandbox {
        guard let sandbox = sandboxes[number] else { throw SandboxError(.launcher, "there is no sandbox \(number)") }
        return sandbox
    }
}
