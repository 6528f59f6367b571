import Arena
import Chain
import Foundation
import Records
import Testing

@testable import Site

/// A backup that takes the place of an arena while the site runs.
@Suite struct RestoredArenaTests {
    /// Two arenas: one with a long past, and one in which little has happened, which is to take its place.
    private struct Exchange {
        let before: SeededArena
        let after: SeededArena
        /// The newest events of both.
        let newest: [Int64]

        init() async throws {
            before = try await SeededArena.full()
            after = try SeededArena()
            let id = try await after.queue([SeededArena.code(1)], block: 3)[0]
            try await after.judge(id, rate: 500)
            newest = [try await before.records.newestEvent(), try await after.records.newestEvent()]
            try after.records.close()
            try after.chain.close()
        }

        /// Puts the second one in the place of the first.
        func make() throws {
            let files = FileManager.default, place = before.home.path
            try files.moveItem(atPath: place, toPath: place + "-before")
            try files.moveItem(atPath: after.home.path, toPath: place)
        }

        func remove() throws {
            try before.records.close()
            try before.chain.close()
            for path in [before.home.path, before.home.path + "-before"] {
                try FileManager.default.removeItem(atPath: path)
            }
        }
    }

    @Test func whoStillHasAnEarlierMomentLeavesNothingBehind() async throws {
        let exchange = try await Exchange()
        var options = SiteOptions(home: exchange.before.home, preset: exchange.before.preset)
        options.chainWait = .seconds(60)
        options.patience = .seconds(3600)
        let source = ArenaSource(options, logger: TestSite.quiet)
        let early = try await source.moment()
        #expect(early.sequence == exchange.newest[0])
        try exchange.make()
        _ = try await source.records()
        // A moment is good for an hour here, but not one of another arena.
        let late = try await source.moment()
        #expect(late.sequence == exchange.newest[1])
        #expect(late.version.identity != early.version.identity)
        #expect(try await source.snapshot(at: early).history.points.count == 5)
        let now = try await source.snapshot()
        #expect(now.recorded.sequence == exchange.newest[1])
        #expect(now.recorded.totals.accepted == 1)
        #expect(now.history.points.map(\.score) == [500])
        try exchange.remove()
    }

    @Test func whoFollowsTheEventsIsToldOfThoseThatComeAnew() async throws {
        let exchange = try await Exchange()
        try await LiveSite.serve(exchange.before) { port in
            let socket = try RawSocket(port: port)
            socket.send("GET /live HTTP/1.1\r\nHost: x\r\n\r\n")
            _ = try await socket.read(until: "retry: 2000\n\n")
            try exchange.make()
            _ = try await socket.read(until: "0\r\n\r\n")
            let again = try RawSocket(port: port)
            again.send("GET /live HTTP/1.1\r\nHost: x\r\nLast-Event-ID: \(exchange.newest[0])\r\n\r\n")
            let text = try await again.read(until: "id: \(exchange.newest[1])\n")
            #expect(text.contains("id: 1\n"))
        }
        try exchange.remove()
    }
}
