import Hummingbird
import Records
import Rules
import Synchronization

/// Everything that the site answers: the API, the stream, the pages and their files.
struct SiteRouter: Sendable {
    let options: SiteOptions
    let source: ArenaSource
    let feed: EventFeed
    var traces: TraceExporter?

    static let apiRoutes =
        BoardRoutes.all + SubmissionRoutes.all + StateRoutes.all + HotkeyRoute.all + PublishedRoutes.all

    func router() -> Router<SiteContext> {
        let router = Router(context: SiteContext.self, options: .autoGenerateHeadEndpoints)
        let known = RoutePatterns()
        router.add(
            middleware: CORSMiddleware(
                allowOrigin: .all,
                allowHeaders: [.accept, .ifNoneMatch] + ["X-API-Key", "Last-Event-ID"].compactMap { .init($0) },
                allowMethods: [.get, .head, .options],
                exposedHeaders: ["ETag", "Retry-After"],
                maxAge: .hours(1)
            )
        )
        if let traces { router.add(middleware: TraceRequests(exporter: traces)) }
        router.add(middleware: FailureAnswer(methods: known.methods))
        let limit = RateLimit(burst: options.burst, perSecond: options.requestsPerSecond)
        router.add(middleware: Gatekeeper(options: options, limit: limit))
        let shelf = Shelf(source: source, options: options)
        for route in Self.apiRoutes {
            switch route.handler {
            case .moment(let handler) where !route.isKept: addFresh(route.path, route.query, to: router, handler)
            case .moment(let handler): add(route.path, route.query, to: router, shelf, handler)
            case .arena(let handler): addWhole(route.path, route.query, to: router, shelf, handler)
            }
        }
        addPages(to: router, shelf)
        router.get("/metrics") { request, _ in
            let arena = try await source.snapshot(), cursor = try await arena.records.cursor()
            return MetricsText(arena: arena, cursor: cursor, streams: feed.listeners).content.response(to: request)
        }
        addLive(to: router)
        addFiles(to: router)
        let desk = SubmissionDesk(options: options, source: source)
        router.post(RouterPath(SubmissionDesk.path)) { request, context in
            try await desk.response(to: request, context)
        }
        // Every route for GET has one for HEAD, which the router makes last.
        known.learn(
            router.routes.flatMap { route in
                (route.method == .get ? ["GET", "HEAD"] : [route.method.rawValue]).map { ($0, route.path.description) }
            }
        )
        return router
    }

    private func addPages(to router: Router<SiteContext>, _ shelf: Shelf) {
        let seats = Seats(options.codePages)
        for page in PageRoute.all {
            addWhole(page.path, page.query, to: router, shelf) { call in
                guard page.hasCode else { return try await page.handler(call).content }
                guard seats.take() else {
                    throw SiteError(.busy, "Other code is being shown; try again shortly.", fields: [.retryAfter: "2"])
                }
                defer { seats.giveBack() }
                return try await page.handler(call).content
            }
        }
    }

    private func add(
        _ path: String,
        _ query: [String],
        to router: Router<SiteContext>,
        _ shelf: Shelf,
        _ handler: @escaping @Sendable (MomentCall) async throws -> Content
    ) {
        router.get(RouterPath(path)) { request, context in
            try await shelf.content(for: request, path: context.parameters, reading: query, make: handler)
                .response(to: request)
        }
    }

    private func addFresh(
        _ path: String,
        _ query: [String],
        to router: Router<SiteContext>,
        _ handler: @escaping @Sendable (MomentCall) async throws -> Content
    ) {
        router.get(RouterPath(path)) { [source] request, context in
            let moment = try await source.moment()
            let call = MomentCall(request, path: context.parameters, moment: moment, reading: query)
            return try await handler(call).response(to: request)
        }
    }

    private func addWhole(
        _ path: String,
        _ query: [String],
        to router: Router<SiteContext>,
        _ shelf: Shelf,
        _ handler: @escaping @Sendable (Call) async throws -> Content
    ) {
        add(path, query, to: router, shelf) { [source] call in
            try await handler(Call(call, arena: try await source.snapshot(at: call.moment)))
        }
    }

    /// The stream has two addresses: under the API it may ask for a key, which a page cannot give.
    private func addLive(to router: Router<SiteContext>) {
        let stream = EventStream(source: source, feed: feed)
        for path in EventStream.paths {
            router.on(RouterPath(path), method: .get) { request, context in
                try await stream.response(to: request, context)
            }
        }
    }

    private func addFiles(to router: Router<SiteContext>) {
        let document = OpenAPIDocument(routes: Self.apiRoutes, hasKey: options.apiKey != nil).value.canonicalText
        let description = Content(type: "application/json", bytes: document.utf8)
        router.get("/openapi.json") { request, _ in description.response(to: request) }
        for file in SiteFile.all {
            let content = file.content
            router.get(RouterPath(file.path)) { request, _ in content.response(to: request) }
        }
    }
}

/// The paths of a router and their methods, for answers to requests with another method.
final class RoutePatterns: Sendable {
    private let patterns = Mutex<[(method: String, parts: [Substring])]>([])

    func learn(_ routes: [(method: String, path: String)]) {
        patterns.withLock { patterns in
            patterns = routes.map { ($0.method, $0.path.split(separator: "/").map { Substring($0) }) }
        }
    }

    /// Returns the methods that a path has, in alphabetical order.
    @Sendable func methods(of path: String) -> [String] {
        let asked = path.split(separator: "/")
        return patterns.withLock { patterns in
            let fitting = patterns.filter { pattern in
                pattern.parts.count == asked.count
                    && zip(pattern.parts, asked).allSatisfy { $0 == $1 || $0.hasPrefix("{") || $0.hasPrefix(":") }
            }
            return Set(fitting.map(\.method)).sorted()
        }
    }

    var methods: @Sendable (String) -> [String] { { self.methods(of: $0) } }
}
