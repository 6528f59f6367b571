import Rules

/// One question that the API answers: what is written in the OpenAPI document, and what answers it.
struct APIRoute: Sendable {
    /// A value of the path or the query.
    struct Parameter: Sendable {
        enum Place: String, Sendable { case path, query, header }

        let name: String
        let place: Place
        let schema: JSONValue
        let meaning: String
        let example: JSONValue
        var isRequired: Bool { place != .query }
    }

    /// What comes back when all is well.
    enum Answer: Sendable {
        /// JSON of this schema.
        case json(JSONValue)
        case text(String)
    }

    let path: String
    let summary: String
    let parameters: [Parameter]
    let answer: Answer
    /// The errors beside those that every route has.
    let failures: [SiteError.Code]
    let handler: Handler
    /// Whether an answer is given again while nothing was recorded.
    var isKept = true

    /// What answers.
    enum Handler: Sendable {
        /// Something that reads only what it needs.
        case moment(@Sendable (MomentCall) async throws -> Content)
        /// Something that looks at everything.
        case arena(@Sendable (Call) async throws -> Content)
    }

    /// A route that answers with JSON.
    ///
    /// - Parameters:
    ///   - path: The path, with names in braces.
    ///   - summary: What it tells, in a few words.
    ///   - parameters: The values that it takes.
    ///   - failures: The errors of its own.
    ///   - handler: What answers.
    init<Reply: Codable & Sendable>(
        _ path: String,
        _ summary: String,
        _ parameters: [Parameter] = [],
        failures: [SiteError.Code] = [],
        handler: @escaping @Sendable (Call) async throws -> Reply
    ) {
        self.path = path
        self.summary = summary
        self.parameters = parameters
        self.failures = failures
        answer = .json(SchemaRecorder.schema(of: Reply.self))
        self.handler = .arena { try .json(try await handler($0)) }
    }

    /// A route that answers with JSON and reads only what it needs, however much there is.
    init<Reply: Codable & Sendable>(
        bounded path: String,
        _ summary: String,
        _ parameters: [Parameter] = [],
        failures: [SiteError.Code] = [],
        handler: @escaping @Sendable (MomentCall) async throws -> Reply
    ) {
        self.path = path
        self.summary = summary
        self.parameters = parameters
        self.failures = failures
        answer = .json(SchemaRecorder.schema(of: Reply.self))
        self.handler = .moment { try .json(try await handler($0)) }
    }

    /// A route whose answer is written by hand, in the form of a type.
    init(
        written path: String,
        _ summary: String,
        _ parameters: [Parameter] = [],
        schema: JSONValue,
        handler: @escaping @Sendable (MomentCall) async throws -> Content
    ) {
        self.path = path
        self.summary = summary
        self.parameters = parameters
        failures = []
        answer = .json(schema)
        self.handler = .moment(handler)
    }

    /// A route of the published API, whose names are spelled as the reference does.
    init<Reply: Codable & Sendable>(
        published path: String,
        _ summary: String,
        _ parameters: [Parameter] = [],
        failures: [SiteError.Code] = [],
        key: @escaping @Sendable (String) -> String,
        handler: @escaping @Sendable (Call) async throws -> Reply
    ) {
        self.path = path
        self.summary = summary
        self.parameters = parameters
        self.failures = failures
        answer = .json(SchemaRecorder.schema(of: Reply.self, key: key))
        self.handler = .arena { try .json(try await handler($0), key: key) }
    }

    /// A route that answers with text of a type.
    init(
        text path: String,
        type: String,
        _ summary: String,
        _ parameters: [Parameter] = [],
        failures: [SiteError.Code] = [],
        handler: @escaping @Sendable (Call) async throws -> Content
    ) {
        self.path = path
        self.summary = summary
        self.parameters = parameters
        self.failures = failures
        answer = .text(type)
        self.handler = .arena(handler)
    }
}

extension APIRoute {
    /// The names of the query's values.
    var query: [String] { parameters.filter { $0.place == .query }.map(\.name) }
}

extension APIRoute.Parameter {
    static let id = Self(
        name: "id",
        place: .path,
        schema: .object(["type": .string("string"), "minLength": .integer(1)]),
        meaning: "the submission",
        example: .string("s-000001")
    )

    static let limit = Self(
        name: "limit",
        place: .query,
        schema: whole(1, Int64(Call.largestPage)),
        meaning: "how many items at most",
        example: .integer(50)
    )

    static let cursor = Self(
        name: "cursor",
        place: .query,
        schema: .object(["type": .string("string"), "pattern": .string(SubmissionNumber.pattern)]),
        meaning: "the next_cursor of the part before",
        example: .string("s-000002")
    )

    static let numberedCursor = Self(
        name: "cursor",
        place: .query,
        schema: .object(["type": .string("string"), "pattern": .string("^[1-9][0-9]{0,17}$")]),
        meaning: "the next_cursor of the part before",
        example: .string("100")
    )

    static func whole(_ lowest: Int64, _ highest: Int64) -> JSONValue {
        .object(["type": .string("integer"), "minimum": .integer(lowest), "maximum": .integer(highest)])
    }
}
