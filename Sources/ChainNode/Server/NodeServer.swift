import NIOCore
import NIOHTTP1
import NIOPosix
import NIOWebSocket
import Synchronization

/// Serves a chain by JSON-RPC over WebSocket and HTTP, on one port.
///
/// ```swift
/// let server = try await NodeServer.start(ledger, host: "127.0.0.1", port: 9944)
/// defer { server.stop() }
/// ```
package final class NodeServer: Sendable {
    /// The port, which is the system's choice where 0 was asked for.
    package let port: Int
    private let ledger: Ledger
    private let channel: any Channel
    private let group: MultiThreadedEventLoopGroup

    private init(_ ledger: Ledger, _ channel: any Channel, _ group: MultiThreadedEventLoopGroup) {
        self.ledger = ledger
        self.channel = channel
        self.group = group
        port = channel.localAddress?.port ?? 0
    }

    /// Starts to serve.
    ///
    /// - Parameters:
    ///   - ledger: The chain.
    ///   - host: The address to listen on; whoever reaches it may use the chain.
    ///   - port: The port; 0 for one that is free.
    ///   - limits: What clients may ask for.
    /// - Returns: The server, which serves until it is stopped.
    /// - Throws: What the system says when the port cannot be had.
    package static func start(
        _ ledger: Ledger,
        host: String = "127.0.0.1",
        port: Int,
        limits: NodeLimits = NodeLimits()
    ) async throws -> NodeServer {
        let group = MultiThreadedEventLoopGroup(numberOfThreads: 2)
        let connections = ConnectionCount(limits.connections)
        let bootstrap = ServerBootstrap(group: group)
            .serverChannelOption(.backlog, value: 256)
            .serverChannelOption(.socketOption(.so_reuseaddr), value: 1)
            .childChannelOption(.socketOption(.tcp_nodelay), value: 1)
            .childChannelOption(
                .writeBufferWaterMark,
                value: .init(low: limits.outgoingBytes / 2, high: limits.outgoingBytes)
            )
            .childChannelInitializer { channel in
                guard connections.enter() else { return channel.eventLoop.makeFailedFuture(TooManyConnections()) }
                channel.closeFuture.whenComplete { _ in connections.leave() }
                return prepare(channel, ledger, limits)
            }
        do {
            return NodeServer(ledger, try await bootstrap.bind(host: host, port: port).get(), group)
        } catch {
            try? await group.shutdownGracefully()
            throw error
        }
    }

    /// Closes everything.
    package func stop() async {
        try? await channel.close().get()
        // Nobody may be told of blocks on threads that are gone.
        ledger.stopAllObserving()
        try? await group.shutdownGracefully()
    }

    private static func prepare(
        _ channel: any Channel,
        _ ledger: Ledger,
        _ limits: NodeLimits
    ) -> EventLoopFuture<Void> {
        let upgrader = NIOWebSocketServerUpgrader(
            maxFrameSize: limits.messageBytes,
            shouldUpgrade: { channel, _ in channel.eventLoop.makeSucceededFuture([:]) },
            upgradePipelineHandler: { channel, _ in
                channel.eventLoop.makeCompletedFuture {
                    let aggregator = NIOWebSocketFrameAggregator(
                        minNonFinalFragmentSize: 0,
                        maxAccumulatedFrameCount: 1024,
                        maxAccumulatedFrameSize: limits.messageBytes
                    )
                    try channel.pipeline.syncOperations.addHandlers(aggregator, SocketHandler(ledger, limits))
                }
            }
        )
        return channel.eventLoop.makeCompletedFuture {
            let pipeline = channel.pipeline.syncOperations
            try pipeline.addHandler(IdleStateHandler(allTimeout: .seconds(Int64(limits.idleSeconds))))
            try pipeline.addHandler(IdleCloser())
            let http = HTTPHandler(ledger, limits)
            let upgrade: NIOHTTPServerUpgradeSendableConfiguration = (
                upgraders: [upgrader],
                completionHandler: { context in
                    context.pipeline.syncOperations.removeHandler(name: HTTPHandler.name, promise: nil)
                }
            )
            try pipeline.configureHTTPServerPipeline(withServerUpgrade: upgrade)
            try pipeline.addHandler(http, name: HTTPHandler.name)
        }
    }
}

/// Why a connection was closed before a word was said.
struct TooManyConnections: Error {}

/// How many connections there are.
final class ConnectionCount: Sendable {
    private let most: Int
    private let count = Mutex(0)

    init(_ most: Int) { self.most = most }

    func enter() -> Bool {
        count.withLock { count in
            guard count < most else { return false }
            count += 1
            return true
        }
    }

    func leave() { count.withLock { $0 -= 1 } }
}

/// Closes a connection on which nothing was said for a long time, in either direction.
final class IdleCloser: ChannelInboundHandler {
    typealias InboundIn = Any

    func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
        if event is IdleStateHandler.IdleStateEvent { context.close(promise: nil) }
        context.fireUserInboundEventTriggered(event)
    }
}
