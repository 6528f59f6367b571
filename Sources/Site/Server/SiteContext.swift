import Hummingbird
import NIOCore

/// What is known of a request besides the request.
struct SiteContext: RequestContext, Sendable {
    var coreContext: CoreRequestContextStorage
    /// Who asks, as far as the connection tells.
    let client: String
    private let channel: any Channel

    init(source: ApplicationRequestContextSource) {
        coreContext = .init(source: source)
        channel = source.channel
        client = ClientAddress.text(of: source.channel.remoteAddress)
    }

    /// Nothing that is read at once has a body.
    var maxUploadSize: Int { 4096 }

    /// Has something done when the client says no more or is gone.
    func whenLeft(_ act: @escaping @Sendable () -> Void) {
        channel.pipeline.handler(type: DepartureWatch.self).whenSuccess { $0.whenLeft(act) }
    }

    /// Ends the connection shortly, when the answer has had its time: what a client still sends is not read to its end.
    func closeSoon() {
        let channel = channel
        channel.eventLoop.scheduleTask(in: .seconds(2)) { channel.close(mode: .all, promise: nil) }
    }
}
