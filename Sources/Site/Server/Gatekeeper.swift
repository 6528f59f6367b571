import HTTPTypes
import Hummingbird

/// Looks at every request before anything is done for it: how long its address is, how many there were, and for the API
/// whether it has the key.
struct Gatekeeper: RouterMiddleware {
    let options: SiteOptions
    let limit: RateLimit

    private static let keyField = HTTPField.Name("X-API-Key")

    func handle(
        _ request: Request,
        context: SiteContext,
        next: @concurrent (Request, SiteContext) async throws -> Response
    ) async throws -> Response {
        guard request.uri.string.utf8.count <= options.addressBytes else {
            throw SiteError(.addressTooLong, "The address has more than \(options.addressBytes) bytes.")
        }
        if options.requestsPerSecond > 0, let wait = limit.take(context.client) {
            throw SiteError(
                .tooManyRequests,
                "Too many requests from this address; wait a moment.",
                fields: [.retryAfter: "\(Int(wait.rounded(.up)))"]
            )
        }
        if let key = options.apiKey, Self.needsKey(request.uri.path), !isSame(key, request) {
            throw SiteError(.unauthorised, "This API asks for a key in X-API-Key.")
        }
        return try await next(request, context)
    }

    /// Everything that is neither a page, nor of a page, nor a sign of life.
    static func needsKey(_ path: String) -> Bool {
        guard let first = path.split(separator: "/").first else { return false }
        let isOpen = path.hasSuffix("/health") || path == "/openapi.json"
        return ["v1", "api", "leaderboard", "submissions"].contains(first) && !isOpen
    }

    /// Compares in a time that tells nothing about where they differ.
    private func isSame(_ key: String, _ request: Request) -> Bool {
        let given = Array((Self.keyField.flatMap { request.headers[$0] } ?? "").utf8), wanted = Array(key.utf8)
        guard given.count == wanted.count else { return false }
        return zip(given, wanted).reduce(UInt8(0)) { $0 | ($1.0 ^ $1.1) } == 0
    }
}
