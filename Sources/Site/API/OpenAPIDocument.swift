import APIModels
import Rules

/// The description of the API by the OpenAPI standard 3.1, made from the routes themselves.
struct OpenAPIDocument {
    let routes: [APIRoute]
    /// Whether a key is asked for.
    let hasKey: Bool

    var value: JSONValue {
        var document: [String: JSONValue] = [
            "openapi": .string("3.1.0"),
            "info": .object([
                "title": .string("Tiltyard"),
                "version": .string("1"),
                "description": .string(
                    "An arena for training code. Routes under /v1 are this API; those at the root and under /api have "
                        + "the shapes of the published API."
                ),
            ]),
            "paths": .object(paths),
            "components": .object(components),
        ]
        if hasKey { document["security"] = .array([.object(["key": .array([])])]) }
        return .object(document)
    }

    private var paths: [String: JSONValue] {
        var paths: [String: JSONValue] = [:]
        for route in routes { paths[route.path] = .object(methods(of: route)) }
        paths[EventStream.path] = .object(["get": stream])
        return paths
    }

    private func methods(of route: APIRoute) -> [String: JSONValue] {
        guard route.path == SubmissionDesk.path else { return ["get": operation(route)] }
        return ["get": operation(route), "post": delivery]
    }

    private var delivery: JSONValue {
        let failures = failures(SubmissionDesk.failures + [.invalidParameter])
        let receipt: JSONValue = .object(["schema": SchemaRecorder.schema(of: SubmissionReceipt.self)])
        let file: JSONValue = .object(["schema": .object(["type": .string("string"), "minLength": .integer(1)])])
        func answer(_ words: String) -> JSONValue {
            .object(["description": .string(words), "content": .object(["application/json": receipt])])
        }
        return .object([
            "summary": .string("Hands in a file that is signed by a registered hotkey."),
            "operationId": .string("post_" + Self.name(of: SubmissionDesk.path)),
            "parameters": .array(Delivery.parameters.map(Self.parameter)),
            "requestBody": .object([
                "required": .bool(true),
                "description": .string("The file as it is."),
                "content": .object(["text/x-python": file]),
            ]),
            "responses": .object(
                failures.merging([
                    "201": answer("It is committed to."),
                    "200": answer("This very request was taken before."),
                ]) { own, _ in own }
            ),
        ])
    }

    private var components: [String: JSONValue] {
        var components: [String: JSONValue] = [
            "schemas": .object(["Failure": SchemaRecorder.schema(of: APIFailure.self)])
        ]
        if hasKey {
            components["securitySchemes"] = .object([
                "key": .object([
                    "type": .string("apiKey"), "in": .string("header"), "name": .string("X-API-Key"),
                ])
            ])
        }
        return components
    }

    private func operation(_ route: APIRoute) -> JSONValue {
        let content: (String, JSONValue) =
            switch route.answer {
            case .json(let schema): ("application/json", schema)
            case .text(let type): (type, .object(["type": .string("string")]))
            }
        return .object([
            "summary": .string(route.summary),
            "operationId": .string(Self.name(of: route.path)),
            "parameters": .array(route.parameters.map(Self.parameter)),
            "responses": .object(
                failures(route.failures + (route.parameters.isEmpty ? [] : [.invalidParameter])).merging([
                    "200": .object([
                        "description": .string("As asked."),
                        "content": .object([content.0: .object(["schema": content.1])]),
                    ])
                ]) { own, _ in own }
            ),
        ])
    }

    private var stream: JSONValue {
        .object([
            "summary": .string("Events as they happen, as server-sent events; `Last-Event-ID` goes on where it ended."),
            "operationId": .string(Self.name(of: EventStream.path)),
            "responses": .object(
                failures([.tooManyStreams]).merging([
                    "200": .object([
                        "description": .string("A stream without an end."),
                        "content": .object(["text/event-stream": .object([:])]),
                    ])
                ]) { own, _ in own }
            ),
        ])
    }

    /// The errors of a route and those that every route has, by status.
    private func failures(_ codes: [SiteError.Code]) -> [String: JSONValue] {
        let common: [SiteError.Code] = [.tooManyRequests, .failed, .unavailable, .addressTooLong]
        let all = codes + common + (hasKey ? [.unauthorised] : [])
        return Dictionary(grouping: all) { "\($0.status)" }.mapValues { codes in
            .object([
                "description": .string(Set(codes.map(\.word)).sorted().joined(separator: ", ")),
                "content": .object([
                    "application/json": .object(["schema": .object(["$ref": .string("#/components/schemas/Failure")])])
                ]),
            ])
        }
    }

    private static func parameter(_ parameter: APIRoute.Parameter) -> JSONValue {
        .object([
            "name": .string(parameter.name),
            "in": .string(parameter.place.rawValue),
            "required": .bool(parameter.isRequired),
            "description": .string(parameter.meaning),
            "schema": parameter.schema,
            "example": parameter.example,
        ])
    }

    private static func name(of path: String) -> String {
        path.split(separator: "/").map { $0.filter { $0.isLetter || $0.isNumber } }.joined(separator: "_")
    }
}
