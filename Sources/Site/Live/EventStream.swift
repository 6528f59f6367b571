import Arena
import HTTPTypes
import Hummingbird
import NIOCore
import Records
import Rules

/// Events as they happen, as server-sent events.
///
/// Every event has its number as its id. A browser that reconnects names the last one that it has, and the stream goes
/// on after it; without one the stream begins with what happens next.
struct EventStream: Sendable {
    static let path = "/v1/events/stream"
    /// Where it is: under the API, and for pages, which have no key.
    static let paths = [path, "/live"]

    let source: ArenaSource
    let feed: EventFeed

    /// How many events are read at once.
    private static let part = 200

    /// The answer to a request for the stream.
    ///
    /// It ends with its client, so that its place is free at once.
    ///
    /// - Throws: `SiteError` with `tooManyStreams` or `invalidCursor`.
    func response(to request: Request, _ context: SiteContext) async throws -> Response {
        let lastKnown = try Self.lastKnown(of: request)
        // Whoever listens is told when an older arena comes; so this is before the newest event is asked for.
        let (signals, end) = try feed.listen(for: context.client)
        let newest = try await source.records().newestEvent()
        let start = lastKnown ?? newest
        // A number that was never given belongs to another arena: everything is new.
        let cursor = start > newest ? 0 : start
        context.whenLeft(end)
        let body = ResponseBody { writer in
            try await Self.send(after: cursor, signals: signals, from: source, to: &writer)
            try await writer.finish(nil)
        }
        return Response(
            status: .ok,
            headers: [.contentType: "text/event-stream", .cacheControl: "no-store", Self.noBuffering: "no"],
            body: body
        )
    }

    /// Asks proxies to pass on what comes at once.
    private static let noBuffering = HTTPField.Name("X-Accel-Buffering") ?? .cacheControl

    private static func lastKnown(of request: Request) throws -> Int64? {
        let field = HTTPField.Name("Last-Event-ID").flatMap { request.headers[$0] }
        guard let text = field ?? request.uri.queryParameters["last_event_id"].map(String.init), !text.isEmpty else {
            return nil
        }
        guard let number = Int64(text), number >= 0 else {
            throw SiteError(.invalidCursor, "Last-Event-ID is no number of an event.")
        }
        return number
    }

    @concurrent private static func send(
        after start: Int64,
        signals: AsyncStream<EventFeed.Signal>,
        from source: ArenaSource,
        to writer: inout any ResponseBodyWriter
    ) async throws {
        var cursor = start
        try await writer.write(ByteBuffer(string: "retry: 2000\n\n"))
        // The feed ends them all when the site is shut down.
        for await signal in signals {
            var isBehind = cursor < signal.newest
            var isQuiet = true
            while isBehind {
                let events = try await source.records().events(after: cursor, limit: part)
                isBehind = events.count == part
                guard let last = events.last else { break }
                cursor = last.sequence
                isQuiet = false
                try await writer.write(ByteBuffer(string: try events.map(frame).joined()))
            }
            if isQuiet, signal.isHeartbeat { try await writer.write(ByteBuffer(string: ": still here\n\n")) }
        }
    }

    /// One event as it is sent: canonical JSON has no line ends, so it is one line.
    static func frame(_ event: Event) throws -> String {
        let data = try JSONValue(encoding: EventView(event)).canonicalText
        return "id: \(event.sequence)\nevent: \(event.kind.rawValue)\ndata: \(data)\n\n"
    }
}
