import FoundationEssentials
import Glibc
import Sandbox

/// A server of the host that sandboxes must not reach.
final class HostServer {
    private let server: Int32
    private let connect: () -> Bool
    /// The port of a TCP server.
    let port: UInt16
    /// The name of an abstract Unix socket.
    let name: String

    private init(server: Int32, port: UInt16 = 0, name: String = "", connect: @escaping () -> Bool) {
        self.server = server
        self.port = port
        self.name = name
        self.connect = connect
    }

    deinit {
        close(server)
    }

    /// Whether the host itself reaches it; otherwise a refusal says nothing.
    var canBeReached: Bool { connect() }

    /// Listens on a free port of 127.0.0.1.
    ///
    /// - Throws: `SandboxError.Code.channel`.
    static func onLoopback() throws -> HostServer {
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        let server = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        let isListening = withUnsafeMutablePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                bind(server, $0, length) == 0 && listen(server, 8) == 0 && getsockname(server, $0, &length) == 0
            }
        }
        guard isListening else { throw SandboxError(.channel, "cannot listen on the loopback interface") }
        let bound = address
        return HostServer(server: server, port: UInt16(bigEndian: address.sin_port)) {
            reach(AF_INET, bound, length)
        }
    }

    /// Listens on an abstract Unix socket with a name of its own.
    ///
    /// - Throws: `SandboxError.Code.channel`.
    static func onAbstractSocket() throws -> HostServer {
        let name = "tiltyard-\(UUID().uuidString)"
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        withUnsafeMutableBytes(of: &address.sun_path) { path in
            for (offset, byte) in name.utf8.enumerated() { path[offset + 1] = byte }
        }
        let length = socklen_t(MemoryLayout<sa_family_t>.size + 1 + name.utf8.count)
        let server = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0)
        let bound = address
        let isListening = withUnsafePointer(to: bound) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                bind(server, $0, length) == 0 && listen(server, 8) == 0
            }
        }
        guard isListening else { throw SandboxError(.channel, "cannot listen on an abstract socket") }
        return HostServer(server: server, name: name) { reach(AF_UNIX, bound, length) }
    }

    private static func reach<Address>(_ family: Int32, _ address: Address, _ length: socklen_t) -> Bool {
        let client = socket(family, Int32(SOCK_STREAM.rawValue), 0)
        defer { close(client) }
        return withUnsafePointer(to: address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { Glibc.connect(client, $0, length) == 0 }
        }
    }
}
