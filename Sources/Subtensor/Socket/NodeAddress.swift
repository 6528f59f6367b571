import Chain

/// Where a node listens: `ws://host:port/path`, or `wss://…` for a connection with TLS.
package struct NodeAddress: Sendable, Hashable {
    /// The host's name or address; an IPv6 address without its brackets.
    package let host: String
    /// The port.
    package let port: Int
    /// What is asked for in the handshake, "/" at least.
    package let path: String
    /// Whether the connection is encrypted.
    package let isSecure: Bool
    /// The address as it was given, with whatever key to the node it holds: not for logs.
    package let text: String

    /// Reads an address.
    ///
    /// - Parameter text: The address; without a port, 80 or 443 is meant.
    /// - Throws: `ChainError.Code.unreachable` when it is none.
    package init(_ text: String) throws {
        let shown = text.prefix { $0 != "?" }.prefix(200)
        let malformed = ChainError(.unreachable, "'\(shown)' is no address like ws://127.0.0.1:9944")
        let scheme = ["ws://", "wss://"].first { text.lowercased().hasPrefix($0) }
        guard let scheme, text.utf8.count <= 500, text.utf8.allSatisfy({ (0x21...0x7E).contains($0) }) else {
            throw malformed
        }
        let rest = text.dropFirst(scheme.count)
        let slash = rest.firstIndex { "/?#".contains($0) } ?? rest.endIndex
        let (authority, path) = (rest[..<slash], rest[slash...])
        guard !authority.contains("@"), !path.contains("#"), let (host, port) = Self.split(authority) else {
            throw malformed
        }
        isSecure = scheme == "wss://"
        self.host = host
        self.port = port ?? (isSecure ? 443 : 80)
        self.path = path.hasPrefix("/") ? String(path) : "/\(path)"
        self.text = text
    }

    /// The host and port as HTTP names them.
    var authority: String { (host.contains(":") ? "[\(host)]" : host) + ":\(port)" }

    /// Whether the node is on this machine.
    var isOnThisMachine: Bool { host == "localhost" || host == "::1" || isLoopback }

    private var isLoopback: Bool {
        let parts = host.split(separator: ".", omittingEmptySubsequences: false)
        return parts.count == 4 && parts[0] == "127" && parts.allSatisfy { UInt8($0) != nil }
    }

    private static func split(_ authority: Substring) -> (host: String, port: Int?)? {
        var (host, rest) = (authority, Substring())
        if authority.hasPrefix("[") {
            guard let end = authority.firstIndex(of: "]") else { return nil }
            host = authority[authority.index(after: authority.startIndex)..<end]
            rest = authority[authority.index(after: end)...]
            guard host.contains(":") else { return nil }
        } else if let colon = authority.firstIndex(of: ":") {
            (host, rest) = (authority[..<colon], authority[colon...])
        }
        guard !host.isEmpty else { return nil }
        guard !rest.isEmpty else { return (String(host), nil) }
        guard rest.hasPrefix(":"), let port = UInt16(rest.dropFirst()), port > 0 else { return nil }
        return (String(host), Int(port))
    }
}

extension NodeAddress: CustomStringConvertible {
    /// Scheme, host and port: what follows may hold a key to the node.
    package var description: String { "\(isSecure ? "wss" : "ws")://\(authority)" }
}
