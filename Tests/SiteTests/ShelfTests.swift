import Hummingbird
import HummingbirdTesting
import NIOCore
import Rules
import Synchronization
import Testing

@testable import Site

/// Answers that are given again: what counts as the same one, how many are kept, and who makes them.
@Suite struct ShelfTests {
    private static func key(_ path: String) -> AnswerKey {
        AnswerKey(path: path, query: [:], version: .init(identity: [1], sequence: 1, block: 1, isAway: false))
    }

    private static func content(_ count: Int) -> Content {
        Content(type: "text/plain", bytes: [UInt8](repeating: 65, count: count))
    }

    @Test func whatARouteDoesNotReadIsTheSameAnswer() async throws {
        let arena = try SeededArena(blockTime: Seconds(3600))
        var options = SiteOptions(home: arena.home, preset: arena.preset)
        options.chainWait = .seconds(60)
        (options.patience, options.freshness) = (.seconds(3600), .seconds(3600))
        let shelf = Shelf(source: ArenaSource(options, logger: TestSite.quiet), options: options)
        let made = Mutex<[String?]>([])
        for path in ["/x", "/x?1", "/x?2=3&", "/x?limit=4", "/x?cursor=9&limit=4&limit=5", "/x?LIMIT=4"] {
            let head = HTTPRequest(method: .get, scheme: nil, authority: nil, path: path)
            let request = Request(head: head, body: .init(buffer: ByteBuffer()))
            _ = try await shelf.content(for: request, path: [:], reading: ["limit"]) { call in
                #expect(call.word("cursor") == nil)
                made.withLock { $0.append(call.word("limit")) }
                return Self.content(100)
            }
        }
        #expect(made.withLock { $0 } == [nil, "4"])
        #expect(shelf.count == 2)
        try arena.remove()
    }

    /// What is measured as made for every request has to be.
    @Test func withoutRoomEveryAnswerIsMadeAnew() async throws {
        let arena = try SeededArena(blockTime: Seconds(3600))
        var options = SiteOptions(home: arena.home, preset: arena.preset)
        options.chainWait = .seconds(60)
        options.keptBytes = 0
        let shelf = Shelf(source: ArenaSource(options, logger: TestSite.quiet), options: options)
        let made = Mutex(0)
        let head = HTTPRequest(method: .get, scheme: nil, authority: nil, path: "/x")
        for _ in 0..<3 {
            let request = Request(head: head, body: .init(buffer: ByteBuffer()))
            _ = try await shelf.content(for: request, path: [:], reading: []) { _ in
                made.withLock { $0 += 1 }
                return Self.content(100)
            }
        }
        #expect(made.withLock { $0 } == 3)
        #expect(shelf.count == 0)
        try arena.remove()
    }

    @Test func theOldestAnswersMakeRoom() {
        let one = Self.content(1000), now = ContinuousClock.now
        var kept = KeptAnswers(room: 3 * one.cost, largest: 1000, freshness: .seconds(10))
        for number in 0..<5 { kept.keep(one, Self.key("/\(number)"), now: now + .seconds(number)) }
        #expect((0..<5).map { kept.content(Self.key("/\($0)"), now: now) != nil } == [false, false, true, true, true])
        #expect(kept.bytes == 3 * one.cost)
        kept.keep(one, Self.key("/4"), now: now + .seconds(5))
        #expect(kept.count == 3)
        #expect(kept.bytes == 3 * one.cost)
    }

    @Test func whatIsTooLargeOrTooOldIsNotKept() {
        let now = ContinuousClock.now
        var kept = KeptAnswers(room: 1 << 20, largest: 1000, freshness: .seconds(2))
        kept.keep(Self.content(1001), Self.key("/large"), now: now)
        kept.keep(Self.content(10), Self.key("/" + String(repeating: "a", count: 256)), now: now)
        #expect(kept.count == 0)
        kept.keep(Self.content(1000), Self.key("/a"), now: now)
        #expect(kept.content(Self.key("/a"), now: now + .seconds(2)) == nil)
        kept.keep(Self.content(1000), Self.key("/b"), now: now + .seconds(2))
        #expect(kept.count == 1)
        #expect(kept.bytes == Self.content(1000).cost)
    }

    /// Comes to an end when it is told to, or given up.
    private struct Gate: Sendable {
        private let stream: AsyncStream<Void>
        private let continuation: AsyncStream<Void>.Continuation

        init() { (stream, continuation) = AsyncStream.makeStream(of: Void.self) }

        func open() { continuation.finish() }

        func pass() async throws {
            for await _ in stream {}
            try Task.checkCancellation()
        }
    }

    private final class Count: Sendable {
        let value = Mutex(0)
    }

    @Test func oneMakesAnAnswerForAllWhoComeMeanwhile() async throws {
        let underWay = AnswersUnderWay(), key = Self.key("/a"), gate = Gate(), made = Count()
        let bodies = try await withThrowingTaskGroup(of: ByteBuffer.self) { tasks in
            for _ in 0..<10 {
                tasks.addTask {
                    try await underWay.content(for: key) {
                        made.value.withLock { $0 += 1 }
                        try await gate.pass()
                        return Self.content(10)
                    }.body
                }
            }
            while underWay.waiting(for: key) < 9 { await Task.yield() }
            gate.open()
            return try await tasks.reduce(into: []) { $0.append($1) }
        }
        #expect(bodies.count == 10)
        #expect(made.value.withLock { $0 } == 1)
        #expect(underWay.waiting(for: key) == 0)
    }

    @Test func whatIsGivenUpIsMadeByTheNext() async throws {
        let underWay = AnswersUnderWay(), key = Self.key("/a"), gate = Gate(), isBegun = Gate()
        let first = Task {
            try await underWay.content(for: key) {
                isBegun.open()
                try await gate.pass()
                return Self.content(1)
            }
        }
        try await isBegun.pass()
        let second = Task { try await underWay.content(for: key) { Self.content(2) } }
        while underWay.waiting(for: key) < 1 { await Task.yield() }
        first.cancel()
        #expect(try await second.value.body.readableBytes == 2)
        await #expect(throws: CancellationError.self) { _ = try await first.value }
    }

    @Test func fewPagesOfCodeAreMadeSideBySide() async throws {
        try await TestSite.full(changing: { $0.codePages = 0 }) { client in
            for path in ["/s/s-000001/code", "/s/s-000001/diff"] {
                let answer = try await client.get(path)
                #expect(answer.failure == "busy")
                #expect(answer.headers[.retryAfter] != nil)
            }
            for path in ["/s/s-000001", "/v1/submissions/s-000001/code"] {
                #expect(try await client.get(path).status == .ok)
            }
        }
        try await TestSite.full(changing: { $0.codePages = 1 }) { client in
            for _ in 0..<3 {
                let answer = try await client.get("/s/s-000001/code")
                #expect(answer.status == .ok)
            }
        }
    }
}
