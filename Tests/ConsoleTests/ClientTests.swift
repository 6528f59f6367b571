import Foundation
import Synchronization
import Testing

@testable import Console

/// Addresses, documents, streams, and a server that comes and goes.
@Suite struct ClientTests {
    struct Case: CustomTestStringConvertible, Sendable {
        let text: String
        let base: String?
        var testDescription: String { text }
    }

    @Test(arguments: [
        Case(text: "http://127.0.0.1:8000", base: "http://127.0.0.1:8000"),
        Case(text: "localhost:8000", base: "http://localhost:8000"),
        Case(text: "arena.example", base: "http://arena.example"),
        Case(text: "https://arena.example/tilt/?x=1#y", base: "https://arena.example/tilt"),
        Case(text: "http://[::1]:8000/", base: "http://[::1]:8000"),
        Case(text: "ftp://arena.example", base: nil),
        Case(text: "http://", base: nil),
        Case(text: "", base: nil),
        Case(text: "http://me:secret@arena.example", base: nil),
        Case(text: "http://a b", base: nil),
        Case(text: "http://a\u{1B}[31m", base: nil),
    ])
    func addressesAreRead(_ example: Case) {
        #expect((try? ServerAddress(example.text))?.base == example.base)
    }

    @Test func idsAreEscapedInPaths() {
        #expect(Reader.escaped("s-000001") == "s-000001")
        #expect(Reader.escaped("../x?y é") == "%2E%2E%2Fx%3Fy%20%C3%A9")
    }

    @Test func eventsAreTakenFromTheStreamWhereverItIsCut() {
        let stream =
            "retry: 2000\n\n: still here\n\nid: 7\nevent: board.crowned\ndata: {\"a\":1}\n\nid: 8\r\ndata: x\r\ndata: y\r\n\r\n"
        let expected = [EventLines.Event(id: "7", data: "{\"a\":1}"), .init(id: "8", data: "x\ny")]
        var lines = EventLines()
        #expect(lines.feed(stream.utf8) == expected)
        var slow = EventLines()
        #expect(stream.utf8.flatMap { slow.feed([$0]) } == expected)
    }

    @Test func aStreamWithoutEndCostsNoMemory() {
        var lines = EventLines()
        let part = [UInt8](repeating: UInt8(ascii: "x"), count: 1_000_000)
        for _ in 0..<3 { #expect(lines.feed(part).isEmpty) }
        for _ in 0..<100 { #expect(lines.feed("data: ".utf8 + part.prefix(9000) + [10]).isEmpty) }
        #expect(lines.feed("\n\ndata: x\n\n".utf8) == [.init(id: nil, data: "x")])
    }

    @Test func whatHasNotChangedIsKept() async throws {
        let server = ScriptedServer(SampleContest.snapshot)
        let reader = Reader(server: server, place: "x")
        let first = try await reader.snapshot(), second = try await reader.snapshot()
        #expect(first == SampleContest.snapshot && second == first)
        #expect(server.unchanged == 6)
    }

    @Test func somethingElseIsToldInOneSentence() async throws {
        let server = ScriptedServer(SampleContest.snapshot)
        server.say { .document(Data("<html>hello</html>".utf8), tag: nil) }
        await #expect(throws: ConsoleError.self) { try await Reader(server: server, place: "x").greet() }
        do {
            try await Reader(server: server, place: "x").greet()
        } catch {
            #expect(error.code == .foreign)
            #expect(error.sentence == "x answers, but not as a Tiltyard does (/v1/health)")
        }
    }

    @Test func aServerThatIsLostIsTriedUntilItIsBack() async throws {
        let server = ScriptedServer(SampleContest.snapshot)
        server.fail(times: 3)
        let reports = await reports(of: server, until: { if case .snapshot = $0 { true } else { false } })
        let lost = reports.compactMap { report -> String? in
            guard case .lost(let sentence, let again) = report else { return nil }
            return "\(sentence), again at \(again)"
        }
        #expect(lost == ["1001.0", "1002.0", "1002.0"].map { "x cannot be reached, again at \($0)" })
    }

    @Test func anEventIsAReasonToLookAgain() async throws {
        let server = ScriptedServer(SampleContest.snapshot)
        let seen = Mutex(0)
        let reports = await reports(of: server) { report in
            if case .snapshot = report {
                let count = seen.withLock { seen in
                    seen += 1
                    return seen
                }
                if count == 1 {
                    server.happen("id: 9\ndata: {\"sequence\":9,\"at_ms\":1,\"kind\":\"a.b\",\"subject\":\"s\"}\n\n")
                }
                return count == 2
            }
            return false
        }
        #expect(reports.contains { if case .event(let event) = $0 { event.kind == "a.b" } else { false } })
    }

    /// What a correspondent says until it says something.
    private func reports(
        of server: ScriptedServer,
        until isLast: @escaping @Sendable (Report) -> Bool
    ) async -> [Report] {
        let (reports, continuation) = AsyncStream.makeStream(of: Report.self)
        let (questions, _) = AsyncStream.makeStream(of: Question.self)
        let pace = Correspondent.Pace(
            refresh: .seconds(3600),
            gap: .zero,
            retries: [.milliseconds(1), .milliseconds(2)]
        )
        let correspondent = Correspondent(
            server: server,
            reader: Reader(server: server, place: "x"),
            pace: pace,
            post: { continuation.yield($0) },
            clock: { 1000 }
        )
        return await withTaskGroup(of: Void.self) { group in
            group.addTask { await correspondent.run(questions: questions) }
            var all: [Report] = []
            for await report in reports {
                all.append(report)
                if isLast(report) { break }
            }
            group.cancelAll()
            return all
        }
    }
}
