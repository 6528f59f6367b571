import Arena
import Foundation
import Logging
import Records
import Rules
import ServiceLifecycle
import Synchronization
import Testing

@testable import Site

/// A site on a real socket: streams, reconnection, shutdown, bounds.
@Suite(.serialized) struct LiveTests {
    @Test func eventsArriveAsTheyHappen() async throws {
        let arena = try await SeededArena.full()
        try await LiveSite.serve(arena) { port in
            let socket = try RawSocket(port: port)
            socket.send("GET /v1/events/stream HTTP/1.1\r\nHost: x\r\n\r\n")
            _ = try await socket.read(until: "retry: 2000\n\n")
            try await arena.judge("s-000007", rate: 9000)
            let text = try await socket.read(until: "event: board.crowned\n")
            #expect(text.contains("event: submission.judged\n"))
            #expect(text.contains("\"subject\":\"s-000007\""))
            #expect(!text.contains("event: submission.revealed"))
        }
        try arena.remove()
    }

    @Test func aStreamGoesOnWhereItEnded() async throws {
        let arena = try await SeededArena.full()
        let newest = try await arena.records.newestEvent()
        try await LiveSite.serve(arena) { port in
            for start in [0, newest - 3] {
                let socket = try RawSocket(port: port)
                socket.send("GET /live HTTP/1.1\r\nHost: x\r\nLast-Event-ID: \(start)\r\n\r\n")
                let text = try await socket.read(until: "id: \(newest)\n")
                let ids = text.matches(of: /id: (\d+)\n/).compactMap { Int64($0.output.1) }
                #expect(ids == Array(start + 1...newest))
            }
        }
        try arena.remove()
    }

    @Test func aQuietStreamSaysThatItIsThere() async throws {
        let arena = try SeededArena()
        try await LiveSite.serve(arena, { $0.heartbeat = .milliseconds(50) }) { port in
            let socket = try RawSocket(port: port)
            socket.send("GET /live HTTP/1.1\r\nHost: x\r\n\r\n")
            _ = try await socket.read(until: ": still here\n\n")
            _ = try await socket.read(until: ": still here\n\n")
        }
        try arena.remove()
    }

    @Test func streamsAreBounded() async throws {
        let arena = try SeededArena()
        try await LiveSite.serve(
            arena,
            {
                $0.streams = 2
                $0.heartbeat = .milliseconds(50)
            }
        ) { port in
            var open = try (0..<2).map { _ in try RawSocket(port: port) }
            for socket in open {
                socket.send("GET /live HTTP/1.1\r\nHost: x\r\n\r\n")
                _ = try await socket.read(until: "retry")
            }
            let refused = try RawSocket(port: port)
            refused.send("GET /live HTTP/1.1\r\nHost: x\r\n\r\n")
            #expect(try await refused.read(until: "}}").contains("too_many_streams"))
            open.removeLast().close()
            // The next heartbeat finds out that nobody listens any more; until then the place is taken.
            for _ in 0..<200 {
                let again = try RawSocket(port: port)
                again.send("GET /live HTTP/1.1\r\nHost: x\r\n\r\n")
                let answer = try await again.read(until: "\r\n\r\n")
                if answer.contains("200 OK") { return }
                try await Task.sleep(for: .milliseconds(20))
            }
            Issue.record("the place of a stream that was closed stayed taken")
        }
        try arena.remove()
    }

    @Test func shutdownEndsAHundredStreams() async throws {
        let arena = try await SeededArena.full()
        let sockets = Mutex<[RawSocket]>([])
        let time = try await LiveSite.serve(arena, { $0.streamsOfOneAddress = 100 }) { port in
            for _ in 0..<100 {
                let socket = try RawSocket(port: port)
                socket.send("GET /live HTTP/1.1\r\nHost: x\r\n\r\n")
                _ = try await socket.read(until: "retry")
                sockets.withLock { $0.append(socket) }
            }
        }
        #expect(time < .seconds(30))
        for socket in sockets.withLock({ $0 }) { #expect(try await socket.isAtEnd()) }
        try arena.remove()
    }

    @Test func headersThatAreTooLargeAreRefused() async throws {
        let arena = try SeededArena()
        try await LiveSite.serve(arena) { port in
            let socket = try RawSocket(port: port)
            socket.send(
                "GET /health HTTP/1.1\r\nHost: x\r\nX-Much: \(String(repeating: "a", count: 1_000_000))\r\n\r\n"
            )
            let answer = try await socket.read(until: "\r\n\r\n")
            #expect(answer.hasPrefix("HTTP/1.1 400") || answer.isEmpty)
        }
        try arena.remove()
    }

    @Test func oneAddressCannotTakeAllConnections() async throws {
        let arena = try SeededArena()
        try await LiveSite.serve(
            arena,
            {
                $0.connectionsOfOneAddress = 3
                $0.heartbeat = .milliseconds(50)
            }
        ) { port in
            var open: [RawSocket] = []
            for _ in 0..<3 {
                let socket = try RawSocket(port: port)
                socket.send("GET /live HTTP/1.1\r\nHost: x\r\n\r\n")
                _ = try await socket.read(until: "retry")
                open.append(socket)
            }
            let refused = try RawSocket(port: port)
            refused.send("GET /v1/rules HTTP/1.1\r\nHost: x\r\n\r\n")
            #expect(try await refused.read(until: "}").isEmpty)
            open.removeLast().close()
            // The place is free once the site has seen the end of that connection.
            for _ in 0..<500 {
                let again = try RawSocket(port: port)
                again.send("GET /openapi.json HTTP/1.1\r\nHost: x\r\n\r\n")
                if try await again.read(until: "\r\n\r\n").contains("200 OK") { return }
                try await Task.sleep(for: .milliseconds(10))
            }
            Issue.record("the place of a connection that was closed stayed taken")
        }
        try arena.remove()
    }

    @Test func whoSaysNothingIsLetGo() async throws {
        let arena = try SeededArena()
        try await LiveSite.serve(arena, { $0.idleTime = .milliseconds(200) }) { port in
            let socket = try RawSocket(port: port)
            socket.send("GET /hea")
            #expect(try await socket.isAtEnd())
        }
        try arena.remove()
    }
}
