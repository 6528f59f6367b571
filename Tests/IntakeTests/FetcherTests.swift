import Foundation
import Rules
import Testing

@testable import Intake

@Suite struct FetcherTests {
    private static let code = Data("def inner_steps():\n    return 1\n".utf8)

    private static func limits(seconds: Double = 30) -> IntakeLimits {
        IntakeLimits(code: ByteCount(100_000), fetchTime: Seconds(seconds))
    }

    private func fetch(
        _ url: String,
        seconds: Double = 30,
        allowPrivateAddresses: Bool = true
    ) async throws -> Data {
        try await Fetcher(
            limits: Self.limits(seconds: seconds),
            uploads: "/nonexistent",
            allowPrivateAddresses: allowPrivateAddresses
        ).fetch(CodeSource.parse(url))
    }

    @Test func fetchesCode() async throws {
        try await FixtureServer.run { server in
            for url in [
                server.url("/ok"), server.url("/ok", host: "localhost"), server.url("/redirect"),
                server.url("/redirect3"),
            ] {
                let code = try await fetch(url)
                #expect(code == Self.code)
            }
            let nothing = try await fetch(server.url("/empty"))
            #expect(nothing.isEmpty)
        }
    }

    struct Bad: CustomTestStringConvertible {
        let path: String
        let code: IntakeError.Code
        var seconds: Double = 30
        var testDescription: String { path }
    }

    @Test(arguments: [
        Bad(path: "/big", code: .tooLarge),
        Bad(path: "/liar", code: .tooLarge),
        Bad(path: "/short", code: .fetchFailed),
        Bad(path: "/missing", code: .fetchFailed),
        Bad(path: "/hang", code: .fetchTimedOut, seconds: 1),
        Bad(path: "/drip", code: .fetchTimedOut, seconds: 1),
        Bad(path: "/full", code: .fetchTimedOut, seconds: 1),
        Bad(path: "/zero", code: .fetchFailed),
        Bad(path: "/loop", code: .tooManyRedirects),
        Bad(path: "/file", code: .badURL),
    ])
    func refusesWhatABadServerSends(_ bad: Bad) async throws {
        try await FixtureServer.run { server in
            let start = ContinuousClock.now
            await #expect(throws: IntakeError(bad.code, "")) {
                try await fetch(server.url(bad.path), seconds: bad.seconds)
            }
            // Below what the server would take: its hang lasts 600 seconds, its drip 50.
            #expect(ContinuousClock.now - start < .seconds(30))
        }
    }

    @Test(arguments: ["127.0.0.1", "localhost", "127.1", "0", "0x7f000001", "[::1]", "[::ffff:127.0.0.1]"])
    func refusesAddressesInsideANetwork(host: String) async {
        await #expect(throws: IntakeError(.addressRefused, "")) {
            try await fetch("http://\(host)/ok", allowPrivateAddresses: false)
        }
    }

    @Test(arguments: ["127.1", "0x7f000001"])
    func connectsToTheAddressThatWasChecked(host: String) async throws {
        try await FixtureServer.run { server in
            let code = try await fetch(server.url("/ok", host: host))
            #expect(code == Self.code)
        }
    }

    @Test func everyRedirectIsCheckedLikeTheFirstURL() async throws {
        try await FixtureServer.run { server in
            let first = try #require(IPAddress("127.0.0.1"))
            let fetcher = Fetcher(
                limits: Self.limits(),
                uploads: "/nonexistent",
                web: WebAccess(isAllowed: { $0 == first })
            )
            let source = try CodeSource.parse(server.url("/inside"))
            await #expect(throws: IntakeError(.addressRefused, "")) { try await fetcher.fetch(source) }
            let code = try await fetch(server.url("/inside"))
            #expect(code == Self.code)
        }
    }

    @Test func aServerThatIsNotThereIsAFailure() async throws {
        var gone: String?
        try await FixtureServer.run { server in gone = server.url("/ok") }
        let url = try #require(gone)
        await #expect(throws: IntakeError(.fetchFailed, "")) { try await fetch(url) }
    }

    @Test func aCancelledFetchEnds() async throws {
        try await FixtureServer.run { server in
            let limits = IntakeLimits(code: ByteCount(100), fetchTime: Seconds(600))
            let fetcher = Fetcher(limits: limits, uploads: "/nonexistent", allowPrivateAddresses: true)
            let source = try CodeSource.parse(server.url("/hang"))
            let task = Task { try await fetcher.fetch(source) }
            task.cancel()
            await #expect(throws: IntakeError(.fetchFailed, "")) { try await task.value }
        }
    }
}
