@testable import Intake

extension Attempt {
    /// An answer byte for byte, and what the server does next.
    private struct Answer {
        let what: String
        let bytes: String
        var then = "close"
        let code: IntakeError.Code?
    }

    static let answers = (heads + lengths + chunks + labels + documents).map { answer in
        Attempt(
            what: answer.what,
            url: "http://good.example/raw/\(answer.then)?\(query(answer.bytes))",
            code: answer.code,
            seconds: answer.code == .fetchTimedOut ? 0.7 : 30
        )
    }

    private static let code = "def inner_steps():\n    return 1\n"

    private static func ok(_ headers: String..., body: String = code) -> String {
        "HTTP/1.1 200 OK\r\n" + headers.map { $0 + "\r\n" }.joined() + "\r\n" + body
    }

    private static func status(_ line: String, _ headers: String = "") -> Answer {
        Answer(
            what: "the status \(line)",
            bytes: "HTTP/1.1 \(line)\r\n\(headers)Content-Length: \(code.count)\r\n\r\n\(code)",
            code: .fetchFailed
        )
    }

    private static let heads =
        [
            "201 Created", "202 Accepted", "203 Non-Authoritative", "206 Partial Content", "207 Multi-Status",
            "226 IM Used",
            "300 Multiple Choices", "301 Moved Permanently", "302 Found", "304 Not Modified", "305 Use Proxy",
            "400 Bad Request", "401 Unauthorized", "402 Payment Required", "403 Forbidden", "404 Not Found",
            "407 Proxy Authentication Required", "408 Request Timeout", "410 Gone", "418 I am a teapot",
            "421 Misdirected",
            "429 Too Many Requests", "451 Unavailable", "500 Internal Server Error", "502 Bad Gateway",
            "503 Unavailable",
            "504 Gateway Timeout", "511 Network Authentication Required", "599 Unknown",
        ].map { status($0) }
        + [
            status("300 Multiple Choices", "Location: http://127.0.0.1/code\r\n"),
            status("304 Not Modified", "Location: http://127.0.0.1/code\r\n"),
            status("305 Use Proxy", "Location: http://127.0.0.1/code\r\n"),
            status("401 Unauthorized", "WWW-Authenticate: Basic realm=a\r\n"),
            status("429 Too Many Requests", "Retry-After: 86400\r\n"),
            Answer(what: "the status 204", bytes: "HTTP/1.1 204 No Content\r\n\r\n", code: .fetchFailed),
            Answer(what: "the status 99999", bytes: "HTTP/1.1 99999 Much\r\n\r\n\(code)", code: .fetchFailed),
            Answer(what: "the status -1", bytes: "HTTP/1.1 -1 Less\r\n\r\n\(code)", code: .fetchFailed),
            Answer(what: "no answer at all", bytes: "", code: .fetchFailed),
            Answer(what: "HTTP/0.9", bytes: code, code: .fetchFailed),
            Answer(what: "HTTP/9.9", bytes: "HTTP/9.9 200 OK\r\n\r\n\(code)", code: .fetchFailed),
            Answer(what: "HTTP/2 without being asked", bytes: "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", code: .fetchFailed),
            Answer(what: "an SSH server", bytes: "SSH-2.0-OpenSSH_9.9\r\n", code: .fetchFailed),
            Answer(what: "a mail server", bytes: "220 good.example ESMTP\r\n", code: .fetchFailed),
            Answer(what: "half a status line", bytes: "HTTP/1.1 20", code: .fetchFailed),
            Answer(what: "half a header", bytes: "HTTP/1.1 200 OK\r\nContent-Le", code: .fetchFailed),
            Answer(
                what: "a reset within the headers",
                bytes: "HTTP/1.1 200 OK\r\nA: b",
                then: "reset",
                code: .fetchFailed
            ),
            Answer(
                what: "silence within the headers",
                bytes: "HTTP/1.1 200 OK\r\nA: b",
                then: "wait",
                code: .fetchTimedOut
            ),
            Answer(what: "a header without a colon", bytes: ok("nonsense"), code: .fetchFailed),
            Answer(what: "a header without a name", bytes: ok(": nameless"), code: .fetchFailed),
            Answer(what: "a blank in a header's name", bytes: ok("Content Length: 5"), code: .fetchFailed),
            Answer(what: "a NUL in a header", bytes: ok("X-A: a\u{0}b"), code: .fetchFailed),
            Answer(what: "a carriage return in a header", bytes: ok("X-A: a\rLocation: b"), code: .fetchFailed),
            Answer(what: "an upgrade that nobody asked for", bytes: upgrade, then: "wait", code: .fetchFailed),
            Answer(what: "an upgrade with a body", bytes: upgrade + ok(), code: .fetchFailed),
            Answer(what: "the status 000", bytes: "HTTP/1.1 000 Zero\r\n\r\n\(code)", code: .fetchFailed),
            Answer(what: "the status 099", bytes: "HTTP/1.1 099 Odd\r\nContent-Length: 1\r\n\r\n#", code: .fetchFailed),
            Answer(what: "the status 000 without a body", bytes: bodiless("000"), code: .fetchFailed),
            Answer(what: "an interim answer with a body", bytes: interim("103"), code: .fetchFailed),
            Answer(what: "a 100 with a body", bytes: interim("100"), code: .fetchFailed),
            Answer(what: "a 199 with chunks", bytes: interimChunks, code: .fetchFailed),
            Answer(what: "the status 600", bytes: bodiless("600"), code: .fetchFailed),
            Answer(what: "the status 999", bytes: bodiless("999"), code: .fetchFailed),
            Answer(what: "an early hint, then the code", bytes: "HTTP/1.1 103 Hints\r\n\r\n" + ok(), code: nil),
        ]

