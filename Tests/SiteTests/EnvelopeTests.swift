import Arena
import Foundation
import HTTPTypes
import HummingbirdTesting
import NIOCore
import Rules
import Testing

@testable import Site

/// What goes around every answer: errors, tags, compression, keys, limits.
@Suite struct EnvelopeTests {
    struct Wrong: CustomTestStringConvertible, Sendable {
        let path: String
        let status: Int
        let code: String
        var testDescription: String { path }
    }

    @Test(arguments: [
        Wrong(path: "/nothing", status: 404, code: "not_found"),
        Wrong(path: "/v1/submissions/s-999999", status: 404, code: "unknown_submission"),
        Wrong(path: "/v1/submissions/%00%ff/life", status: 404, code: "unknown_submission"),
        Wrong(path: "/v1/submissions/s-000007/code", status: 404, code: "not_public_yet"),
        Wrong(path: "/v1/submissions/s-000008/code", status: 404, code: "not_kept"),
        Wrong(path: "/v1/submissions/s-000001/log", status: 404, code: "not_public_yet"),
        Wrong(path: "/v1/submissions?cursor=s-1", status: 400, code: "invalid_cursor"),
        Wrong(path: "/v1/board?cursor=s-000001", status: 400, code: "invalid_cursor"),
        Wrong(path: "/v1/board?per=person", status: 400, code: "invalid_parameter"),
        Wrong(path: "/v1/matches?cursor=s-000001", status: 400, code: "invalid_cursor"),
        Wrong(path: "/v1/submissions?limit=0", status: 400, code: "invalid_parameter"),
        Wrong(path: "/v1/submissions?limit=201", status: 400, code: "invalid_parameter"),
        Wrong(path: "/v1/submissions?state=asleep", status: 400, code: "invalid_parameter"),
        Wrong(path: "/v1/board?limit=many", status: 400, code: "invalid_parameter"),
        Wrong(path: "/v1/events?cursor=-1", status: 400, code: "invalid_cursor"),
        Wrong(path: "/v1/epochs/77", status: 404, code: "unknown_epoch"),
        Wrong(path: "/v1/epochs/one", status: 400, code: "invalid_parameter"),
        Wrong(path: "/v1/matches/s-000001", status: 404, code: "unknown_match"),
        Wrong(path: "/leaderboard?limit=x", status: 400, code: "invalid_parameter"),
        Wrong(path: "/" + String(repeating: "a", count: 3000), status: 414, code: "address_too_long"),
    ])
    func errorsHaveOneShape(_ wrong: Wrong) async throws {
        try await TestSite.full { client in
            let answer = try await client.get(wrong.path)
            #expect(answer.status.code == wrong.status)
            #expect(answer.failure == wrong.code)
            #expect(answer.headers[.contentType] == "application/json")
        }
    }

    @Test func anotherMethodIsRefusedWithThoseThatAreTaken() async throws {
        try await TestSite.full { client in
            let answer = try await client.execute(uri: "/v1/board", method: .post, headers: [:], body: nil) { $0 }
            #expect(answer.status == .methodNotAllowed)
            #expect(answer.headers[.allow] == "GET, HEAD")
            #expect(answer.failure == "method_not_allowed")
        }
    }

    @Test func aMissingArenaIsSaidToBeMissing() async throws {
        let arena = try await SeededArena.full()
        let site = TestSite(arena)
        try arena.remove()
        try await site.ask { client in
            for path in ["/v1/board", "/health", "/leaderboard", "/v1/events/stream"] {
                let answer = try await client.get(path)
                #expect(answer.status == .serviceUnavailable)
                #expect(answer.failure == "unavailable")
                #expect(!answer.text.contains("/tmp"))
            }
            let page = try await client.get("/", [.accept: "text/html"])
            #expect(page.status == .serviceUnavailable)
            #expect(page.text.contains("Not open right now"))
        }
    }

    @Test func theArenaMayComeLater() async throws {
        let seeded = try SeededArena()
        let other = TestSite(seeded)
        let away = seeded.home.path + "-away"
        try FileManager.default.moveItem(atPath: seeded.home.path, toPath: away)
        try await other.ask { client in
            #expect(try await client.get("/health").status == .serviceUnavailable)
            try FileManager.default.moveItem(atPath: away, toPath: seeded.home.path)
            #expect(try await client.get("/health").status == .ok)
        }
        try seeded.remove()
    }

    @Test func whatIsKnownIsNotSentAgain() async throws {
        try await TestSite.full { client in
            let first = try await client.get("/v1/history")
            let tag = try #require(first.headers[.eTag])
            for known in [tag, "\"x\", \(tag)", "*", String(tag.dropFirst(2))] {
                let second = try await client.get("/v1/history", [.ifNoneMatch: known])
                #expect(second.status == .notModified)
                #expect(second.body.readableBytes == 0)
            }
            #expect(try await client.get("/v1/history", [.ifNoneMatch: "W/\"other\""]).status == .ok)
        }
    }

    @Test func answersAreCompressedForThoseWhoTakeIt() async throws {
        try await TestSite.full { client in
            let plain = try await client.get("/v1/submissions")
            let packed = try await client.get("/v1/submissions", [.acceptEncoding: "br, gzip;q=0.5"])
            #expect(packed.headers[.contentEncoding] == "gzip")
            #expect(packed.body.readableBytes < plain.body.readableBytes)
            #expect(Array(packed.body.readableBytesView.prefix(2)) == [0x1F, 0x8B])
            let refused = try await client.get("/v1/submissions", [.acceptEncoding: "gzip;q=0"])
            #expect(refused.headers[.contentEncoding] == nil)
        }
    }

    @Test func otherSitesMayRead() async throws {
        try await TestSite.full { client in
            let answer = try await client.get("/v1/board", [.origin: "https://example.org"])
            #expect(answer.headers[.accessControlAllowOrigin] == "*")
        }
    }

    @Test func aKeyIsAskedForByTheAPIOnly() async throws {
        let key = try #require(HTTPField.Name("X-API-Key"))
        try await TestSite.full(changing: { $0.apiKey = "secret" }) { client in
            for path in ["/v1/board", "/leaderboard", "/api/stats/queue", "/v1/events/stream"] {
                let answer = try await client.get(path)
                #expect(answer.status == .unauthorized)
                #expect(try await client.get(path, [key: "secrex"]).failure == "unauthorised")
            }
            #expect(try await client.get("/v1/board", [key: "secret"]).status == .ok)
            for path in ["/", "/s/s-000001", "/health", "/v1/health", "/openapi.json"] {
                #expect(try await client.get(path).status == .ok, "\(path)")
            }
        }
    }

    @Test func behindAProxyNobodyIsHeldUp() async throws {
        try await TestSite.full(changing: { ($0.burst, $0.requestsPerSecond) = (1, 0) }) { client in
            for _ in 0..<5 {
                let answer = try await client.get("/health")
                #expect(answer.status == .ok)
            }
        }
    }

    @Test func aFloodIsHeldUp() async throws {
        try await TestSite.full(changing: { ($0.burst, $0.requestsPerSecond) = (3, 0.001) }) { client in
            for _ in 0..<3 { #expect(try await client.get("/health").status == .ok) }
            let answer = try await client.get("/health")
            #expect(answer.status == .tooManyRequests)
            #expect(answer.failure == "too_many_requests")
            #expect(try #require(answer.headers[.retryAfter].flatMap { Int($0) }) > 900)
        }
    }
}
