import Foundation
import Logging
import ServiceLifecycle
import Testing

@testable import Site

/// A site that listens at a port of this machine.
enum LiveSite {
    /// Runs a test against a listening site, and returns how long its graceful shutdown took.
    @discardableResult
    static func serve(
        _ arena: SeededArena,
        _ change: (inout SiteOptions) -> Void = { _ in },
        _ test: @Sendable @escaping (Int) async throws -> Void
    ) async throws -> Duration {
        var options = SiteOptions(home: arena.home, preset: arena.preset)
        options.chainWait = .seconds(60)
        options.port = 0
        options.pollInterval = .milliseconds(20)
        options.burst = 100_000
        // What a test waits for comes by itself, or because the test asks for it sooner.
        (options.idleTime, options.stallTime, options.heartbeat) = (.seconds(3600), .seconds(3600), .seconds(3600))
        change(&options)
        let (ports, continuation) = AsyncStream.makeStream(of: Int.self)
        let site = SiteServer(options: options, logger: TestSite.quiet) { address in
            continuation.yield(address.split(separator: ":").last.flatMap { Int($0) } ?? 0)
        }
        var configuration = ServiceGroupConfiguration(services: [site], logger: TestSite.quiet)
        // Nothing has to be cancelled for it to end.
        configuration.maximumGracefulShutdownDuration = .seconds(60)
        let group = ServiceGroup(configuration: configuration)
        return try await withThrowingTaskGroup(of: Void.self) { tasks in
            tasks.addTask { try await group.run() }
            var iterator = ports.makeAsyncIterator()
            let port = try #require(await iterator.next())
            try await test(port)
            let start = ContinuousClock.now
            await group.triggerGracefulShutdown()
            try await tasks.waitForAll()
            return start.duration(to: .now)
        }
    }
}
