import NIOCore
import NIOHTTP1
import NIOPosix
import NIOWebSocket
import Substrate
import Synchronization

@testable import ChainNode

/// A node on a real socket that serves a real chain, and misbehaves where a script says so.
final class FaultyNode: Sendable {
    /// What becomes of a call.
    enum Fault: Sendable {
        /// It is answered as it should be.
        case none
        /// This is answered.
        case result(RPCValue)
        /// This failure is answered.
        case failure(RPCFailure)
        /// This text is sent, whatever it is.
        case text(String)
        /// Nothing is done and nothing is said.
        case silence
        /// The connection ends before anything is done.
        case endBefore
        /// It is done, and the connection ends before anything is said.
        case endAfter
        /// It is answered, and so much news of the subscription follows at once.
        case flood(Int)
        /// It is answered, and one piece of news of the subscription follows, of so many bytes at least.
        case bloat(Int)
    }

    typealias Script = @Sendable (RPCRequest) -> Fault

    let ledger: Ledger
    private let script: Mutex<Script>
    private let calls = Mutex<[String]>([])
    private let channels = Mutex<[any Channel]>([])
    private let channel = Mutex<(any Channel)?>(nil)
    private let lastPort = Mutex(0)
    private let isMute = Mutex(false)

    init(_ ledger: Ledger, script: @escaping Script = { _ in .none }) {
        self.ledger = ledger
        self.script = Mutex(script)
    }

    var address: String { "ws://127.0.0.1:\(lastPort.withLock { $0 })" }

    /// How often a method was called.
    func count(of method: String) -> Int { calls.withLock { $0.count { $0 == method } } }

    func follow(_ script: @escaping Script) { self.script.withLock { $0 = script } }

    /// Tells nobody any more what they subscribed to, or tells it again.
    func mute(_ isMute: Bool) { self.isMute.withLock { $0 = isMute } }

    fileprivate var tellsNews: Bool { isMute.withLock { !$0 } }

    /// Begins to listen, on the port that it had before.
    func start() async throws {
        let bound = try await ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .serverChannelOption(.socketOption(.so_reuseaddr), value: 1)
            .childChannelInitializer { channel in
                self.channels.withLock { $0.append(channel) }
                let upgrader = NIOWebSocketServerUpgrader(
                    maxFrameSize: 1 << 24,
                    shouldUpgrade: { channel, _ in channel.eventLoop.makeSucceededFuture([:]) },
                    upgradePipelineHandler: { channel, _ in
                        channel.eventLoop.makeCompletedFuture {
                            try channel.pipeline.syncOperations.addHandler(FaultyHandler(self))
                        }
                    }
                )
                return channel.eventLoop.makeCompletedFuture {
                    try channel.pipeline.syncOperations.configureHTTPServerPipeline(
                        withServerUpgrade: (upgraders: [upgrader], completionHandler: { _ in })
                    )
                }
            }
            .bind(host: "127.0.0.1", port: lastPort.withLock { $0 }).get()
        lastPort.withLock { $0 = bound.localAddress?.port ?? 0 }
        channel.withLock { $0 = bound }
    }

    /// Ends all connections and listens no more.
    func stop() async {
        try? await channel.withLock { $0 }?.close().get()
        hangUp()
    }

    /// Ends all connections.
    func hangUp() {
        let open = channels.withLock { channels in
            defer { channels = [] }
            return channels
        }
        for channel in open { channel.close(promise: nil) }
    }

    fileprivate func fault(_ request: RPCRequest) -> Fault {
        calls.withLock { $0.append(request.method) }
        return script.withLock { $0 }(request)
    }
}

/// One connection.
private final class FaultyHandler: ChannelInboundHandler {
    typealias InboundIn = WebSocketFrame
    typealias OutboundOut = WebSocketFrame

    private let node: FaultyNode
    private var session: NodeSession
    private var observer: UInt64?

    init(_ node: FaultyNode) {
        self.node = node
        session = NodeSession(node.ledger, NodeLimits(), takesSubscriptions: true)
    }

    func handlerAdded(context: ChannelHandlerContext) {
        let bound = NIOLoopBound((self, context), eventLoop: context.eventLoop)
        let loop = context.eventLoop
        observer = node.ledger.observe { news in
            loop.execute {
                let (handler, context) = bound.value
                guard handler.observer != nil, handler.node.tellsNews else { return }
                handler.send(handler.session.notifications(of: news), context)
            }
        }
    }

    func channelInactive(context: ChannelHandlerContext) {
        if let observer { node.ledger.stopObserving(observer) }
        observer = nil
        context.fireChannelInactive()
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        let frame = unwrapInboundIn(data)
        guard frame.opcode == .text else { return }
        let text = Array(frame.unmaskedData.readableBytesView)
        guard case .one(.success(let request)) = RPCIncoming(text), let identifier = request.identifier else { return }
        switch node.fault(request) {
        case .none: send(session.answer(text, at: .now), context)
        case .result(let value): send([RPCResponse(.success(value), identifier: identifier).json], context)
        case .failure(let failure): send([RPCResponse(.failure(failure), identifier: identifier).json], context)
        case .text(let words): send([Array(words.utf8)], context)
        case .silence: break
        case .endBefore: context.close(promise: nil)
        case .endAfter:
            _ = session.answer(text, at: .now)
            context.close(promise: nil)
        case .flood(let count):
            let answers = session.answer(text, at: .now)
            let again = answers.last ?? []
            send(answers + Array(repeating: again, count: count), context)
        case .bloat(let bytes):
            let answers = session.answer(text, at: .now)
            // White space between the parts of a message says nothing.
            let space = [UInt8](repeating: UInt8(ascii: " "), count: bytes)
            send(answers.dropLast() + answers.suffix(1).map { $0.dropLast() + space + $0.suffix(1) }, context)
        }
    }

    private func send(_ messages: [[UInt8]], _ context: ChannelHandlerContext) {
        for message in messages {
            let frame = WebSocketFrame(fin: true, opcode: .text, data: ByteBuffer(bytes: message))
            context.write(wrapOutboundOut(frame), promise: nil)
        }
        context.flush()
    }
}
