import Glibc
import Sandbox

extension Promise {
    static let network: [Promise] = [
        .holds(
            .network,
            "has a loopback interface and no other",
            tried: "list its interfaces",
            shown: "[l.split(':')[0].strip() for l in open('/proc/net/dev') if ':' in l]",
            "[l.split(':')[0].strip() for l in open('/proc/net/dev') if ':' in l] == ['lo']"
        ),
        .refuses(
            .network,
            "reaches no other machine",
            [
                .init("TCP", "socket.create_connection(('192.0.2.1', 80), 1)"),
                .init("TCP over IPv6", "socket.create_connection(('2001:db8::1', 80), 1)"),
                .init("UDP", "socket.socket(socket.AF_INET, socket.SOCK_DGRAM).sendto(b'x', ('192.0.2.1', 53))"),
            ]
        ),
        Promise(
            .network,
            "reaches no server on the host's loopback",
            tried: "TCP to a server that the host itself reaches"
        ) { try Checks.loopbackIsItsOwn($0) },
        Promise(
            .network,
            "reaches no abstract Unix socket of the host",
            tried: "connect to a server that the host itself reaches"
        ) { try Checks.abstractSocketsAreItsOwn($0) },
        .refuses(
            .network,
            "opens no socket but Unix and IP ones",
            [
                .init("VSOCK, to the hypervisor", "socket.socket(40, socket.SOCK_STREAM)"),
                .init("NETLINK", "socket.socket(16, socket.SOCK_RAW, 0)"), .init("PACKET", "socket.socket(17, 3, 0)"),
                .init("ALG", "socket.socket(38, 5, 0)"), .init("BLUETOOTH", "socket.socket(31, 1, 0)"),
                .init("XDP", "socket.socket(44, 3, 0)"), .init("a pair of NETLINK", "socket.socketpair(16, 3, 0)"),
            ]
        ),
        .refuses(
            .network,
            "sends no packets of its own making",
            [
                .init("raw IP", "socket.socket(socket.AF_INET, socket.SOCK_RAW, socket.IPPROTO_RAW)"),
                .init("raw ICMP", "socket.socket(socket.AF_INET, socket.SOCK_RAW, socket.IPPROTO_ICMP)"),
            ]
        ),
        Promise(
            .network,
            "hands the host no descriptors",
            tried: "attach a descriptor to a packet"
        ) { trial in
            let script = "socket.send_fds(host, [b'take'], [0])\nhost.recv(1)"
            return try trial.whileRunning(script) { probe, answer in
                let before = Checks.openDescriptors()
                try probe.sandbox.channel.send([1])
                return Finding.when(
                    answer == "take" && Checks.openDescriptors() <= before,
                    "the packet came without it"
                )
            }.result
        },
    ]
}

extension Checks {
    /// How many descriptors this process has open.
    static func openDescriptors() -> Int {
        (0..<4096).count { fcntl(Int32($0), F_GETFD) >= 0 }
    }

    static func loopbackIsItsOwn(_ trial: Trial) throws -> Finding {
        let server = try HostServer.onLoopback()
        let script =
            "attempt('connect', lambda: socket.create_connection(('127.0.0.1', \(server.port)), 2)); answer(seen[0])"
        let answer = try trial.ask(script)
        guard server.canBeReached else {
            return Finding(.broken, "the host's own server cannot be reached by the host")
        }
        return .when(answer == "connect=ECONNREFUSED", answer)
    }

    static func abstractSocketsAreItsOwn(_ trial: Trial) throws -> Finding {
        let server = try HostServer.onAbstractSocket()
        let script = """
            client = socket.socket(socket.AF_UNIX)
            attempt('connect', lambda: client.connect(chr(0) + '\(server.name)')); answer(seen[0])
            """
        let answer = try trial.ask(script)
        guard server.canBeReached else {
            return Finding(.broken, "the host's own server cannot be reached by the host")
        }
        return .when(answer == "connect=ECONNREFUSED", answer)
    }
}
