import APIModels
import HTTPTypes
import Hummingbird
import Logging

/// Turns every error into the one shape that clients know, and adds what every answer has.
struct FailureAnswer: RouterMiddleware {
    /// The methods that each path of the router has.
    let methods: @Sendable (String) -> [String]

    func handle(
        _ request: Request,
        context: SiteContext,
        next: @concurrent (Request, SiteContext) async throws -> Response
    ) async throws -> Response {
        var response: Response
        do {
            response = try await next(request, context)
        } catch {
            let failure = known(error, request)
            if failure.code.status >= 500 {
                let cause = failure.cause ?? error
                context.logger.error("request failed", metadata: ["path": "\(request.uri.path)", "cause": "\(cause)"])
            }
            response = try answer(failure, request)
        }
        for (name, value) in Self.safety where response.headers[name] == nil { response.headers[name] = value }
        return response
    }

    /// Where there is something at the address, but not for this method, it is said so.
    private func known(_ error: any Error, _ request: Request) -> SiteError {
        let failure = SiteError(error)
        guard failure.code == .notFound else { return failure }
        let allowed = methods(request.uri.path)
        guard !allowed.isEmpty, !allowed.contains(request.method.rawValue) else { return failure }
        let list = allowed.joined(separator: ", ")
        return SiteError(.methodNotAllowed, "This address takes \(list) only.", fields: [.allow: list])
    }

    private func answer(_ failure: SiteError, _ request: Request) throws -> Response {
        let isPage = request.headers[.accept]?.contains("text/html") ?? false
        let content =
            isPage
            ? FailurePage(failure: failure).content
            : try Content.json(APIFailure(code: failure.code.word, message: failure.message))
        var response = content.response(to: request, status: .init(code: failure.code.status))
        response.headers[.eTag] = nil
        response.headers[.cacheControl] = "no-store"
        for field in failure.fields { response.headers[field.name] = field.value }
        return response
    }

    /// Nothing on a page comes from elsewhere, and nothing that strangers wrote is taken for anything but text.
    private static let safety: [(HTTPField.Name, String)] = [
        (
            .contentSecurityPolicy,
            "default-src 'none'; style-src 'self'; script-src 'self'; connect-src 'self'; "
                + "img-src 'self' data:; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
        ),
        (.xContentTypeOptions, "nosniff"),
        (HTTPField.Name("Referrer-Policy") ?? .referer, "no-referrer"),
    ]
}
