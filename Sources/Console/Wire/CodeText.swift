/// A submission's code, as `/v1/submissions/{id}/code` tells it.
struct CodeText: Sendable, Hashable, Codable {
    /// A place that the lint has something to say about, where the server tells them.
    struct Finding: Sendable, Hashable, Codable {
        /// Counted from 1.
        var line: Double
        var rule: String?
        var reason: String
    }

    var codeHash: String
    var code: String
    var findings: [Finding]?

    enum CodingKeys: String, CodingKey {
        case code, findings
        case codeHash = "code_hash"
    }
}
