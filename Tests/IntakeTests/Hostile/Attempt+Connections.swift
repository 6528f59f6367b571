@testable import Intake

extension Attempt {
    /// Names and connections that come to nothing.
    static let connections = [
        late("a name server that never answers", "http://silent.example/code"),
        late("a name server that never answers, over TLS", "https://silent.example/code"),
        late("a redirect to a name without an answer", "http://good.example/to/302?\(query("http://silent.example/"))"),
        Attempt(what: "a name without an address", url: "http://nowhere.example/code", code: .fetchFailed),
        Attempt(
            what: "a name with an empty answer",
            url: "http://lure.example/code",
            answers: ["lure.example": [[]]],
            code: .fetchFailed
        ),
        failing("a refused connection", port: 1),
        late("a connection that is never made", "http://good.example:2/code"),
        failing("a reset before the request", port: 3),
        failing("an end before the request", port: 4),
        failing("garbage before the request", port: 6),
        late("silence from the beginning", "http://good.example:7/code"),
        failing("a reset after the request", port: 8),
        late("silence after the request", "http://good.example:9/code"),
        failing("random bytes for TLS", scheme: "https", port: 443),
        failing("a certificate that nobody vouches for", scheme: "https", port: 1443),
        failing("plain HTTP for TLS", scheme: "https", port: 2443),
        late("silence for TLS", "https://good.example:3443/code"),
        failing("a TLS alert", scheme: "https", port: 4443),
        failing("a broken TLS record", scheme: "https", port: 5443),
        failing("a reset within TLS", scheme: "https", port: 6443),
        late("TLS byte by byte", "https://good.example:7443/code"),
        failing("a refused connection for TLS", scheme: "https", port: 1),
        late("a TLS connection that is never made", "https://good.example:2/code"),
        failing("TLS for the address of a certificate by name", scheme: "https", host: "93.184.216.34", port: 1443),
        failing("plain HTTP on the port of TLS", scheme: "http", port: 443),
    ]

    private static func failing(
        _ what: String,
        scheme: String = "http",
        host: String = "good.example",
        port: Int
    ) -> Attempt {
        Attempt(what: what, url: "\(scheme)://\(host):\(port)/code", code: .fetchFailed)
    }
}
