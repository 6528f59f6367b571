import Glibc
import NIOCore
import NIOPosix

/// Host names into addresses, by the system's resolver.
enum Resolver {
    /// Looks up all addresses of a host.
    ///
    /// The look-up itself cannot be interrupted, so it runs on a thread of its own pool; when the time is up, this returns
    /// and the thread ends later by the resolver's own limits.
    ///
    /// - Parameters:
    ///   - host: A name, or any text form of an address that the system takes.
    ///   - deadline: When to stop waiting.
    /// - Returns: The addresses in the system's order, at least one.
    /// - Throws: `IntakeError` with `fetchTimedOut`, or `fetchFailed` when the host has no address.
    static func addresses(of host: HostName, deadline: NIODeadline) async throws -> [IPAddress] {
        let loop = MultiThreadedEventLoopGroup.singleton.any()
        let promise = loop.makePromise(of: [IPAddress].self)
        let timer = loop.scheduleTask(deadline: deadline) { promise.fail(IntakeError.timedOut) }
        pool.submit { state in
            guard case .active = state else { return promise.fail(IntakeError.timedOut) }
            promise.completeWith(Result { try lookUp(host.text) })
        }
        defer { timer.cancel() }
        return try await promise.futureResult.get()
    }

    /// As many threads as submissions are fetched side by side, and nothing else waits for them.
    private static let pool: NIOThreadPool = {
        let pool = NIOThreadPool(numberOfThreads: 8)
        pool.start()
        return pool
    }()

    private static func lookUp(_ host: String) throws -> [IPAddress] {
        var hints = addrinfo()
        hints.ai_family = AF_UNSPEC
        hints.ai_socktype = Int32(SOCK_STREAM.rawValue)
        var list: UnsafeMutablePointer<addrinfo>?
        guard getaddrinfo(host, nil, &hints, &list) == 0 else {
            throw IntakeError(.fetchFailed, "The host '\(host)' has no address.")
        }
        defer { freeaddrinfo(list) }
        let addresses = sequence(first: list) { $0?.pointee.ai_next }
            .prefix { $0 != nil }
            .compactMap { $0.flatMap { address($0.pointee) } }
        guard !addresses.isEmpty else { throw IntakeError(.fetchFailed, "The host '\(host)' has no address.") }
        return addresses
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

extension IntakeError {
    static var timedOut: IntakeError { IntakeError(.fetchTimedOut, "The code did not arrive in time.") }
}
