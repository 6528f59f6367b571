import NIOCore

/// Ends a connection whose client takes nothing of what it is sent.
///
/// Sendable because NIO calls a handler from its channel's event loop only.
final class StallGuard: ChannelInboundHandler, RemovableChannelHandler, @unchecked Sendable {
    typealias InboundIn = Never

    private let patience: TimeAmount
    private var deadline: Scheduled<Void>?

    /// - Parameter patience: How long a client may take nothing while there is something for it.
    init(patience: TimeAmount) {
        self.patience = patience
    }

    func channelWritabilityChanged(context: ChannelHandlerContext) {
        deadline?.cancel()
        deadline = nil
        if !context.channel.isWritable {
            let channel = context.channel
            deadline = context.eventLoop.scheduleTask(in: patience) { channel.close(promise: nil) }
        }
        context.fireChannelWritabilityChanged()
    }

    func channelInactive(context: ChannelHandlerContext) {
        deadline?.cancel()
        deadline = nil
        context.fireChannelInactive()
    }
}
