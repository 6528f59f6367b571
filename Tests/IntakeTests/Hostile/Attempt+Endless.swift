@testable import Intake

extension Attempt {
    /// Answers that never end, and answers that come a byte at a time.
    static let endlessAnswers: [Attempt] =
        endless.map { kind, code in
            let url = "http://good.example/endless/\(kind)"
            return code == .fetchTimedOut
                ? late("endless \(kind)", url) : Attempt(what: "endless \(kind)", url: url, code: code)
        } + drips.map { late("\($0) byte by byte", "http://good.example/drip?\(query($1))") }

    private static let endless: [(String, IntakeError.Code)] = [
        ("status", .fetchTimedOut), ("headers", .fetchFailed), ("header", .fetchFailed), ("name", .fetchFailed),
        ("interim", .fetchFailed), ("hints", .fetchFailed), ("body", .tooLarge), ("announced", .fetchTimedOut),
        ("chunks", .tooLarge), ("tiny", .fetchTimedOut), ("extension", .fetchTimedOut), ("size", .fetchTimedOut),
        ("trailers", .fetchFailed), ("lines", .fetchTimedOut),
    ]

    private static let slow = String(repeating: "a", count: 200)

    private static let drips = [
        ("a status line", "HTTP/1.1 200 \(slow)\r\n\r\n"),
        ("a header", "HTTP/1.1 200 OK\r\nX-A: \(slow)\r\n\r\n"),
        ("many headers", "HTTP/1.1 200 OK\r\n" + String(repeating: "X: y\r\n", count: 50) + "\r\n"),
        ("a body", "HTTP/1.1 200 OK\r\n\r\n\(slow)"),
        ("an announced body", "HTTP/1.1 200 OK\r\nContent-Length: 200\r\n\r\n\(slow)"),
        (
            "chunks",
            "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n" + String(repeating: "1\r\n#\r\n", count: 50)
        ),
        ("a chunk", "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nc8\r\n\(slow)\r\n0\r\n\r\n"),
        ("a redirect", "HTTP/1.1 302 Found\r\nLocation: http://127.0.0.1/\(slow)\r\n\r\n"),
        ("interim answers", String(repeating: "HTTP/1.1 100 Continue\r\n\r\n", count: 20)),
    ]
}
