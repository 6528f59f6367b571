import Glibc
import NIOCore
import Rules

/// Whom limits take for one client.
///
/// With IPv4 that is an address. With IPv6 it is a network of 64 bits, since whoever has one address of it has all of them.
enum ClientAddress {
    /// Returns the client at the other side of a connection.
    static func text(of address: SocketAddress?) -> String {
        guard let text = address?.ipAddress else { return "local" }
        var bytes = [UInt8](repeating: 0, count: 16)
        guard inet_pton(AF_INET6, text, &bytes) == 1 else { return text }
        // What comes from an IPv4 address to a socket of both kinds has it in the last four bytes.
        guard Array(bytes.prefix(12)) != Self.mapped else {
            return bytes.suffix(4).map { "\($0)" }.joined(separator: ".")
        }
        return Hex.text(bytes.prefix(8)) + "/64"
    }

    private static let mapped = [UInt8](repeating: 0, count: 10) + [0xFF, 0xFF]
}
