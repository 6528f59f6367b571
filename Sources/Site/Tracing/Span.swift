import Rules

/// One request, as a trace tells of it.
struct Span: Sendable, Hashable {
    /// 16 and 8 bytes, of which not all are 0.
    let trace: [UInt8]
    let id: [UInt8]
    /// The span of whoever asked, if it traces as well.
    let parent: [UInt8]?
    /// The method and the pattern of the path, such as `GET /v1/submissions/{id}`: never what a client wrote.
    let name: String
    /// Nanoseconds since 1970.
    let start: UInt64
    let end: UInt64
    let method: String
    let route: String
    let status: Int

    /// The span by the names of OpenTelemetry's conventions.
    var json: JSONValue {
        var members: [String: JSONValue] = [
            "traceId": .string(Hex.text(trace)),
            "spanId": .string(Hex.text(id)),
            "name": .string(name),
            // A server's.
            "kind": .integer(2),
            "startTimeUnixNano": .string("\(start)"),
            "endTimeUnixNano": .string("\(end)"),
            "attributes": .array([
                Self.attribute("http.request.method", "stringValue", .string(method)),
                Self.attribute("http.route", "stringValue", .string(route)),
                Self.attribute("http.response.status_code", "intValue", .string("\(status)")),
            ]),
            // Only this side's own failures are errors.
            "status": .object(status >= 500 ? ["code": .integer(2)] : [:]),
        ]
        members["parentSpanId"] = parent.map { .string(Hex.text($0)) }
        return .object(members)
    }

    static func attribute(_ key: String, _ kind: String, _ value: JSONValue) -> JSONValue {
        .object(["key": .string(key), "value": .object([kind: value])])
    }
}

/// Who asked, by the field `traceparent` of the W3C.
struct TraceParent: Sendable, Hashable {
    let trace: [UInt8]
    let span: [UInt8]

    /// Reads a field: nil for one of another form, or of nobody.
    init?(_ text: String) {
        let parts = text.split(separator: "-", omittingEmptySubsequences: false).map(String.init)
        guard parts.count >= 4, parts[0].utf8.count == 2, parts[0] != "ff", parts[1].utf8.count == 32,
            parts[2].utf8.count == 16, let trace = Hex.bytes(parts[1]), let span = Hex.bytes(parts[2]),
            trace.contains(where: { $0 != 0 }), span.contains(where: { $0 != 0 })
        else { return nil }
        self.trace = trace
        self.span = span
    }
}
