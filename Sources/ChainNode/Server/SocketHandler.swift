import NIOCore
import NIOWebSocket
import Substrate

/// Holds a conversation over a WebSocket.
///
/// It lives on its connection's event loop: messages and blocks reach it one after the other. Others share the loop, so
/// that it works on messages for a few milliseconds at a time; meanwhile nothing more is read.
final class SocketHandler: ChannelInboundHandler {
    typealias InboundIn = WebSocketFrame
    typealias OutboundOut = WebSocketFrame

    /// How long messages are answered before others on the loop have their turn.
    private static let turn = Duration.milliseconds(5)

    private let ledger: Ledger
    private var session: NodeSession
    private var observer: UInt64?
    private var waiting = CircularBuffer<[UInt8]>()
    private var isScheduled = false
    private var isClosing = false

    init(_ ledger: Ledger, _ limits: NodeLimits) {
        self.ledger = ledger
        session = NodeSession(ledger, limits, takesSubscriptions: true)
    }

    func handlerAdded(context: ChannelHandlerContext) {
        let loop = context.eventLoop
        let bound = NIOLoopBound((self, context), eventLoop: loop)
        observer = ledger.observe { news in
            loop.execute {
                let (handler, context) = bound.value
                handler.tell(context, of: news)
            }
        }
    }

    func handlerRemoved(context: ChannelHandlerContext) { stop() }

    func channelInactive(context: ChannelHandlerContext) {
        stop()
        context.fireChannelInactive()
    }

    private func stop() {
        isClosing = true
        waiting.removeAll()
        if let observer { ledger.stopObserving(observer) }
        observer = nil
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        var frame = unwrapInboundIn(data)
        if let key = frame.maskKey { frame.data.webSocketUnmask(key) }
        guard !isClosing else { return }
        switch frame.opcode {
        case .text, .binary:
            waiting.append(frame.data.readBytes(length: frame.data.readableBytes) ?? [])
            if !isScheduled { work(context) }
        case .ping: send(WebSocketFrame(fin: true, opcode: .pong, data: frame.data), context)
        case .connectionClose: close(context, echoing: frame.data)
        default: break
        }
    }

    func channelWritabilityChanged(context: ChannelHandlerContext) {
        if context.channel.isWritable, !isScheduled { work(context) }
        context.fireChannelWritabilityChanged()
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        // Frames that are too long or malformed: the decoder has answered them with a code already.
        context.close(promise: nil)
    }
}

extension SocketHandler {
    /// Answers what waits, as long as the client reads its answers and others need not wait.
    private func work(_ context: ChannelHandlerContext) {
        let clock = ContinuousClock()
        let end = clock.now + Self.turn
        while !isClosing, context.channel.isWritable, clock.now < end, let text = waiting.popFirst() {
            send(session.answer(text, at: clock.now), context)
        }
        let isDone = waiting.isEmpty
        if !isClosing { try? context.channel.syncOptions?.setOption(.autoRead, value: isDone) }
        guard !isDone, !isClosing, context.channel.isWritable else { return }
        isScheduled = true
        let bound = NIOLoopBound((self, context), eventLoop: context.eventLoop)
        context.eventLoop.execute {
            let (handler, context) = bound.value
            handler.isScheduled = false
            handler.work(context)
        }
    }

    private func tell(_ context: ChannelHandlerContext, of news: BlockNews) {
        guard observer != nil, !isClosing, session.subscribed > 0 else { return }
        let messages = session.notifications(of: news)
        // A client that has fallen this far behind would only fall further.
        guard messages.isEmpty || context.channel.isWritable else { return context.close(promise: nil) }
        send(messages, context)
    }

    private func send(_ messages: [[UInt8]], _ context: ChannelHandlerContext) {
        for message in messages {
            let frame = WebSocketFrame(fin: true, opcode: .text, data: ByteBuffer(bytes: message))
            context.write(wrapOutboundOut(frame), promise: nil)
        }
        if !messages.isEmpty { context.flush() }
    }

    private func send(_ frame: WebSocketFrame, _ context: ChannelHandlerContext) {
        context.writeAndFlush(wrapOutboundOut(frame), promise: nil)
    }

    private func close(_ context: ChannelHandlerContext, echoing data: ByteBuffer) {
        stop()
        let frame = WebSocketFrame(fin: true, opcode: .connectionClose, data: data)
        let channel = context.channel
        context.writeAndFlush(wrapOutboundOut(frame)).whenComplete { _ in channel.close(promise: nil) }
    }
}
