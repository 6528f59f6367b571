import Foundation
import HTTPTypes
import Hummingbird

/// Makes a span of every request.
struct TraceRequests: RouterMiddleware {
    let exporter: TraceExporter

    private static let parentField = HTTPField.Name("traceparent")

    func handle(
        _ request: Request,
        context: SiteContext,
        next: @concurrent (Request, SiteContext) async throws -> Response
    ) async throws -> Response {
        let start = Self.now(), clock = ContinuousClock.now
        let parent = Self.parentField.flatMap { request.headers[$0] }.flatMap(TraceParent.init)
        let response = try await next(request, context)
        // What nobody made a route for has no pattern either.
        let route = context.endpointPath.flatMap { $0.hasPrefix("/") ? $0 : nil } ?? "none"
        let time = clock.duration(to: .now).components
        exporter.add(
            Span(
                trace: parent?.trace ?? Self.random(16),
                id: Self.random(8),
                parent: parent?.span,
                name: "\(request.method.rawValue) \(route)",
                start: start,
                end: start + UInt64(max(0, time.seconds * 1_000_000_000 + time.attoseconds / 1_000_000_000)),
                method: request.method.rawValue,
                route: route,
                status: response.status.code
            )
        )
        return response
    }

    private static func now() -> UInt64 { UInt64(max(0, Date().timeIntervalSince1970) * 1_000_000) * 1000 }

    private static func random(_ count: Int) -> [UInt8] {
        var generator = SystemRandomNumberGenerator()
        let bytes = (0..<count).map { _ in UInt8.random(in: 0...255, using: &generator) }
        return bytes.contains { $0 != 0 } ? bytes : bytes.map { _ in 1 }
    }
}
