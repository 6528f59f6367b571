import Arena
import Foundation
import Logging
import Records
import ServiceLifecycle
import Testing

@testable import Console
@testable import Site

/// The terminal dashboard as a client of a real site: what the one says, the other understands.
@Suite(.serialized) struct DashboardClientTests {
    private func serve(_ arena: SeededArena, _ test: @Sendable @escaping (String) async throws -> Void) async throws {
        var options = SiteOptions(home: arena.home, preset: arena.preset)
        options.chainWait = .seconds(60)
        options.port = 0
        options.pollInterval = .milliseconds(20)
        options.apiKey = "a key"
        let (addresses, continuation) = AsyncStream.makeStream(of: String.self)
        let site = SiteServer(options: options, logger: TestSite.quiet) { continuation.yield($0) }
        let group = ServiceGroup(services: [site], logger: TestSite.quiet)
        try await withThrowingTaskGroup(of: Void.self) { tasks in
            tasks.addTask { try await group.run() }
            var iterator = addresses.makeAsyncIterator()
            try await test(try #require(await iterator.next()))
            await group.triggerGracefulShutdown()
            try await tasks.waitForAll()
        }
    }

    private func options(_ address: String) -> TopOptions {
        var options = TopOptions(
            url: address,
            terminal: TerminalKind(environment: ["LANG": "C.UTF-8"], isASCII: false)
        )
        options.key = "a key"
        return options
    }

    @Test func everythingThatIsShownIsRead() async throws {
        let arena = try await SeededArena.full()
        try await serve(arena) { address in
            let text = try await Top(options(address)).text(columns: 100, hasStyles: false)
            #expect(text.contains("♛ s-000004"))
            #expect(text.contains("update_error"))
            #expect(text.contains("Line 1 is <b>no</b> Python."))
            #expect(text.contains("Queue"))
        }
        try arena.remove()
    }

    @Test func oneSubmissionAndItsCodeAreRead() async throws {
        let arena = try await SeededArena.full()
        try await serve(arena) { address in
            try await WebServer.with(try ServerAddress(address), key: "a key") { server in
                let reader = Reader(server: server, place: address)
                let verdict = try await reader.verdict("s-000002")
                #expect(verdict.view.runs.count == 3)
                #expect(verdict.life.events.contains { $0.kind == "submission.judged" })
                let code = try await reader.code("s-000002")
                #expect(code.code == SeededArena.hostileCode)
                await #expect(throws: ConsoleError.self) { try await reader.code("s-000007") }
            }
        }
        try arena.remove()
    }

    @Test func withoutItsKeyItIsTold() async throws {
        let arena = try await SeededArena.full()
        try await serve(arena) { address in
            var options = options(address)
            options.key = nil
            let top = try Top(options)
            await #expect(throws: ConsoleError.self) { try await top.text(columns: 100, hasStyles: false) }
        }
        try arena.remove()
    }

    @Test func whatHappensIsHeard() async throws {
        let arena = try await SeededArena.full()
        try await serve(arena) { address in
            try await WebServer.with(try ServerAddress(address), key: "a key") { server in
                let newest = try await arena.records.newestEvent()
                let (stream, continuation) = AsyncStream.makeStream(of: EventLines.Event.self)
                await withTaskGroup(of: Void.self) { tasks in
                    tasks.addTask {
                        try? await server.listen(after: "\(newest - 1)") { data in
                            var lines = EventLines()
                            for event in lines.feed(data) { continuation.yield(event) }
                        }
                    }
                    var iterator = stream.makeAsyncIterator()
                    #expect(await iterator.next()?.id == "\(newest)")
                    tasks.cancelAll()
                }
            }
        }
        try arena.remove()
    }
}
