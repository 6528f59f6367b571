import Foundation
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import Logging
import NIOCore
import Rules
import Testing

@testable import Site

/// A site over a seeded arena, asked without a socket.
struct TestSite {
    let arena: SeededArena
    var options: SiteOptions

    init(_ arena: SeededArena) {
        self.arena = arena
        options = SiteOptions(home: arena.home, preset: arena.preset)
        options.chainWait = .seconds(60)
        options.burst = 100_000
        options.patience = .zero
    }

    static let quiet = Logger(label: "test", factory: { _ in SwiftLogNoOpLogHandler() })

    func ask(_ test: @Sendable (any TestClientProtocol) async throws -> Void) async throws {
        try await SiteServer(options: options, logger: Self.quiet).application().test(.router) { client in
            try await test(client)
        }
    }

    /// Runs a test over the site of a full arena, which is removed afterwards.
    static func full(
        changing change: (inout SiteOptions) -> Void = { _ in },
        _ test: @Sendable (any TestClientProtocol) async throws -> Void
    ) async throws {
        let arena = try await SeededArena.full()
        var site = TestSite(arena)
        change(&site.options)
        try await site.ask(test)
        try arena.remove()
    }
}

extension TestClientProtocol {
    func get(_ path: String, _ headers: HTTPFields = [:]) async throws -> TestResponse {
        try await execute(uri: path, method: .get, headers: headers, body: nil) { $0 }
    }

    /// The answer as JSON, whatever its status.
    func json(_ path: String) async throws -> JSONValue {
        try JSONValue(parsing: Data(try await get(path).text.utf8))
    }
}

extension TestResponse {
    var text: String { String(buffer: body) }

    /// The stable word of an error.
    var failure: String? { (try? JSONValue(parsing: Data(text.utf8)))?["error"]?["code"]?.text }
}
