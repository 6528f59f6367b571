import Arena
import Foundation
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import Rules
import Testing

@testable import Site

/// Every route against the document that describes it.
@Suite struct RouteTests {
    /// Paths with their names replaced by something that is there.
    private static func example(_ route: APIRoute) -> String {
        route.path.replacing("{id}", with: route.path.hasPrefix("/v1/matches") ? "s-000004" : "s-000001")
            .replacing("{number}", with: "1").replacing("{hotkey}", with: HotkeyForm.example)
    }

    @Test func everyRouteAnswersInItsOwnSchema() async throws {
        try await TestSite.full { client in
            for route in SiteRouter.apiRoutes where route.path != "/v1/matches/{id}" && !route.path.hasSuffix("/log") {
                let answer = try await client.get(Self.example(route))
                #expect(answer.status == .ok, "\(route.path): \(answer.text)")
                guard case .json(let schema) = route.answer else { continue }
                let value = try JSONValue(parsing: Data(answer.text.utf8))
                #expect(SchemaCheck.problem(value, schema) == nil, "\(route.path)")
            }
        }
    }

    @Test func theDocumentNamesEveryRouteAndNoOther() async throws {
        try await TestSite.full { client in
            let document = try await client.json("/openapi.json")
            #expect(document["openapi"] == .string("3.1.0"))
            guard case .object(let paths)? = document["paths"] else {
                Issue.record("no paths")
                return
            }
            let options = SiteOptions(home: .init("/nowhere"), preset: try Preset.named("demo"))
            let source = ArenaSource(options, logger: TestSite.quiet)
            let feed = EventFeed(source: source, options: options, logger: TestSite.quiet)
            let routes = SiteRouter(options: options, source: source, feed: feed).router().routes.map(
                \.path.description
            )
            let pages = PageRoute.all.map(\.path) + SiteFile.all.map(\.path) + ["/openapi.json", "/live", "/metrics"]
            #expect(Set(routes).subtracting(pages) == Set(paths.keys))
        }
    }

    @Test func operationsHaveNamesOfTheirOwn() throws {
        let document = OpenAPIDocument(routes: SiteRouter.apiRoutes, hasKey: true).value
        guard case .object(let paths)? = document["paths"] else { return }
        let names = paths.values.flatMap { path in ["get", "post"].compactMap { path[$0]?["operationId"]?.text } }
        #expect(Set(names).count == paths.count + 1)
        #expect(names.count == paths.count + 1)
    }
}

/// The part of JSON Schema that the document uses.
enum SchemaCheck {
    /// Returns what is wrong with a value, or nil.
    static func problem(_ value: JSONValue, _ schema: JSONValue, at path: String = "$") -> String? {
        if case .array(let choices)? = schema["anyOf"] {
            return choices.contains { problem(value, $0, at: path) == nil } ? nil : "\(path): none fits"
        }
        guard let type = schema["type"]?.text else { return nil }
        switch (type, value) {
        case ("string", .string(let text)):
            guard case .array(let words)? = schema["enum"] else { return nil }
            return words.contains(.string(text)) ? nil : "\(path): \(text) is no such word"
        case ("boolean", .bool), ("integer", .integer), ("number", .integer), ("number", .fraction), ("null", .null):
            return nil
        case ("array", .array(let elements)):
            guard let items = schema["items"] else { return nil }
            return elements.lazy.compactMap { problem($0, items, at: path + "[]") }.first
        case ("object", .object(let members)):
            return problem(members, schema, at: path)
        default: return "\(path): \(value) is no \(type)"
        }
    }

    private static func problem(_ members: [String: JSONValue], _ schema: JSONValue, at path: String) -> String? {
        guard case .object(let properties)? = schema["properties"] else { return nil }
        if case .array(let required)? = schema["required"] {
            for name in required.compactMap(\.text) where members[name] == nil { return "\(path): \(name) is missing" }
        }
        for (name, value) in members {
            guard let property = properties[name] else { return "\(path): \(name) is not in the schema" }
            if let problem = problem(value, property, at: "\(path).\(name)") { return problem }
        }
        return nil
    }
}
