import Glibc

/// The machine's own resolver: `/etc/hosts`, name servers, and whatever else it is set up to ask.
enum SystemNames {
    /// Looks up all addresses of a host, which may take as long as the resolver's own limits allow.
    ///
    /// - Parameter host: A name or an address.
    /// - Returns: The addresses in the system's order, at least one.
    /// - Throws: `IntakeError` with `fetchFailed` when the host has no address.
    static func addresses(of host: HostName) throws(IntakeError) -> [IPAddress] {
        let addresses = ask(host, flags: 0)
        guard !addresses.isEmpty else { throw .noAddress(host) }
        return addresses
    }

    /// Reads an address in any spelling that the system takes, such as `127.1` or `0x7f000001`, without asking anybody.
    static func numericAddress(_ host: HostName) -> IPAddress? {
        ask(host, flags: AI_NUMERICHOST).first
    }

    private static func ask(_ host: HostName, flags: Int32) -> [IPAddress] {
        var hints = addrinfo()
        hints.ai_flags = flags
        hints.ai_family = AF_UNSPEC
        hints.ai_socktype = Int32(SOCK_STREAM.rawValue)
        var list: UnsafeMutablePointer<addrinfo>?
        guard getaddrinfo(host.text, nil, &hints, &list) == 0 else { return [] }
        defer { freeaddrinfo(list) }
        return sequence(first: list) { $0?.pointee.ai_next }
            .prefix { $0 != nil }
            .compactMap { $0.flatMap { address($0.pointee) } }
    }

    private static func address(_ info: addrinfo) -> IPAddress? {
        guard let pointer = info.ai_addr else { return nil }
        let raw = UnsafeRawPointer(pointer)
        switch info.ai_family {
        case AF_INET:
            let address = raw.loadUnaligned(as: sockaddr_in.self).sin_addr
            return IPAddress(bytes: withUnsafeBytes(of: address) { Array($0) })
        case AF_INET6:
            let address = raw.loadUnaligned(as: sockaddr_in6.self).sin6_addr
            return IPAddress(bytes: withUnsafeBytes(of: address) { Array($0) })
        default:
            return nil
        }
    }
}
