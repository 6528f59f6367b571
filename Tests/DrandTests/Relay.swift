import NIOCore
import NIOPosix
import Synchronization

/// A relay of drand on a loopback port, as small as can be, that may be told to misbehave.
struct Relay: Sendable {
    /// What it does with a request.
    enum Answer: Sendable {
        /// A status and a body.
        case text(String, status: Int = 200)
        /// A status that leads elsewhere.
        case redirect(to: String)
        /// Nothing, and the connection stays open.
        case silence
        /// A beginning, and the connection stays open.
        case half
        /// The connection ends.
        case end
    }

    /// Its address.
    let address: String
    private let log: RequestLog

    /// The paths that were asked for.
    var requests: [String] { log.paths.withLock { $0 } }

    /// Runs a test against a relay, and ends the relay whatever the test does.
    static func run(
        _ answer: @escaping @Sendable (String) -> Answer,
        _ test: (Relay) async throws -> Void
    ) async throws {
        let log = RequestLog()
        let channel = try await ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .childChannelInitializer { channel in
                channel.pipeline.addHandler(RelayHandler(log: log, answer: answer))
            }
            .bind(host: "127.0.0.1", port: 0).get()
        do {
            let port = channel.localAddress?.port ?? 0
            try await test(Relay(address: "http://127.0.0.1:\(port)", log: log))
        } catch {
            try await channel.close()
            throw error
        }
        try await channel.close()
    }
}

private final class RequestLog: Sendable {
    let paths = Mutex<[String]>([])
}

private final class RelayHandler: ChannelInboundHandler, Sendable {
    typealias InboundIn = ByteBuffer
    typealias OutboundOut = ByteBuffer

    private let log: RequestLog
    private let answer: @Sendable (String) -> Relay.Answer
    private let received = Mutex("")

    init(log: RequestLog, answer: @escaping @Sendable (String) -> Relay.Answer) {
        self.log = log
        self.answer = answer
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        let text = received.withLock { received in
            received += String(buffer: unwrapInboundIn(data))
            return received
        }
        guard text.contains("\r\n\r\n") else { return }
        received.withLock { $0 = "" }
        let path = text.split(separator: " ").dropFirst().first.map(String.init) ?? ""
        log.paths.withLock { $0.append(path) }
        switch answer(path) {
        case .text(let body, let status):
            send("HTTP/1.1 \(status) X\r\nContent-Length: \(body.utf8.count)\r\n\r\n\(body)", context)
        case .redirect(let place):
            send("HTTP/1.1 302 Found\r\nLocation: \(place)\r\nContent-Length: 0\r\n\r\n", context)
        case .silence: break
        case .half: send("HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n{\"round\":", context)
        case .end: context.close(promise: nil)
        }
    }

    private func send(_ text: String, _ context: ChannelHandlerContext) {
        context.writeAndFlush(wrapOutboundOut(ByteBuffer(string: text)), promise: nil)
    }
}
