import Arena
import Hummingbird
import HummingbirdCore
package import Logging
import NIOCore
import Rules
import ServiceLifecycle

/// The site of one arena: HTTP API, live events and pages, from what the validator has recorded.
///
/// It only reads. The arena may come later, and may be replaced by a backup while the site runs.
///
/// ```swift
/// let site = SiteServer(options: SiteOptions(home: home, preset: preset), logger: logger) { address in
///     print("http://\(address)")
/// }
/// try await ServiceGroup(services: [site], gracefulShutdownSignals: [.sigterm], logger: logger).run()
/// ```
package struct SiteServer: Service {
    private let options: SiteOptions
    private let logger: Logger
    private let onListening: @Sendable (String) async -> Void

    /// Makes a site that does not listen yet.
    ///
    /// - Parameters:
    ///   - options: What it shows and where.
    ///   - logger: Where it says what went wrong.
    ///   - onListening: Is told the address, with the port that was taken, once connections are accepted.
    package init(
        options: SiteOptions,
        logger: Logger,
        onListening: @escaping @Sendable (String) async -> Void = { _ in }
    ) {
        self.options = options
        self.logger = logger
        self.onListening = onListening
    }

    /// Serves until a graceful shutdown, which ends every stream.
    ///
    /// - Throws: Errors of the socket, such as an address in use.
    package func run() async throws {
        let feed = makeFeed()
        let application = application(feed: feed)
        try await withGracefulShutdownHandler {
            try await application.run()
        } onGracefulShutdown: {
            feed.end()
        }
    }

    /// The application, as tests drive it too.
    ///
    /// - Parameters:
    ///   - feed: What wakes the streams; who gives one has to end it.
    ///   - traces: What tells a collector of every request, if there is one.
    /// - Returns: The application, which does not listen yet.
    func application(feed: EventFeed? = nil, traces: TraceExporter? = nil) -> some ApplicationProtocol {
        let traces = traces ?? exporter
        let feed = feed ?? makeFeed()
        let router = SiteRouter(options: options, source: feed.source, feed: feed, traces: traces).router()
        let stallTime = Self.amount(options.stallTime)
        let counts = ConnectionCounts(most: options.requestsPerSecond > 0 ? options.connectionsOfOneAddress : 0)
        return Application(
            responder: StreamResponder(whole: router.buildResponder()),
            server: .http1(
                configuration: .init(
                    additionalChannelHandlers: [
                        ConnectionGuard(counts: counts), DepartureWatch(), StallGuard(patience: stallTime),
                    ],
                    idleTimeout: Self.amount(options.idleTime),
                    httpDecoderConfiguration: .init(
                        maxHeaderFieldSize: options.headerBytes,
                        maxHeaderListSize: options.headerBytes,
                        maxHeaderFieldCount: 100
                    )
                )
            ),
            configuration: .init(
                address: .hostname(options.host, port: options.port),
                serverName: "tiltyard",
                availableConnectionsDelegate: MaximumAvailableConnections(options.connections, logger: logger)
            ),
            services: [feed] + [traces].compactMap(\.self),
            onServerRunning: { [onListening] channel in
                guard let address = channel.localAddress else { return }
                await onListening("\(address.ipAddress ?? "localhost"):\(address.port ?? 0)")
            },
            logger: logger
        )
    }

    private static func amount(_ time: Duration) -> TimeAmount { .milliseconds(Int64(time / .milliseconds(1))) }

    private func makeFeed() -> EventFeed {
        let source = ArenaSource(options, logger: logger)
        return EventFeed(source: source, options: options, logger: logger)
    }

    private var exporter: TraceExporter? {
        options.traceCollector.map { collector in
            TraceExporter(logger: logger) { body in
                let fields = [("Content-Type", "application/json")]
                let answer = try await collector.post(body, to: TraceExporter.path, fields)
                guard (200..<300).contains(answer.status) else {
                    throw ArenaError(.refused, "the collector answers with status \(answer.status)")
                }
            }
        }
    }
}
