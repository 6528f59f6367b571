import Foundation
import Glibc
import Synchronization

/// The host's side of the launcher: an isolation engine that itself has no rights.
package final class LauncherClient: Isolation {
    package var name: String { description.engine.rawValue }
    package var image: String? { description.image }
    package var degradations: [Degradation] { description.degradations }
    private let description: LauncherDescription
    private let channel: Channel
    /// The launcher, where this process started it.
    private let child: ChildProcess?
    // One request at a time; the lock is held from the request to its reply.
    private let conversation = Mutex(())

    /// The socket to the launcher, which may be handed to another program that takes this one's place.
    package var socket: Descriptor { channel.descriptor }

    /// Configures the launcher at the other end of `channel`.
    ///
    /// - Throws: `SandboxError` with what the launcher lacks.
    package convenience init(channel: Channel, configuration: LauncherConfiguration) throws {
        try self.init(channel: channel, request: .configure(configuration), child: nil)
    }

    /// Takes up a launcher that was configured before.
    ///
    /// - Throws: `SandboxError` when it does not answer.
    package convenience init(resuming channel: Channel) throws {
        try self.init(channel: channel, request: .describe, child: nil)
    }

    private init(channel: Channel, request: LauncherRequest, child: ChildProcess?) throws {
        self.channel = channel
        self.child = child
        guard case .configured(let description) = try Self.ask(request, over: channel).0 else {
            throw SandboxError(.launcher, "the launcher did not take its configuration")
        }
        self.description = description
    }

    /// Starts a launcher as a child with this process's present rights.
    ///
    /// - Parameters:
    ///   - executable: A program's file.
    ///   - arguments: What makes it run `LauncherServer` on its descriptor 3.
    ///   - configuration: What the launcher is told at its start.
    ///   - user: Whom to run it as; it takes root to say so.
    /// - Returns: The engine in front of it.
    /// - Throws: `SandboxError` with what the launcher lacks.
    package static func start(
        executable: String,
        arguments: [String],
        configuration: LauncherConfiguration,
        user: UInt32? = nil
    ) throws -> LauncherClient {
        let (near, child) = try makeLauncher(executable: executable, arguments: arguments, user: user)
        return try LauncherClient(channel: near, request: .configure(configuration), child: child)
    }

    /// Starts the process; afterwards nobody but it holds the far end, so that its death is noticed at once.
    private static func makeLauncher(executable: String, arguments: [String], user: UInt32?) throws -> (
        Channel, ChildProcess
    ) {
        let (near, far) = try Channel.makePair()
        let input = try Descriptor(opening: "/dev/null", O_RDWR)
        let errors = Descriptor(owning: fcntl(2, F_DUPFD_CLOEXEC, 3))
        let child = try ChildProcess.start(
            .init(
                path: executable,
                arguments: arguments,
                environment: ["PATH": "/usr/bin:/bin", "LANG": "C.UTF-8"],
                descriptors: [input, errors, errors, far.descriptor],
                user: user,
                isBoundToParent: false
            )
        )
        return (near, child)
    }

    /// A launcher ends when nobody is at the other end any more, and is reaped then.
    deinit {
        guard let child else { return }
        Thread { _ = child.wait(atMost: .seconds(60)) }.start()
    }

    package func start(_ specification: SandboxSpecification) throws -> any SandboxInstance {
        let request = LauncherRequest.start(
            command: specification.command,
            environment: specification.environment,
            filePaths: specification.files.map(\.path),
            folders: specification.folders,
            mounts: specification.mounts,
            usesAccelerator: specification.usesAccelerator,
            limits: specification.limits
        )
        let (reply, descriptors) = try ask(request, attaching: specification.files.map(\.content.descriptor))
        guard case .started(let number, let isMetered) = reply, descriptors.count >= (isMetered ? 3 : 2) else {
            throw SandboxError(.launcher, "the launcher started no sandbox")
        }
        let rest = Array(descriptors.dropFirst(isMetered ? 3 : 2))
        let freezer = rest.count >= 2 ? Freezer(control: rest[0], events: rest[1]) : nil
        return LaunchedSandbox(
            launcher: self,
            number: number,
            channel: Channel(descriptors[0]),
            log: descriptors[1],
            meter: isMetered ? ProcessorMeter(file: descriptors[2]) : nil,
            freezer: freezer
        )
    }

    fileprivate func ask(
        _ request: LauncherRequest,
        attaching descriptors: [Descriptor] = []
    ) throws -> (LauncherReply, [Descriptor]) {
        try conversation.withLock { _ in try Self.ask(request, over: channel, attaching: descriptors) }
    }

    /// Ending a sandbox may take the kernel 20 seconds; whatever takes longer is stuck.
    private static let patience = Duration.seconds(60)

    private static func ask(
        _ request: LauncherRequest,
        over channel: Channel,
        attaching descriptors: [Descriptor] = []
    ) throws -> (LauncherReply, [Descriptor]) {
        try channel.send(Array(try JSONEncoder().encode(request)), attaching: descriptors)
        guard let (bytes, received) = try channel.receiveWithDescriptors(limit: 65_536, within: patience) else {
            throw SandboxError(.launcher, "the launcher is gone")
        }
        let reply = try JSONDecoder().decode(LauncherReply.self, from: Data(bytes))
        if case .failed(let message) = reply { throw SandboxError(.launcher, message) }
        return (reply, received)
    }
}

/// A sandbox that the launcher runs.
private struct LaunchedSandbox: SandboxInstance {
    let launcher: LauncherClient
    let number: Int
    let channel: Channel
    let log: Descriptor
    let meter: ProcessorMeter?
    let freezer: Freezer?

    func freeze(within limit: Duration) throws {
        if let freezer { return try freezer.freeze(within: limit) }
        _ = try launcher.ask(.stopBySignal(sandbox: number))
    }

    func thaw() throws {
        if let freezer { return try freezer.thaw() }
        _ = try launcher.ask(.continueBySignal(sandbox: number))
    }

    func move(to processors: [Int]) throws {
        _ = try launcher.ask(.move(sandbox: number, processors: processors))
    }

    func end() throws -> SandboxUsage {
        guard case .ended(let usage) = try launcher.ask(.end(sandbox: number)).0 else {
            throw SandboxError(.launcher, "the launcher did not end sandbox \(number)")
        }
        return usage
    }
}