    private static func bodiless(_ status: String) -> String { "HTTP/1.1 \(status) Odd\r\nContent-Length: 0\r\n\r\n" }

    private static func interim(_ status: String) -> String {
        "HTTP/1.1 \(status) Wait\r\nContent-Length: 5\r\n\r\n#####\(ok())"
    }

    private static let interimChunks =
        "HTTP/1.1 199 Wait\r\nTransfer-Encoding: chunked\r\n\r\n1\r\n#\r\n0\r\n\r\n" + ok()

    private static let upgrade = "HTTP/1.1 101 Switching Protocols\r\nUpgrade: h2c\r\nConnection: Upgrade\r\n\r\n"

    private static let lengths = [
        Answer(what: "the body up to the end", bytes: ok(), code: nil),
        Answer(what: "the right length", bytes: ok("Content-Length: 32"), then: "wait", code: nil),
        Answer(what: "the right length, then a reset", bytes: ok("Content-Length: 32"), then: "reset", code: nil),
        Answer(what: "a longer length, then an end", bytes: ok("Content-Length: 99"), code: .fetchFailed),
        Answer(
            what: "a longer length, then silence",
            bytes: ok("Content-Length: 99"),
            then: "wait",
            code: .fetchTimedOut
        ),
        Answer(
            what: "a longer length, then a reset",
            bytes: ok("Content-Length: 99"),
            then: "reset",
            code: .fetchFailed
        ),
        Answer(what: "a shorter length", bytes: ok("Content-Length: 10"), code: .hashMismatch),
        Answer(what: "the length 0 before code", bytes: ok("Content-Length: 0"), code: .empty),
        Answer(what: "no body at all", bytes: ok(body: ""), code: .empty),
        Answer(what: "silence instead of an end", bytes: ok(), then: "wait", code: .fetchTimedOut),
        Answer(what: "more than is announced", bytes: ok("Content-Length: 32") + "garbage", code: nil),
        Answer(what: "a second answer behind", bytes: ok("Content-Length: 32") + ok("Content-Length: 32"), code: nil),
        Answer(what: "a negative length", bytes: ok("Content-Length: -1"), code: .fetchFailed),
        Answer(what: "a length with a sign", bytes: ok("Content-Length: +32"), code: .fetchFailed),
        Answer(what: "a hexadecimal length", bytes: ok("Content-Length: 0x20"), code: .fetchFailed),
        Answer(what: "a length that is no number", bytes: ok("Content-Length: many"), code: .fetchFailed),
        Answer(what: "an empty length", bytes: ok("Content-Length:"), code: .fetchFailed),
        Answer(what: "a length of 100 digits", bytes: ok("Content-Length: \(nines)"), code: .fetchFailed),
        Answer(what: "a length of 2^64", bytes: ok("Content-Length: 18446744073709551616"), code: .fetchFailed),
        Answer(
            what: "a length of 2^63",
            bytes: ok("Content-Length: 9223372036854775807"),
            then: "wait",
            code: .tooLarge
        ),
        Answer(what: "a length above the limit", bytes: ok("Content-Length: 100001"), then: "wait", code: .tooLarge),
        Answer(what: "two lengths", bytes: ok("Content-Length: 32", "Content-Length: 10"), code: .fetchFailed),
        Answer(what: "two lengths in one", bytes: ok("Content-Length: 32, 10"), code: .fetchFailed),
        Answer(
            what: "a length and chunks",
            bytes: ok("Content-Length: 5", "Transfer-Encoding: chunked", body: "0\r\n\r\n"),
            code: .fetchFailed
        ),
    ]

    private static let nines = String(repeating: "9", count: 100)

    private static func chunked(_ body: String, then: String = "close", _ what: String, _ code: IntakeError.Code?)
        -> Answer
    {
        Answer(what: what, bytes: ok("Transfer-Encoding: chunked", body: body), then: then, code: code)
    }

