import Hummingbird

/// Has requests for a stream answered in a task of their own.
///
/// A task keeps as much stack as it ever needed, and a connection's task lives as long as the stream that it sends. The
/// layers that the request goes through are needed only until there is an answer; what they take goes with their task.
struct StreamTask: RouterMiddleware {
    func handle(
        _ request: Request,
        context: SiteContext,
        next: @Sendable (Request, SiteContext) async throws -> Response
    ) async throws -> Response {
        guard request.uri.path == EventStream.path else { return try await next(request, context) }
        async let answer = next(request, context)
        return try await answer
    }
}
