import Foundation
import Logging
import Rules
import ServiceLifecycle
import Synchronization

/// Sends spans to a collector now and then, by OTLP over HTTP in its JSON form.
///
/// What has not been sent yet is kept up to a bound; beyond it, and when the collector does not take them, spans are let go:
/// no request ever waits for a trace.
final class TraceExporter: Service {
    /// Where a collector takes traces.
    static let path = "/v1/traces"

    private struct State {
        var spans: [Span] = []
        var dropped = 0
    }

    private let state = Mutex(State())
    private let pause: Duration
    private let farewell: Duration
    private let logger: Logger
    private let send: @Sendable (Data) async throws -> Void

    /// How many spans are kept at most.
    private static let most = 4096

    /// - Parameters:
    ///   - pause: How long spans are gathered.
    ///   - farewell: How long the last spans may take, since the whole site waits for them.
    ///   - logger: Where it says what was let go.
    ///   - send: Sends a body to the collector.
    init(
        pause: Duration = .seconds(5),
        farewell: Duration = .milliseconds(250),
        logger: Logger,
        send: @escaping @Sendable (Data) async throws -> Void
    ) {
        self.pause = pause
        self.farewell = farewell
        self.logger = logger
        self.send = send
    }

    /// Keeps a span until it is sent.
    func add(_ span: Span) {
        state.withLock { state in
            guard state.spans.count < Self.most else { return state.dropped += 1 }
            state.spans.append(span)
        }
    }

    /// Sends again and again until the site is shut down, and then what is left.
    func run() async throws {
        await cancelWhenGracefulShutdown {
            while !Task.isCancelled {
                try? await Task.sleep(for: self.pause)
                if !Task.isCancelled { await self.flush() }
            }
        }
        // This task may be cancelled already; the last spans are sent by one of their own.
        let last = Task { [farewell] in
            await withTaskGroup(of: Void.self) { tasks in
                tasks.addTask { await self.flush() }
                tasks.addTask { try? await Task.sleep(for: farewell) }
                await tasks.next()
                tasks.cancelAll()
            }
        }
        await last.value
    }

    /// Sends what there is.
    func flush() async {
        let (spans, dropped) = state.withLock { state in
            defer { state = State() }
            return (state.spans, state.dropped)
        }
        if dropped > 0 { logger.warning("traces were let go", metadata: ["traces.dropped": "\(dropped)"]) }
        guard !spans.isEmpty else { return }
        do {
            try await send(Data(Self.body(of: spans).canonicalText.utf8))
        } catch {
            logger.warning("traces were not taken", metadata: ["traces.count": "\(spans.count)", "error": "\(error)"])
        }
    }

    /// The body of a request to a collector.
    static func body(of spans: [Span]) -> JSONValue {
        let name = Span.attribute("service.name", "stringValue", .string("tiltyard"))
        let scope: JSONValue = .object([
            "scope": .object(["name": .string("tiltyard.site")]), "spans": .array(spans.map(\.json)),
        ])
        let resource: JSONValue = .object(["attributes": .array([name])])
        return .object([
            "resourceSpans": .array([.object(["resource": resource, "scopeSpans": .array([scope])])])
        ])
    }
}
