import Hummingbird
import HummingbirdTesting
import NIOCore
import Synchronization
import Testing

@testable import Site

/// In which task a request is answered.
@Suite struct StreamResponderTests {
    /// Notes by path the task in which it answers.
    private final class Probe: HTTPResponder {
        let tasks = Mutex<[String: Int]>([:])

        func respond(to request: Request, context: BasicRequestContext) async throws -> Response {
            let task = Self.task
            tasks.withLock { $0[request.uri.path] = task }
            return Response(status: .ok)
        }

        static var task: Int { withUnsafeCurrentTask { $0?.hashValue ?? 0 } }
    }

    /// Notes the task that asks, as that of the connection.
    private struct Connection: HTTPResponder {
        let whole: StreamResponder<Probe>
        let tasks = Kept()

        final class Kept: Sendable { let byPath = Mutex<[String: Int]>([:]) }

        func respond(to request: Request, context: BasicRequestContext) async throws -> Response {
            let task = Probe.task
            tasks.byPath.withLock { $0[request.uri.path] = task }
            return try await whole.respond(to: request, context: context)
        }
    }

    @Test func everyAddressOfTheStreamIsAnsweredInATaskOfItsOwn() async throws {
        let probe = Probe(), connection = Connection(whole: StreamResponder(whole: probe))
        try await Application(responder: connection).test(.router) { client in
            for path in ["/v1/events/stream", "/live", "/"] { _ = try await client.get(path) }
        }
        let asked = connection.tasks.byPath.withLock { $0 }, answered = probe.tasks.withLock { $0 }
        #expect(asked.count == 3)
        #expect(asked.filter { answered[$0.key] != $0.value }.keys.sorted() == ["/live", "/v1/events/stream"])
    }
}
