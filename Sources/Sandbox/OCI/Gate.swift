import CSpawn
import Glibc

/// The first thing that runs in a container: it holds everything up until the launcher has put it where it belongs.
///
/// It is not hostile, and nothing hostile has run before it. It connects to a socket in a folder that the container sees,
/// by which the launcher learns its number; is handed the sandbox's channel and log; and becomes the program that was
/// asked for. So an engine need not pass on descriptors, nor know of control groups.
struct Gate {
    /// Where the container sees the folder with the socket.
    static let folder = "/channel"

    private static let script = """
        import os, socket, sys
        launcher = socket.socket(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        launcher.connect('\(folder)/socket')
        channel, log = socket.recv_fds(launcher, 1, 2)[1]
        for source, target in ((channel, 3), (log, 1), (log, 2)): os.dup2(source, target)
        os.closerange(4, 64)
        start = sys.argv.index('--')
        environment = dict(pair.split('=', 1) for pair in sys.argv[1:start])
        command = sys.argv[start + 1:]
        os.execve(command[0], command, environment)
        """

    /// What a container is told to run.
    ///
    /// - Parameters:
    ///   - environment: The variables of the program; it gets no others.
    ///   - command: The program's absolute path and its arguments.
    /// - Returns: The gate's own command line.
    static func command(environment: [String: String], command: [String]) -> [String] {
        ["/usr/bin/python3", "-I", "-S", "-c", script]
            + environment.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" } + ["--"] + command
    }

    private let listener: Descriptor
    private let path: String

    /// Listens in a folder of the host.
    ///
    /// - Throws: `SandboxError.Code.channel`.
    init(in folder: String) throws {
        path = "\(folder)/socket"
        listener = Descriptor(
            owning: try SandboxError.check(tiltyard_listen(path), .channel, "cannot listen at \(path)")
        )
    }

    /// A process that waits at the gate.
    struct Arrival {
        /// Its number on the host.
        var process: pid_t
        /// Its user on the host.
        var user: UInt32
        fileprivate var connection: Channel

        /// Lets it go on.
        ///
        /// - Throws: `SandboxError.Code.channel` when it is gone.
        func release(channel: Descriptor, log: Descriptor) throws {
            try connection.send([1], attaching: [channel, log])
        }
    }

    /// Waits until the container's first process arrives, and closes the gate behind it.
    ///
    /// - Parameters:
    ///   - runner: The engine's client, whose failure ends the wait.
    ///   - limit: How long.
    /// - Returns: The process; nil when the engine failed or nobody came.
    /// - Throws: `SandboxError.Code.channel`.
    func awaitArrival(whileRunning runner: ChildProcess, within limit: Duration) throws -> Arrival? {
        let deadline = RawInstant.now.advanced(by: limit)
        var waiting = [listener, runner.descriptor]
        while true {
            let ready = try Channel.waitUntilReadable(waiting, deadline: deadline)
            if ready[0] { break }
            guard ready.contains(true), runner.wait(atMost: .zero) == 0 else { return nil }
            waiting = [listener]
        }
        var process: pid_t = 0
        var user: uid_t = 0
        let connection = try SandboxError.check(
            tiltyard_accept(listener.number, &process, &user),
            .channel,
            "cannot accept at \(path)"
        )
        unlink(path)
        return Arrival(process: process, user: user, connection: Channel(Descriptor(owning: connection)))
    }
}
