import Hummingbird

/// Has requests for a stream answered in a task of their own.
///
/// A task keeps as much stack as it ever needed, and a connection's task lives as long as the stream that it sends. The
/// layers that the request goes through are needed only until there is an answer; what they take goes with their task.
struct StreamResponder<Whole: HTTPResponder>: HTTPResponder where Whole.Context: Sendable {
    /// What answers everything.
    let whole: Whole

    func respond(to request: Request, context: Whole.Context) async throws -> Response {
        guard EventStream.paths.contains(request.uri.path) else {
            return try await whole.respond(to: request, context: context)
        }
        async let answer = whole.respond(to: request, context: context)
        return try await answer
    }
}