    private static let chunks = [
        chunked("20\r\n\(code)\r\n0\r\n\r\n", then: "wait", "the code in a chunk", nil),
        chunked("a\r\n\(code.prefix(10))\r\n16\r\n\(code.dropFirst(10))\r\n0\r\n\r\n", "the code in two chunks", nil),
        chunked("20;a=b\r\n\(code)\r\n0\r\nX-A: b\r\n\r\n", "an extension and a trailer", nil),
        chunked("20\r\n\(code)\r\n", "chunks without an end", .fetchFailed),
        chunked("20\r\n\(code)\r\n", then: "wait", "chunks without an end, then silence", .fetchTimedOut),
        chunked("20\r\n\(code)\r\n", then: "reset", "chunks without an end, then a reset", .fetchFailed),
        chunked("99\r\n\(code)", "a chunk cut short", .fetchFailed),
        chunked("5\r\n\(code)\r\n0\r\n\r\n", "a chunk longer than it says", .fetchFailed),
        chunked("-1\r\n\(code)\r\n0\r\n\r\n", "a negative chunk", .fetchFailed),
        chunked("xyz\r\n\(code)\r\n0\r\n\r\n", "a chunk of no size", .fetchFailed),
        chunked("\r\n\(code)\r\n0\r\n\r\n", "a chunk without a size", .fetchFailed),
        chunked("ffffffffffffffffff\r\n\(code)", "a chunk of 2^72 bytes", .fetchFailed),
        chunked("ffffffffffffffff\r\n\(code)", "a chunk of 2^64 bytes, cut short", .fetchFailed),
        chunked("0\r\n\r\n", "no chunk", .empty),
        chunked("0\r\n", then: "wait", "a last chunk without its last line", .fetchTimedOut),
    ]

    private static func labelled(_ header: String, _ code: IntakeError.Code?) -> Answer {
        Answer(what: "the header \(header)", bytes: ok("Content-Length: 32", header), code: code)
    }

    private static let labels = [
        labelled("Content-Type: text/plain; charset=utf-8", nil),
        labelled("Content-Type: text/plain; charset=\"UTF-8\"", nil),
        labelled("Content-Type: text/x-python;format=flowed;Charset = us-ascii", nil),
        labelled("Content-Type: text/html", nil),
        labelled("Content-Type: ;;;=;", nil),
        labelled("Content-Type: text/plain; charset=iso-8859-1", .notText),
        labelled("Content-Type: text/plain; charset=UTF-16", .notText),
        labelled("Content-Type: text/plain; charset=utf-7", .notText),
        labelled("Content-Type: text/plain; charset='shift_jis'", .notText),
        labelled("Content-Type: text/plain; charset=", nil),
        labelled("Content-Encoding: identity", nil),
        labelled("Content-Encoding: gzip", .compressed),
        labelled("Content-Encoding: GZIP", .compressed),
        labelled("Content-Encoding: x-gzip", .compressed),
        labelled("Content-Encoding: deflate", .compressed),
        labelled("Content-Encoding: br", .compressed),
        labelled("Content-Encoding: zstd", .compressed),
        labelled("Content-Encoding: identity, gzip", .compressed),
        labelled("Content-Encoding: gzip, gzip, gzip", .compressed),
        labelled("Content-Encoding: nonsense", .compressed),
        Answer(
            what: "compressed chunks",
            bytes: ok("Transfer-Encoding: gzip, chunked", body: "0\r\n\r\n"),
            code: .compressed
        ),
    ]

    private static func document(_ what: String, _ body: String, _ code: IntakeError.Code) -> Answer {
        Answer(what: what, bytes: ok(body: body), code: code)
    }

    private static let documents = [
        document("a web page", "<!DOCTYPE html><html><body>code</body></html>", .htmlPage),
        document("a web page after blanks", " \r\n\t\n<HTML>\(code)", .htmlPage),
        document("a web page after a byte order mark", "\u{FEFF}<html>", .htmlPage),
        document("a picture in XML", "<?xml version=\"1.0\"?><svg/>", .htmlPage),
        document("a list of files", "{\"files\": {\"train.py\": {\"raw_url\": \"http://127.0.0.1/\"}}}", .jsonPage),
        document("a list", "[{\"name\": \"train.py\"}]", .jsonPage),
        document("a NUL", code + "\u{0}", .notText),
        document("other code", code + "#", .hashMismatch),
        document("another encoding declared", "# coding: utf-7\n" + code, .notText),
        document("the code with a byte order mark", "\u{FEFF}" + code, .hashMismatch),
        document("a byte above the limit", String(repeating: "#", count: 200), .hashMismatch),
    ]
}
