import NIOCore
import Synchronization

/// How many connections each client has, so that one alone cannot take them all from the others.
final class ConnectionCounts: Sendable {
    private let most: Int
    private let counts = Mutex<[String: Int]>([:])

    /// - Parameter most: How many connections one client may have; 0: as many as it likes.
    init(most: Int) {
        self.most = most
    }

    /// Counts a new connection; false when its client has as many as it may.
    func begin(_ client: String) -> Bool {
        counts.withLock { counts in
            guard most == 0 || counts[client, default: 0] < most else { return false }
            counts[client, default: 0] += 1
            return true
        }
    }

    /// Counts the end of a connection that was let begin.
    func end(_ client: String) {
        counts.withLock { counts in
            let left = counts[client, default: 1] - 1
            counts[client] = left > 0 ? left : nil
        }
    }
}

/// Ends a connection at once when its client has too many.
///
/// Sendable because NIO calls a handler from its channel's event loop only.
final class ConnectionGuard: ChannelInboundHandler, RemovableChannelHandler, @unchecked Sendable {
    typealias InboundIn = Never

    private let counts: ConnectionCounts
    private var counted: String?

    init(counts: ConnectionCounts) {
        self.counts = counts
    }

    func channelActive(context: ChannelHandlerContext) {
        let client = ClientAddress.text(of: context.remoteAddress)
        guard counts.begin(client) else { return context.close(promise: nil) }
        counted = client
        context.fireChannelActive()
    }

    func channelInactive(context: ChannelHandlerContext) {
        if let counted { counts.end(counted) }
        counted = nil
        context.fireChannelInactive()
    }
}
