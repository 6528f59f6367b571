import FoundationEssentials

/// The host of a URL, limited to characters that every reader takes the same way.
struct HostName: Sendable, Hashable {
    /// The name or address in lower case, an IPv6 address without its brackets.
    let text: String

    /// Checks the host of a URL.
    ///
    /// Nil unless it is letters, digits, hyphens, underscores and dots, or an IPv6 address without a zone.
    init?(of url: URL) {
        guard var host = url.host(percentEncoded: true)?.lowercased(), host.utf8.count <= 253 else { return nil }
        if host.hasPrefix("["), host.hasSuffix("]") { host = String(host.dropFirst().dropLast()) }
        let allowed = host.contains(":") ? "0123456789abcdef:." : "0123456789abcdefghijklmnopqrstuvwxyz-_."
        guard !host.isEmpty, host.allSatisfy({ allowed.contains($0) }) else { return nil }
        text = host
    }

    /// Whether it is written like an IPv6 address.
    var isIPv6: Bool { text.contains(":") }
}
