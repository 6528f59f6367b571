import AsyncHTTPClient
import Dispatch
import Foundation
import Rules
import Synchronization

@testable import Intake

/// A fetcher on a web of which nothing is real: names are answered from a table, and every connection ends in the fixture.
struct HostileWeb: Sendable {
    /// What came of an attempt.
    struct Outcome: Sendable {
        let attempt: Attempt
        let error: IntakeError?
        let time: Duration
    }

    static let code = Data("def inner_steps():\n    return 1\n".utf8)

    let server: FixtureServer
    /// What name servers that never answer wait for.
    private let end = DispatchSemaphore(value: 0)

    init(server: FixtureServer) {
        self.server = server
    }

    /// Fetches and checks as a validator does.
    func outcome(of attempt: Attempt) async -> Outcome {
        let clock = ContinuousClock()
        let start = clock.now
        do throws(IntakeError) {
            let limits = IntakeLimits(code: ByteCount(100_000), fetchTime: Seconds(attempt.seconds))
            let fetcher = Fetcher(limits: limits, uploads: "/nonexistent", web: access(answers: attempt.answers))
            let code = try await fetcher.fetch(try CodeSource.parse(attempt.url))
            try CodeCheck.inspect(code, expected: CodeHash(of: Self.code), limits: limits)
            return Outcome(attempt: attempt, error: nil, time: clock.now - start)
        } catch {
            return Outcome(attempt: attempt, error: error, time: clock.now - start)
        }
    }

    /// The way into this web.
    func access(answers: [String: [[String]]] = [:]) -> WebAccess {
        let asked = AskedNames()
        let resolver = Resolver { host in
            switch host.text {
            case "silent.example":
                end.wait()
                end.signal()
                return []
            case "nowhere.example": return []
            case "good.example", "good.example.": return addresses(["93.184.216.34"])
            case "six.example": return addresses(["2606:2800:220:1::1"])
            default:
                guard let lists = answers[host.text] else { return addresses(["127.0.0.1"]) }
                return addresses(lists[min(asked.count(host.text), lists.count - 1)])
            }
        }
        return WebAccess(resolver: resolver, relay: .socksServer(host: "127.0.0.1", port: server.port))
    }

    /// Everything that the fixture noted: `ADDRESS PORT` for each connection, `name NAME` for each TLS client.
    func notes() async throws -> [String] {
        let limits = IntakeLimits(code: ByteCount(1_000_000), fetchTime: Seconds(30))
        let fetcher = Fetcher(limits: limits, uploads: "/nonexistent", allowPrivateAddresses: true)
        let notes = try await fetcher.fetch(try CodeSource.parse(server.url("/notes")))
        return String(decoding: notes, as: UTF8.self).split(separator: "\n").map(String.init)
    }

    /// Lets the name servers that never answer go, so that their threads end.
    func close() { end.signal() }

    private func addresses(_ texts: [String]) -> [IPAddress] { texts.compactMap { IPAddress($0) } }
}

/// How often each name was asked for in one attempt.
private final class AskedNames: Sendable {
    private let counts = Mutex<[String: Int]>([:])

    /// The times that a name was asked for before.
    func count(_ name: String) -> Int {
        counts.withLock { counts in
            defer { counts[name, default: 0] += 1 }
            return counts[name, default: 0]
        }
    }
}
