import AsyncHTTPClient
import NIOCore
import NIOHTTP1

/// Lets through one well-formed answer: a head, its body, its end.
///
/// It stands between the parser of HTTP and the client, because the client stops the whole process when it sees parts in an
/// order that it holds to be impossible, and a server can send them so: a status below 100 with a body is enough
/// (AsyncHTTPClient 1.37).
final class AnswerGuard: ChannelInboundHandler {
    typealias InboundIn = HTTPClientResponsePart
    typealias InboundOut = HTTPClientResponsePart

    private enum Expected {
        case head
        case bodyOrEnd
        case nothing
    }

    /// More interim answers (1xx) than any server has a reason to send.
    static let maximumInterimAnswers = 16

    private var expected = Expected.head
    private var interimAnswers = 0

    /// Puts a guard behind the parser of a new connection.
    @Sendable static func install(in channel: any Channel) -> EventLoopFuture<Void> {
        channel.eventLoop.makeCompletedFuture {
            let pipeline = channel.pipeline.syncOperations
            let parser = try pipeline.handler(type: ByteToMessageHandler<HTTPResponseDecoder>.self)
            try pipeline.addHandler(AnswerGuard(), position: .after(parser))
        }
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        switch (unwrapInboundIn(data), expected) {
        case (_, .nothing): return
        case (.head(let head), .head)
        where (100..<200).contains(head.status.code) && head.status != .switchingProtocols:
            interimAnswers += 1
            if interimAnswers > Self.maximumInterimAnswers { refuse(context) }
        case (.head(let head), .head) where (200..<600).contains(head.status.code):
            expected = .bodyOrEnd
            context.fireChannelRead(data)
        case (.body, .bodyOrEnd):
            context.fireChannelRead(data)
        case (.end, .bodyOrEnd):
            expected = .nothing
            context.fireChannelRead(data)
        default: refuse(context)
        }
    }

    private func refuse(_ context: ChannelHandlerContext) {
        expected = .nothing
        context.fireErrorCaught(IntakeError(.fetchFailed, "The server's answer is not proper HTTP."))
        context.close(promise: nil)
    }
}
