import NIOCore

/// Tells when the client of a connection says no more or is gone.
///
/// Sendable because NIO calls a handler from its channel's event loop only, and nothing else is done elsewhere.
final class DepartureWatch: ChannelInboundHandler, RemovableChannelHandler, @unchecked Sendable {
    typealias InboundIn = Never

    private var hasLeft = false
    private var onDeparture: (@Sendable () -> Void)?

    /// Has something done when the client leaves, or now when it has left; a connection has one such thing at a time.
    ///
    /// To be called from the channel's event loop.
    func whenLeft(_ act: @escaping @Sendable () -> Void) {
        guard !hasLeft else { return act() }
        onDeparture = act
    }

    func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
        if event as? ChannelEvent == .inputClosed { leave() }
        context.fireUserInboundEventTriggered(event)
    }

    func channelInactive(context: ChannelHandlerContext) {
        leave()
        context.fireChannelInactive()
    }

    private func leave() {
        hasLeft = true
        onDeparture?()
        onDeparture = nil
    }
}
