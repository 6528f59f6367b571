import Foundation
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import Rules
import ServiceLifecycle
import Synchronization
import Testing

@testable import Site

/// Traces of requests, as a collector gets them.
@Suite struct TraceTests {
    /// The requests that a collector got.
    private final class Collector: Sendable {
        let bodies = Mutex<[JSONValue]>([])

        func exporter() -> TraceExporter {
            TraceExporter(logger: TestSite.quiet) { body in
                let value = try JSONValue(parsing: body)
                self.bodies.withLock { $0.append(value) }
            }
        }

        var spans: [JSONValue] {
            bodies.withLock { bodies in
                bodies.flatMap { body -> [JSONValue] in
                    guard case .array(let spans)? = body["resourceSpans"]?[0]?["scopeSpans"]?[0]?["spans"] else {
                        return []
                    }
                    return spans
                }
            }
        }
    }

    private func trace(
        _ collector: Collector,
        _ test: @Sendable (any TestClientProtocol) async throws -> Void
    ) async throws {
        let arena = try await SeededArena.full()
        let site = TestSite(arena), exporter = collector.exporter()
        let server = SiteServer(options: site.options, logger: TestSite.quiet)
        try await server.application(traces: exporter).test(.router) { try await test($0) }
        await exporter.flush()
        try arena.remove()
    }

    @Test func aRequestIsASpanByItsRoute() async throws {
        let collector = Collector()
        try await trace(collector) { client in
            _ = try await client.get("/v1/submissions/s-000001")
            _ = try await client.get("/nothing/here")
        }
        let spans = collector.spans
        #expect(spans.map { $0["name"]?.text } == ["GET /v1/submissions/{id}", "GET none"])
        let first = try #require(spans.first)
        #expect(first["traceId"]?.text?.count == 32)
        #expect(first["spanId"]?.text?.count == 16)
        #expect(first["parentSpanId"] == nil)
        let start = try #require(first["startTimeUnixNano"]?.text.flatMap { UInt64($0) })
        let end = try #require(first["endTimeUnixNano"]?.text.flatMap { UInt64($0) })
        #expect(start <= end)
        #expect(first["attributes"]?[2]?["value"]?["intValue"] == .string("200"))
        #expect(
            collector.bodies.withLock { $0[0] }["resourceSpans"]?[0]?["resource"]?["attributes"]?[0]?["key"]
                == .string("service.name")
        )
    }

    @Test func whoTracesAsWellIsTheParent() async throws {
        let collector = Collector()
        let trace = "0af7651916cd43dd8448eb211c80319c", span = "b7ad6b7169203331"
        try await self.trace(collector) { client in
            let field = try #require(HTTPField.Name("traceparent"))
            _ = try await client.get("/health", [field: "00-\(trace)-\(span)-01"])
        }
        #expect(collector.spans.first?["traceId"] == .string(trace))
        #expect(collector.spans.first?["parentSpanId"] == .string(span))
    }

    @Test(.timeLimit(.minutes(1))) func aCollectorThatHangsDoesNotHoldUpTheEnd() async throws {
        let exporter = TraceExporter(pause: .seconds(3600), farewell: .milliseconds(50), logger: TestSite.quiet) { _ in
            try await Task.sleep(for: .seconds(3600))
        }
        exporter.add(
            Span(
                trace: [1],
                id: [1],
                parent: nil,
                name: "GET /",
                start: 1,
                end: 2,
                method: "GET",
                route: "/",
                status: 200
            )
        )
        let group = ServiceGroup(configuration: .init(services: [exporter], logger: TestSite.quiet))
        await group.triggerGracefulShutdown()
        try await group.run()
        let site = Task { try await exporter.run() }
        site.cancel()
        try await site.value
    }

    @Test(arguments: [
        "", "00", "ff-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01",
        "00-00000000000000000000000000000000-b7ad6b7169203331-01",
        "00-0AF7651916CD43DD8448EB211C80319C-b7ad6b7169203331-01", "00-0af7-b7ad-01",
    ])
    func otherFormsAreNobody(_ text: String) {
        #expect(TraceParent(text) == nil)
    }
}
