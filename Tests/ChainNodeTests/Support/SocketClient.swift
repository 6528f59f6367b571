import NIOCore
import NIOHTTP1
import NIOPosix
import NIOWebSocket

/// A WebSocket client as small as can be.
struct SocketClient {
    private let channel: any Channel
    private let messages: AsyncThrowingStream<String, any Error>

    /// Connects and upgrades; throws when the server closes before that.
    static func connect(_ port: Int) async throws -> SocketClient {
        let (stream, continuation) = AsyncThrowingStream<String, any Error>.makeStream()
        let group = MultiThreadedEventLoopGroup.singleton
        let upgraded = group.next().makePromise(of: Void.self)
        let channel = try await ClientBootstrap(group: group)
            .channelInitializer { channel in
                let upgrader = NIOWebSocketClientUpgrader(maxFrameSize: 1 << 24) { channel, _ in
                    channel.eventLoop.makeCompletedFuture {
                        try channel.pipeline.syncOperations.addHandler(Collector(continuation))
                        upgraded.succeed()
                    }
                }
                let configuration: NIOHTTPClientUpgradeSendableConfiguration = (
                    upgraders: [upgrader], completionHandler: { _ in }
                )
                channel.closeFuture.whenComplete { _ in upgraded.fail(ChannelError.eof) }
                return channel.pipeline.addHTTPClientHandlers(withClientUpgrade: configuration)
            }
            .connect(host: "127.0.0.1", port: port).get()
        var head = HTTPRequestHead(version: .http1_1, method: .GET, uri: "/")
        head.headers.add(name: "Host", value: "127.0.0.1")
        channel.write(HTTPClientRequestPart.head(head), promise: nil)
        channel.writeAndFlush(HTTPClientRequestPart.end(nil), promise: nil)
        try await upgraded.futureResult.get()
        return SocketClient(channel: channel, messages: stream)
    }

    private init(channel: any Channel, messages: AsyncThrowingStream<String, any Error>) {
        self.channel = channel
        self.messages = messages
    }

    func send(_ text: String) async throws {
        let key = WebSocketMaskingKey.random()
        let frame = WebSocketFrame(fin: true, opcode: .text, maskKey: key, data: ByteBuffer(string: text))
        try await channel.writeAndFlush(frame).get()
    }

    /// The next message; nil when the connection has ended.
    func next() async throws -> String? {
        for try await message in messages { return message }
        return nil
    }

    func close() async throws { try await channel.close().get() }
}

private final class Collector: ChannelInboundHandler, Sendable {
    typealias InboundIn = WebSocketFrame

    private let continuation: AsyncThrowingStream<String, any Error>.Continuation

    init(_ continuation: AsyncThrowingStream<String, any Error>.Continuation) { self.continuation = continuation }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        let frame = unwrapInboundIn(data)
        switch frame.opcode {
        case .text: continuation.yield(String(buffer: frame.unmaskedData))
        case .connectionClose: context.close(promise: nil)
        default: break
        }
    }

    func channelInactive(context: ChannelHandlerContext) { continuation.finish() }

    func errorCaught(context: ChannelHandlerContext, error: any Error) { context.close(promise: nil) }
}

/// One exchange over HTTP, as text.
enum HTTPExchange {
    static func post(_ body: String, to port: Int) async throws -> String {
        let head = "POST / HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Length: \(body.utf8.count)\r\n\r\n"
        return try await send(head + body, to: port)
    }

    static func send(_ text: String, to port: Int) async throws -> String {
        let channel = try await ClientBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .connect(host: "127.0.0.1", port: port) { channel in
                channel.eventLoop.makeCompletedFuture {
                    try NIOAsyncChannel<ByteBuffer, ByteBuffer>(wrappingChannelSynchronously: channel)
                }
            }
        return try await channel.executeThenClose { inbound, outbound in
            try await outbound.write(ByteBuffer(string: text))
            var answer = ""
            for try await part in inbound { answer += String(buffer: part) }
            return answer
        }
    }
}
