import Chain
import NIOCore
import NIOWebSocket

/// Hands the node's messages to a link, on the connection's event loop, and answers signs of life.
final class LinkHandler: ChannelInboundHandler {
    typealias InboundIn = WebSocketFrame
    typealias OutboundOut = WebSocketFrame

    private let link: RPCLink
    private let limit: Int
    private var isSilent = false

    init(_ link: RPCLink, limit: Int) {
        self.link = link
        self.limit = limit
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        isSilent = false
        var frame = unwrapInboundIn(data)
        if let key = frame.maskKey { frame.data.webSocketUnmask(key) }
        switch frame.opcode {
        case .text, .binary: link.receive(frame.data.readBytes(length: frame.data.readableBytes) ?? [])
        case .ping: send(.pong, frame.data, context)
        case .connectionClose: link.close(ChainError(.disconnected, "the node has ended the connection"))
        default: break
        }
    }

    func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
        guard event is IdleStateHandler.IdleStateEvent else { return context.fireUserInboundEventTriggered(event) }
        guard !isSilent else { return link.close(ChainError(.disconnected, "the node gives no sign of life")) }
        isSilent = true
        send(.ping, ByteBuffer(), context)
    }

    func channelInactive(context: ChannelHandlerContext) {
        link.close(ChainError(.disconnected, "the connection to the node was lost"))
        context.fireChannelInactive()
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        switch error {
        case is NIOWebSocketError, is NIOWebSocketFrameAggregator.Error:
            let words = "the node sent a message of over \(limit) bytes, or no WebSocket frame"
            link.close(ChainError(.malformedAnswer, words, cause: error))
        default: link.close(ChainError(.disconnected, "the connection to the node was lost: \(error)", cause: error))
        }
    }

    private func send(_ opcode: WebSocketOpcode, _ data: ByteBuffer, _ context: ChannelHandlerContext) {
        let frame = WebSocketFrame(fin: true, opcode: opcode, maskKey: .random(), data: data)
        context.writeAndFlush(wrapOutboundOut(frame), promise: nil)
    }
}
