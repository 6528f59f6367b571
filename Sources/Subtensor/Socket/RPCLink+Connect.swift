import Chain
import NIOCore
import NIOHTTP1
import NIOPosix
import NIOSSL
import NIOWebSocket

extension RPCLink {
    /// Connects to a node.
    ///
    /// - Parameters:
    ///   - address: Where it listens.
    ///   - options: Limits of the connection.
    /// - Returns: The connection, over which nothing was said yet.
    /// - Throws: `ChainError.Code.unreachable`.
    static func connect(_ address: NodeAddress, _ options: SubtensorOptions) async throws -> RPCLink {
        let group = MultiThreadedEventLoopGroup.singleton
        let loop = group.next()
        let linked = loop.makePromise(of: RPCLink.self)
        let alarm = loop.scheduleTask(in: TimeAmount(options.connectTime)) { linked.fail(ConnectTimeout()) }
        do {
            let tls = address.isSecure ? try NIOSSLContext(configuration: .makeClientConfiguration()) : nil
            let channel = try await ClientBootstrap(group: loop)
                .connectTimeout(TimeAmount(options.connectTime))
                .channelOption(.socketOption(.tcp_nodelay), value: 1)
                .channelInitializer { channel in
                    channel.closeFuture.whenComplete { _ in linked.fail(NoUpgrade()) }
                    return channel.eventLoop.makeCompletedFuture {
                        try prepare(channel, address, options, tls, linked)
                    }
                }
                .connect(host: address.host, port: address.port).get()
            var head = HTTPRequestHead(version: .http1_1, method: .GET, uri: address.path)
            head.headers.add(name: "Host", value: address.authority)
            channel.write(HTTPClientRequestPart.head(head), promise: nil)
            channel.writeAndFlush(HTTPClientRequestPart.end(nil), promise: nil)
            defer { alarm.cancel() }
            do {
                return try await linked.futureResult.get()
            } catch {
                channel.close(promise: nil)
                throw error
            }
        } catch {
            alarm.cancel()
            linked.fail(error)
            throw ChainError(.unreachable, "no node answers at \(address): \(words(error))", cause: error)
        }
    }

    private static func prepare(
        _ channel: any Channel,
        _ address: NodeAddress,
        _ options: SubtensorOptions,
        _ tls: NIOSSLContext?,
        _ linked: EventLoopPromise<RPCLink>
    ) throws {
        let pipeline = channel.pipeline.syncOperations
        if let tls {
            let isName = (try? SocketAddress(ipAddress: address.host, port: 0)) == nil
            try pipeline.addHandler(try NIOSSLClientHandler(context: tls, serverHostname: isName ? address.host : nil))
        }
        // The handler of the link ends the connection itself, once it has said why.
        let upgrader = NIOWebSocketClientUpgrader(
            maxFrameSize: options.messageBytes,
            automaticErrorHandling: false
        ) { channel, _ in
            channel.eventLoop.makeCompletedFuture {
                channel.pipeline.syncOperations.removeHandler(name: RefusalHandler.name, promise: nil)
                let link = RPCLink(channel, options)
                let aggregator = NIOWebSocketFrameAggregator(
                    minNonFinalFragmentSize: 0,
                    maxAccumulatedFrameCount: 4096,
                    maxAccumulatedFrameSize: options.messageBytes
                )
                try channel.pipeline.syncOperations.addHandlers(
                    IdleStateHandler(readTimeout: TimeAmount(options.silence)),
                    aggregator,
                    LinkHandler(link, limit: options.messageBytes)
                )
                linked.succeed(link)
            }
        }
        let configuration: NIOHTTPClientUpgradeSendableConfiguration = (
            upgraders: [upgrader], completionHandler: { _ in }
        )
        try pipeline.addHTTPClientHandlers(withClientUpgrade: configuration)
        try pipeline.addHandler(RefusalHandler(linked), name: RefusalHandler.name)
    }

    private static func words(_ error: any Error) -> String {
        switch error {
        case let error as NIOConnectionError:
            error.connectionErrors.first.map { "\($0.error)" } ?? "\(error.host) has no address"
        case is NoUpgrade: "it ended the connection before it was one"
        case is ConnectTimeout, ChannelError.connectTimeout: "nothing came in time"
        default: "\(error)"
        }
    }
}

private struct NoUpgrade: Error {}
private struct ConnectTimeout: Error {}

/// Something answered that is no node: a web server, for example.
private struct NotANode: Error, CustomStringConvertible {
    let status: UInt

    var description: String { "it answered with the HTTP status \(status)" }
}

/// Hears what is said before the connection has become one of messages.
private final class RefusalHandler: ChannelInboundHandler, RemovableChannelHandler, Sendable {
    typealias InboundIn = HTTPClientResponsePart

    static let name = "tiltyard.refusal"

    private let linked: EventLoopPromise<RPCLink>

    init(_ linked: EventLoopPromise<RPCLink>) { self.linked = linked }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        guard case .head(let head) = unwrapInboundIn(data) else { return }
        linked.fail(NotANode(status: head.status.code))
        context.close(promise: nil)
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        linked.fail(error)
        context.fireErrorCaught(error)
    }
}
