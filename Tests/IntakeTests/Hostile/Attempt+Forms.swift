@testable import Intake

extension Attempt {
    /// URLs that are refused for their form alone, and some that only look as if they should be.
    static let forms =
        badForms.map { Attempt(what: "the URL \($0.debugDescription)", url: $0, code: .badURL) }
        + listings.map { Attempt(what: "the page \($0)", url: "https://\($0)", code: .badURL) }
        + goodForms.map { Attempt(what: "the good URL \($0)", url: $0, code: nil) }

    private static let badForms =
        userNames.map { "http://\($0)/code" } + hosts.map { "http://\($0)/code" }
        + ports.map { "http://good.example:\($0)/code" } + schemes + shapes

    private static let userNames = [
        "good.example@127.0.0.1", "127.0.0.1@good.example", "@127.0.0.1", ":@127.0.0.1", "a:b@good.example",
        "good.example:80@127.0.0.1", "a@b@127.0.0.1", "good.example;@127.0.0.1", "@good.example", "%40@good.example",
    ]

    private static let hosts = [
        "good.example%40127.0.0.1", "%31%32%37.0.0.1", "127%2e0%2e0%2e1", "localhost%00", "localhost%00.good.example",
        "good.example%0d%0aHost:%20127.0.0.1", "%6c%6f%63%61%6c%68%6f%73%74", "good%2eexample", "[fe80::1%25eth0]",
        "[fe80::1%eth0]", "[::1%25lo]", "[127.0.0.1]", "[localhost]", "[v1.::1]", "[::1", "::1]", "[]", "[::1]]",
        "[[::1]]", "[::1].good.example", "good.example[::1]", "[::1", "good.example,127.0.0.1",
        "good.example;127.0.0.1",
        "good.example|127.0.0.1", "good.example&127.0.0.1", "<good.example>", "{good.example}", "good.example^", "`id`",
        "$(id)", "~", "*", "good!example", "'good.example'", "\"good.example\"", "１２７.０.０.１", "127。0。0。1",
        "ⓛⓞⓒⓐⓛⓗⓞⓢⓣ", "lоcalhost", "exämple.org", "①②⑦.⓪.⓪.①", "good.example\u{200B}", "good.example\u{202E}",
        "good.example\\@127.0.0.1", "good.example\\.127.0.0.1", "good example", "good.example\t", "good.example\n",
        "good.example\r\nHost: 127.0.0.1", "good.example\u{0}", "\u{7F}good.example",
        String(repeating: "a", count: 254), String(repeating: "a.", count: 130) + "example",
    ]

    private static let ports = [
        "0", "00", "65536", "99999", "-1", "+80", "8o", "80:80", "0x50", "80%20", "%38%30", "18446744073709551617",
        "80@127.0.0.1", "1e2", "८०",
    ]

    private static let schemes = [
        "file:///etc/passwd", "file://good.example/code", "FILE:///etc/passwd", "ftp://good.example/code",
        "ftps://good.example/code", "gopher://127.0.0.1:6379/_INFO", "dict://127.0.0.1:11211/stat",
        "ldap://127.0.0.1/", "tftp://127.0.0.1/a", "sftp://good.example/a", "scp://good.example/a",
        "ssh://good.example/a", "smb://127.0.0.1/share", "ws://good.example/", "wss://good.example/",
        "jar:http://good.example!/a", "netdoc:///etc/passwd", "data:text/plain,code", "javascript:alert(1)",
        "about:blank", "view-source:http://good.example/code", "blob:http://good.example/a", "urn:isbn:1",
        "http+unix://%2Frun%2Fdocker.sock/info", "https+unix://%2Frun%2Fdocker.sock/info",
        "unix:///run/docker.sock", "unix:/run/docker.sock", "http2://good.example/code", "httpss://good.example/",
        " http://good.example/code", "hhttp://good.example/code", "url:http://good.example/code",
    ]

    private static let shapes = [
        "", ":", "//", "//127.0.0.1/code", "/code", "code", "http", "http:", "http:/", "http://", "http:///code",
        "http:/127.0.0.1/code", "http:127.0.0.1/code", "http://?code", "http://#code", "http://:80/code",
        "http:\\\\127.0.0.1\\code", "http:/\\127.0.0.1/code", "http://good.example/\\..\\", "http://good.example/a b",
        "http://good.example/ HTTP/1.1", "http://good.example/\r\nX: y", "http://good.example/é",
        "http://good.example/\u{0}", "http://good.example/\(String(repeating: "a", count: 1000))", "upload:",
        "upload:../../etc/passwd", "upload:/etc/passwd", "upload:\(String(repeating: "g", count: 64))",
        "upload:\(String(repeating: "0", count: 63))", "upload:\(String(repeating: "A", count: 64))",
    ]

    private static let listings = [
        "github.com/u", "github.com/u?tab=repositories", "github.com/u/r", "github.com/u/r/tree/main/src",
        "github.com/u/r/commits/main/train.py", "github.com/u/r/pulls", "github.com/u/r/issues/4/a",
        "github.com/u/r/actions/runs/1", "gist.github.com/u", "gist.github.com/", "gist.github.com/u/not-a-gist",
        "gitlab.com/u/r", "gitlab.com/u/r/-/tree/main/src", "gitlab.com/u/r/-/commits/main/a", "pastebin.com/",
        "pastebin.com/u/somebody",
    ]

    private static let goodForms = [
        "http://good.example/code", "HTTP://good.example/code", "http://GOOD.Example/code", "http://good.example./code",
        "http://good.example:80/code", "http://good.example:8080/code", "http://good.example:/code",
        "http://good.example/code#@127.0.0.1", "http://good.example/code?x=http://127.0.0.1/",
        "http://good.example/code?@127.0.0.1", "http://good.example/code/@127.0.0.1", "http://six.example/code",
        "http://[2606:2800:220:1::1]/code", "http://[2606:2800:220:1:0:0:0:1]:8080/code", "http://8.8.8.8/code",
        "http://0x08080808/code", "http://010.8.8.8/code", "http://134744072/code", "http://[::ffff:8.8.8.8]/code",
        "http://[::FFFF:0808:0808]/code", "http://[64:ff9b::8.8.8.8]/code",
    ]
}
