import Rules

/// What a reader is asked; the submission's text is attached to it.
struct LintRequest: Encodable {
    let verb = "lint"
    var functions: [String: Int]
    var rules: LintRules?

    enum CodingKeys: String, CodingKey {
        case verb, functions, rules
    }
}

/// What a reader answers.
struct LintAnswer: Decodable {
    var report: LintReport?
    var error: String?
    var message: String?

    enum CodingKeys: String, CodingKey {
        case ok, error, message
    }

    init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        error = try container.decodeIfPresent(String.self, forKey: .error)
        message = try container.decodeIfPresent(String.self, forKey: .message)
        report = try container.decode(Bool.self, forKey: .ok) ? LintReport(from: decoder) : nil
    }

    private static let reportable: Set<IntakeError.Code> = [.notText, .syntaxError, .tooComplex]

    /// The report.
    ///
    /// - Throws: `IntakeError`, by the code that the reader gives, or `lintFailed` for one that says nothing about the text.
    func checked() throws(IntakeError) -> LintReport {
        if let error {
            let message = message ?? "no reason was given"
            guard let known = IntakeError.Code(rawValue: error), Self.reportable.contains(known) else {
                throw IntakeError(.lintFailed, "The code could not be looked at: \(message)")
            }
            throw IntakeError(known, "The code cannot be parsed: \(message)")
        }
        guard let report else {
            throw IntakeError(.lintFailed, "The code could not be looked at on this machine.")
        }
        return report
    }
}
