import NIOCore
import NIOHTTP1

/// Answers JSON-RPC over HTTP: the body of a POST is a message, the body of the answer too.
final class HTTPHandler: ChannelInboundHandler, RemovableChannelHandler {
    typealias InboundIn = HTTPServerRequestPart
    typealias OutboundOut = HTTPServerResponsePart

    static let name = "tiltyard.http"

    private let limits: NodeLimits
    private var session: NodeSession
    private var head: HTTPRequestHead?
    private var body: [UInt8] = []
    private var isTooLong = false

    init(_ ledger: Ledger, _ limits: NodeLimits) {
        self.limits = limits
        session = NodeSession(ledger, limits, takesSubscriptions: false)
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        switch unwrapInboundIn(data) {
        case .head(let head):
            self.head = head
            body = []
            isTooLong = false
        case .body(let part):
            isTooLong = isTooLong || body.count + part.readableBytes > limits.messageBytes
            if isTooLong { body = [] } else { body += part.readableBytesView }
        case .end:
            guard let head else { return }
            self.head = nil
            answer(head, context)
        }
    }

    private func answer(_ head: HTTPRequestHead, _ context: ChannelHandlerContext) {
        guard !isTooLong else { return reply(.payloadTooLarge, [], head, context) }
        switch head.method {
        case .POST:
            let messages = session.answer(body, at: .now)
            body = []
            reply(messages.isEmpty ? .noContent : .ok, messages.first ?? [], head, context)
        case .GET where head.uri == "/health":
            reply(.ok, Array("{\"isSyncing\":false,\"peers\":0,\"shouldHavePeers\":false}".utf8), head, context)
        default: reply(.methodNotAllowed, [], head, context)
        }
    }

    private func reply(
        _ status: HTTPResponseStatus,
        _ content: [UInt8],
        _ head: HTTPRequestHead,
        _ context: ChannelHandlerContext
    ) {
        var headers = HTTPHeaders()
        headers.add(name: "Content-Length", value: String(content.count))
        if !content.isEmpty { headers.add(name: "Content-Type", value: "application/json") }
        let keepsAlive = head.isKeepAlive && !isTooLong
        if !keepsAlive { headers.add(name: "Connection", value: "close") }
        let reply = HTTPResponseHead(version: head.version, status: status, headers: headers)
        context.write(wrapOutboundOut(.head(reply)), promise: nil)
        if !content.isEmpty {
            context.write(wrapOutboundOut(.body(.byteBuffer(ByteBuffer(bytes: content)))), promise: nil)
        }
        let channel = context.channel
        context.writeAndFlush(wrapOutboundOut(.end(nil))).whenComplete { _ in
            if !keepsAlive { channel.close(promise: nil) }
        }
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) { context.close(promise: nil) }
}
