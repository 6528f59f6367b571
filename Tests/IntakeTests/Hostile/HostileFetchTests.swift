import Foundation
import Rules
import Testing

@testable import Intake

@Suite struct HostileFetchTests {
    /// What a busy machine may take to notice that a deadline has passed.
    private static let slack = Duration.seconds(20)

    @Test func noAttemptIsLuredInside() async throws {
        try await FixtureServer.run("hostile.py") { server in
            let web = HostileWeb(server: server)
            defer { web.close() }
            let outcomes = await outcomes(of: Attempt.all, on: web)
            for outcome in outcomes {
                let what: Comment =
                    "\(outcome.attempt.what), \(outcome.time): \(String(describing: outcome.error?.cause))"
                #expect(outcome.error?.code == outcome.attempt.code, what)
            }
            let late = outcomes.filter { $0.time > .seconds($0.attempt.seconds) + Self.slack }
            #expect(late.map(\.attempt.what) == [])

            let connections = try await web.notes().filter { !$0.hasPrefix("name ") }.map {
                $0.split(separator: " ")[0]
            }
            let inside = connections.filter { !Attempt.publicAddresses.contains(String($0)) }
            #expect(inside == [])
            // Each redirect and each good or hostile server was really asked.
            #expect(connections.count > Attempt.privateAddresses.count * 2)
            #expect(outcomes.count >= 400)
            let deadlines = late.isEmpty ? "all within deadline" : "\(late.count) after their deadline"
            print(
                "fetch attempts: \(outcomes.count), connections: \(connections.count),",
                "connections to private addresses: \(inside.count), \(deadlines)"
            )
        }
    }

    private func outcomes(of attempts: [Attempt], on web: HostileWeb) async -> [HostileWeb.Outcome] {
        await withTaskGroup(of: HostileWeb.Outcome.self) { group in
            var outcomes: [HostileWeb.Outcome] = []
            for (index, attempt) in attempts.enumerated() {
                if index >= 16, let outcome = await group.next() { outcomes.append(outcome) }
                group.addTask { await web.outcome(of: attempt) }
            }
            for await outcome in group { outcomes.append(outcome) }
            return outcomes
        }
    }

    @Test func theFixtureWouldSeeAConnectionInside() async throws {
        try await FixtureServer.run("hostile.py") { server in
            let web = HostileWeb(server: server)
            var access = web.access(answers: ["lure.example": [["93.184.216.34"], ["10.0.0.1"]]])
            access.isAllowed = { _ in true }
            let limits = IntakeLimits(code: ByteCount(100), fetchTime: Seconds(30))
            let fetcher = Fetcher(limits: limits, uploads: "/nonexistent", web: access)
            let next = Attempt.query("http://lure.example:8080/to/302?\(Attempt.query("http://[::1]/code"))")
            let source = try CodeSource.parse("http://lure.example/to/302?\(next)")
            #expect(try await fetcher.fetch(source) == HostileWeb.code)
            #expect(try await web.notes() == ["93.184.216.34 80", "10.0.0.1 8080", "::1 80"])
        }
    }

    @Test func theServerIsToldTheNameAndNotTheAddress() async throws {
        try await FixtureServer.run("hostile.py") { server in
            let web = HostileWeb(server: server)
            let limits = IntakeLimits(code: ByteCount(1000), fetchTime: Seconds(30))
            let fetcher = Fetcher(limits: limits, uploads: "/nonexistent", web: web.access())
            let request = try await fetcher.fetch(try CodeSource.parse("http://good.example:8080/request?a=%20b#c"))
            let lines = String(decoding: request, as: UTF8.self).lowercased().split(separator: "\r\n")
            #expect(lines.first == "get /request?a=%20b http/1.1")
            #expect(lines.contains("host: good.example:8080"))
            #expect(lines.contains("user-agent: tiltyard"))
            #expect(lines.contains("accept-encoding: identity"))
            let secure = try CodeSource.parse("https://good.example/code")
            await #expect(throws: IntakeError(.fetchFailed, "")) { try await fetcher.fetch(secure) }
            #expect(try await web.notes() == ["93.184.216.34 8080", "93.184.216.34 443", "name good.example"])
        }
    }

    @Test func aLookUpThatIsCancelledEndsAtOnce() async throws {
        try await FixtureServer.run("hostile.py") { server in
            let web = HostileWeb(server: server)
            defer { web.close() }
            let limits = IntakeLimits(code: ByteCount(1000), fetchTime: Seconds(600))
            let fetcher = Fetcher(limits: limits, uploads: "/nonexistent", web: web.access())
            let source = try CodeSource.parse("http://silent.example/code")
            let task = Task { try await fetcher.fetch(source) }
            task.cancel()
            await #expect(throws: IntakeError(.fetchFailed, "")) { try await task.value }
        }
    }
}
