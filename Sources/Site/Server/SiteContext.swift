import Hummingbird
import NIOCore

/// What is known of a request besides the request.
struct SiteContext: RequestContext {
    var coreContext: CoreRequestContextStorage
    /// Who asks, as far as the connection tells.
    let client: String

    init(source: ApplicationRequestContextSource) {
        coreContext = .init(source: source)
        client = source.channel.remoteAddress?.ipAddress ?? "local"
    }

    /// Nothing that is asked here has a body.
    var maxUploadSize: Int { 4096 }
}
