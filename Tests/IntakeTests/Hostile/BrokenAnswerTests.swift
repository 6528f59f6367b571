import Foundation
import Testing

@testable import Intake

/// Answers put together at random from pieces of HTTP, since a server may send anything at all.
@Suite struct BrokenAnswerTests {
    /// How many; more by `TILTYARD_FUZZ`.
    private static let count = ProcessInfo.processInfo.environment["TILTYARD_FUZZ"].flatMap(Int.init) ?? 300

    private static let statuses = [
        "000", "001", "099", "100", "101", "102", "103", "199", "200", "200", "200", "204", "206", "301", "302", "304",
        "404",
        "500", "600", "999", "1000", "", "2", "-20",
    ]

    private static let headers = [
        "Content-Length: 32\r\n", "Content-Length: 5\r\n", "Content-Length: 0\r\n", "Content-Length: 99\r\n",
        "Transfer-Encoding: chunked\r\n", "Transfer-Encoding: identity\r\n", "Transfer-Encoding: gzip, chunked\r\n",
        "Connection: close\r\n", "Connection: upgrade\r\nUpgrade: h2c\r\n", "Connection: keep-alive\r\n",
        "Trailer: X\r\n", "Location: /code\r\n", "Expect: 100-continue\r\n", "X: y\r\n",
    ]

    private static let bodies = [
        "", "", "def inner_steps():\n    return 1\n", "#####", "5\r\n#####\r\n0\r\n\r\n", "5\r\n#####\r\n", "0\r\n\r\n",
        "5;a=b\r\n#####\r\n0\r\nX: trailer\r\n\r\n", "20\r\ndef inner_steps():\n    return 1\n\r\n0\r\n\r\n",
        "ffffffff\r\n#",
    ]

    private static let junk = [
        " folded\r\n", "X\r\n", ":\r\n", "\n", "\r", "\u{0}", "\r\n", "HTTP/1.1 ", "HTTP/2.0 200 OK\r\n\r\n",
    ]

    @Test func noAnswerEndsTheProcess() async throws {
        try await FixtureServer.run("hostile.py") { server in
            let web = HostileWeb(server: server)
            var dice = Dice(state: 0x7174)
            for _ in 0..<Self.count / 10 {
                let answers = (0..<10).map { _ in Self.answer(&dice) }
                let outcomes = await withTaskGroup(of: HostileWeb.Outcome.self) { group in
                    for answer in answers { group.addTask { await web.outcome(of: Self.attempt(answer)) } }
                    return await group.reduce(into: []) { $0.append($1) }
                }
                // The server closes each connection, so that none of them has a reason to wait.
                #expect(outcomes.filter { $0.error?.code == .fetchTimedOut }.map(\.attempt.what) == [])
            }
            let connections = try await web.notes()
            #expect(connections.count >= Self.count)
            #expect(Set(connections) == ["93.184.216.34 80"])
        }
    }

    /// One to three answers behind one another, each with up to three headers, now and then with junk in it.
    private static func answer(_ dice: inout Dice) -> String {
        (0..<Int.random(in: 1...3, using: &dice)).map { _ in
            let status = statuses.randomElement(using: &dice) ?? ""
            var parts = ["HTTP/1.1 \(status) A\r\n"]
            for _ in 0..<Int.random(in: 0...3, using: &dice) { parts += headers.sample(&dice) }
            parts += ["\r\n"] + bodies.sample(&dice)
            if Int.random(in: 0..<8, using: &dice) == 0 {
                parts.insert(contentsOf: junk.sample(&dice), at: Int.random(in: 0...parts.count, using: &dice))
            }
            return parts.joined()
        }.joined()
    }

    private static func attempt(_ answer: String) -> Attempt {
        let url = "http://good.example/raw/close?\(Attempt.query(answer))"
        return Attempt(what: answer.debugDescription, url: url, code: nil)
    }

    /// A generator with a seed (splitmix64), so that a failure comes again.
    private struct Dice: RandomNumberGenerator {
        var state: UInt64

        mutating func next() -> UInt64 {
            state &+= 0x9E37_79B9_7F4A_7C15
            var mixed = (state ^ (state >> 30)) &* 0xBF58_476D_1CE4_E5B9
            mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
            return mixed ^ (mixed >> 31)
        }
    }
}

extension [String] {
    fileprivate func sample(_ dice: inout some RandomNumberGenerator) -> [String] {
        randomElement(using: &dice).map { [$0] } ?? []
    }
}
