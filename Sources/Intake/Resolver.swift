import NIOCore
import NIOPosix

/// Host names into addresses, never later than a deadline.
struct Resolver: Sendable {
    /// Asks whoever knows the names; may take as long as it likes, on a thread of its own.
    let lookUp: @Sendable (HostName) throws -> [IPAddress]

    /// The machine's own resolver.
    static let system = Resolver(lookUp: SystemNames.addresses)

    /// Finds all addresses of a host.
    ///
    /// An address in any spelling that the system takes is read without asking anybody. A look-up cannot be interrupted,
    /// so it runs on a thread of a pool; when the time is up or the task is cancelled, this returns and the thread ends
    /// later, by the limits of whoever was asked.
    ///
    /// - Parameters:
    ///   - host: A name or an address.
    ///   - deadline: When to stop waiting.
    /// - Returns: The addresses in the order of the answer, at least one.
    /// - Throws: `IntakeError` with `fetchTimedOut`, or `fetchFailed` when the host has no address; else what the look-up
    ///   throws, or `CancellationError`.
    func addresses(of host: HostName, deadline: NIODeadline) async throws -> [IPAddress] {
        if let address = SystemNames.numericAddress(host) { return [address] }
        let loop = MultiThreadedEventLoopGroup.singleton.any()
        let promise = loop.makePromise(of: [IPAddress].self)
        let timer = loop.scheduleTask(deadline: deadline) { promise.fail(IntakeError.timedOut) }
        Self.pool.submit { state in
            guard case .active = state else { return promise.fail(IntakeError.timedOut) }
            promise.completeWith(Result { try lookUp(host) })
        }
        defer { timer.cancel() }
        let addresses = try await withTaskCancellationHandler {
            try await promise.futureResult.get()
        } onCancel: {
            promise.fail(CancellationError())
        }
        guard !addresses.isEmpty else { throw IntakeError.noAddress(host) }
        return addresses
    }

    /// Four times as many threads as submissions are fetched side by side: names whose servers never answer hold theirs
    /// for longer than a fetch may take, and must not make the next fetch wait.
    private static let pool: NIOThreadPool = {
        let pool = NIOThreadPool(numberOfThreads: 32)
        pool.start()
        return pool
    }()
}

extension IntakeError {
    static var timedOut: IntakeError { IntakeError(.fetchTimedOut, "The code did not arrive in time.") }

    static func noAddress(_ host: HostName) -> IntakeError {
        IntakeError(.fetchFailed, "The host '\(host.text)' has no address.")
    }
}
