@testable import Intake

extension Attempt {
    /// Redirects to where nobody may go, without end, and to nowhere.
    static let redirects =
        good.map { to($0, nil) }
        + inside.map { to($0, .addressRefused) }
        + malformed.map { to($0, .badURL) }
        + [
            to("http://good.example:1/", .fetchFailed),
            to("http://nowhere.example/", .fetchFailed),
            to("https://good.example:443/", .fetchFailed),
            to("/endless/body", .tooLarge),
            to("/nothing", .fetchFailed),
            Attempt(what: "a redirect to itself", url: "http://good.example/hops/9?%2Fcode", code: .tooManyRedirects),
            Attempt(what: "three redirects", url: "http://good.example/hops/2?%2Fcode", code: nil),
            Attempt(what: "four redirects", url: "http://good.example/hops/3?%2Fcode", code: .tooManyRedirects),
            Attempt(
                what: "the third redirect inside",
                url: "http://good.example/hops/2?\(query("http://10.0.0.1/code"))",
                code: .addressRefused
            ),
        ]
        + [301, 302, 303, 307, 308].map { to("http://[::1]/code", status: $0, .addressRefused) }
        + [301, 302, 303, 307, 308].map { to("/code", status: $0, nil) }
        + [300, 304, 305, 306, 309, 399].map { to("http://good.example/code", status: $0, .fetchFailed) }

    private static func to(_ location: String, status: Int = 302, _ code: IntakeError.Code?) -> Attempt {
        Attempt(
            what: "status \(status) with the location \(location.debugDescription)",
            url: "http://good.example/to/\(status)?\(query(location))",
            code: code
        )
    }

    private static let good = [
        "/code", "../code", "./../code", "../../../code", "/a/../code", "//good.example/code",
        "http://six.example/code",
        "http://good.example:8080/code", "HTTP://GOOD.EXAMPLE/code", "/code#@127.0.0.1", "/code?//127.0.0.1/",
    ]

    private static let inside = [
        "http://127.0.0.1/code", "//127.0.0.1/code", "http://localhost/code", "//localhost",
        "http://2130706433/", "http://0x7f.1/", "http://0/", "https://169.254.169.254/latest/meta-data/",
        "http://[::ffff:127.0.0.1]/", "http://[64:ff9b::7f00:1]/", "http://[fd00::1]/",
        "http://127.0.0.1#@good.example",
        "http://127.0.0.1:1/", "http://127.1.:80/", "http://lure/", "HtTp://LoCaLhOsT/", "//[::1]:8080/",
    ]

    private static let malformed = [
        "file:///etc/passwd", "file:/etc/passwd", "FILE://localhost/etc/passwd", "ftp://127.0.0.1/code",
        "gopher://127.0.0.1:6379/_INFO", "dict://127.0.0.1/", "data:text/plain,code", "javascript:alert(1)",
        "http+unix://%2Frun%2Fdocker.sock/info", "unix:///run/docker.sock",
        "upload:\(String(repeating: "0", count: 64))",
        "http://a@good.example/code", "http://good.example@127.0.0.1/", "//a:b@127.0.0.1/", "//@127.0.0.1/",
        "http://good.example\\@127.0.0.1/", "\\\\127.0.0.1\\code", "/\\127.0.0.1/code", "http:\\\\127.0.0.1/",
        "http://127.0.0.1%2f/", "http://%31%32%37.0.0.1/", "http://[::1%25lo]/", "http://[127.0.0.1]/", "http://[::1/",
        "http://１２７.０.０.１/", "http://127。0。0。1/", "http://ⓛocalhost/", "http://lоcalhost/", "/code?é",
        "http://good.example:0/", "http://good.example:65536/", "http://good.example:-1/", "http:///code",
        "/a b", "///127.0.0.1/code", "", "/code\t", "http://good.example /",
        "/\(String(repeating: "a", count: 300))/\u{FEFF}",
        "https://github.com/u/r/tree/main/src", "https://gist.github.com/u",
    ]
}
