import Foundation
import TestSupport
import Testing

@testable import Console

/// What real sockets say, in one sentence each.
@Suite struct WebServerTests {
    struct Case: CustomTestStringConvertible, Sendable {
        let name: String
        let answer: String
        let code: ConsoleError.Code
        let sentence: String
        var testDescription: String { name }
    }

    private static func answer(_ status: String, _ body: String, _ fields: String = "") -> String {
        "HTTP/1.1 \(status)\r\nContent-Length: \(body.utf8.count)\r\nConnection: close\r\n\(fields)\r\n\(body)"
    }

    @Test(arguments: [
        Case(
            name: "a web page",
            answer: answer("200 OK", "<html>hello</html>", "Content-Type: text/html\r\n"),
            code: .foreign,
            sentence: "PLACE answers, but not as a Tiltyard does (/v1/health)"
        ),
        Case(
            name: "another program's error",
            answer: answer("404 Not Found", "no"),
            code: .foreign,
            sentence: "PLACE answers with status 404, and not as a Tiltyard does"
        ),
        Case(
            name: "a redirect",
            answer: answer("302 Found", "", "Location: https://elsewhere.example/\r\n"),
            code: .foreign,
            sentence: "PLACE leads on to https://elsewhere.example/; give that address if it is the right one"
        ),
        Case(
            name: "a question for a key",
            answer: answer("401 Unauthorized", #"{"error":{"code":"unauthorised","message":"A key."}}"#),
            code: .refused,
            sentence: "PLACE asks for a key; put it into TILTYARD_API_KEY"
        ),
        Case(
            name: "an arena that is not there yet",
            answer: answer(
                "503 Service Unavailable",
                #"{"error":{"code":"unavailable","message":"There is no arena.\u001b[2J"}}"#,
                "Retry-After: 7\r\n"
            ),
            code: .busy,
            sentence: "PLACE says: There is no arena.\\u{1b}[2J"
        ),
        Case(
            name: "no HTTP",
            answer: "SSH-2.0-OpenSSH_9.2\r\n",
            code: .foreign,
            sentence: "PLACE answers, but not by HTTP"
        ),
        Case(name: "nothing", answer: "", code: .unreachable, sentence: "PLACE hung up"),
    ])
    func areTold(_ example: Case) async throws {
        let server = try RawServer(example.answer)
        defer { server.stop() }
        let error = try await failure(port: server.port)
        #expect(error.code == example.code)
        #expect(error.sentence == example.sentence.replacing("PLACE", with: "127.0.0.1:\(server.port)"))
        if example.name == "an arena that is not there yet" { #expect(error.wait == .seconds(7)) }
    }

    @Test func nobodyThereIsTold() async throws {
        let server = try RawServer("")
        server.stop()
        let error = try await failure(port: server.port)
        #expect(error.code == .unreachable)
        #expect(error.sentence == "127.0.0.1:\(server.port) cannot be reached (Connection refused)")
    }

    private func failure(port: UInt16) async throws -> ConsoleError {
        let top = try Top(TopOptions(url: "127.0.0.1:\(port)", terminal: .init(environment: [:], isASCII: false)))
        do {
            _ = try await top.text(columns: 80, hasStyles: false)
        } catch let error as ConsoleError {
            return error
        }
        throw RawServer.Failure()
    }
}
