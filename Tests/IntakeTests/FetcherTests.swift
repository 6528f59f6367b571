import Foundation
import Rules
import Testing

@testable import Intake

@Suite struct FetcherTests {
    private static let code = Data("def inner_steps():\n    return 1\n".utf8)
    private static let limits = IntakeLimits(code: ByteCount(100_000), fetchTime: Seconds(1))

    private func fetch(_ url: String, allowPrivateAddresses: Bool = true) async throws -> Data {
        try await Fetcher(
            limits: Self.limits,
            uploads: "/nonexistent",
            allowPrivateAddresses: allowPrivateAddresses
        ).fetch(CodeSource.parse(url))
    }

    @Test func fetchesCode() async throws {
        let server = try FixtureServer()
        defer { server.stop() }
        #expect(try await fetch(server.url("/ok")) == Self.code)
        #expect(try await fetch(server.url("/ok", host: "localhost")) == Self.code)
        #expect(try await fetch(server.url("/redirect")) == Self.code)
        #expect(try await fetch(server.url("/redirect3")) == Self.code)
        #expect(try await fetch(server.url("/empty")).isEmpty)
    }

    struct Bad: CustomTestStringConvertible {
        let path: String
        let code: IntakeError.Code
        var testDescription: String { path }
    }

    @Test(arguments: [
        Bad(path: "/big", code: .tooLarge),
        Bad(path: "/liar", code: .tooLarge),
        Bad(path: "/short", code: .fetchFailed),
        Bad(path: "/missing", code: .fetchFailed),
        Bad(path: "/hang", code: .fetchTimedOut),
        Bad(path: "/drip", code: .fetchTimedOut),
        Bad(path: "/loop", code: .tooManyRedirects),
        Bad(path: "/file", code: .badURL),
    ])
    func refusesWhatABadServerSends(_ bad: Bad) async throws {
        let server = try FixtureServer()
        defer { server.stop() }
        let start = ContinuousClock.now
        await #expect(throws: IntakeError(bad.code, "")) { try await fetch(server.url(bad.path)) }
        // Far below what the server would take: its hang lasts 600 seconds, its drip 50.
        #expect(ContinuousClock.now - start < .seconds(10))
    }

    @Test(arguments: ["127.0.0.1", "localhost", "127.1", "0", "0x7f000001", "[::1]", "[::ffff:127.0.0.1]"])
    func refusesAddressesInsideANetwork(host: String) async throws {
        let server = try FixtureServer()
        defer { server.stop() }
        await #expect(throws: IntakeError(.addressRefused, "")) {
            try await fetch(server.url("/ok", host: host), allowPrivateAddresses: false)
        }
    }

    @Test(arguments: ["127.1", "0x7f000001"])
    func connectsToTheAddressThatWasChecked(host: String) async throws {
        let server = try FixtureServer()
        defer { server.stop() }
        #expect(try await fetch(server.url("/ok", host: host)) == Self.code)
    }

    @Test func everyRedirectIsCheckedLikeTheFirstURL() async throws {
        let server = try FixtureServer()
        defer { server.stop() }
        let first = try #require(IPAddress("127.0.0.1"))
        let fetcher = Fetcher(limits: Self.limits, uploads: "/nonexistent") { $0 == first }
        let source = try CodeSource.parse(server.url("/inside"))
        await #expect(throws: IntakeError(.addressRefused, "")) { try await fetcher.fetch(source) }
        #expect(try await fetch(server.url("/inside")) == Self.code)
    }

    @Test func aServerThatIsNotThereIsAFailure() async throws {
        let server = try FixtureServer()
        server.stop()
        await #expect(throws: IntakeError(.fetchFailed, "")) { try await fetch(server.url("/ok")) }
    }

    @Test func aCancelledFetchEnds() async throws {
        let server = try FixtureServer()
        defer { server.stop() }
        let limits = IntakeLimits(code: ByteCount(100), fetchTime: Seconds(600))
        let fetcher = Fetcher(limits: limits, uploads: "/nonexistent", allowPrivateAddresses: true)
        let source = try CodeSource.parse(server.url("/hang"))
        let task = Task { try await fetcher.fetch(source) }
        task.cancel()
        await #expect(throws: IntakeError(.fetchFailed, "")) { try await task.value }
    }
}
