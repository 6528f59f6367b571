import Glibc
import NIOCore

extension CommandFailure {
    /// Has something listen, and says in one sentence when that cannot be.
    ///
    /// - Parameters:
    ///   - host: The address where it is to listen.
    ///   - port: The port.
    ///   - body: Has it listen.
    /// - Returns: What the body returns.
    /// - Throws: `CommandFailure` when the address cannot be listened at, and what else the body throws.
    static func listening<Result>(
        at host: String,
        _ port: Int,
        _ body: () async throws -> Result
    ) async throws -> Result {
        do {
            return try await body()
        } catch let error as IOError {
            throw CommandFailure(.unreachable, "\(host):\(port) cannot be listened at: \(words(error.errnoCode))")
        } catch is SocketAddressError {
            throw CommandFailure(.unreachable, "\(host):\(port) cannot be listened at: \(host) is no address")
        }
    }

    private static func words(_ code: CInt) -> String {
        switch code {
        case EADDRINUSE: "somebody else listens there; choose another port with --port"
        case EADDRNOTAVAIL: "this machine has no such address"
        case EACCES: "this user may not take the port"
        default: String(cString: strerror(code))
        }
    }
}
