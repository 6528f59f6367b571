/// The lines of a submission's code, with what the lint found between them.
struct CodeListing: Sendable, Hashable {
    /// A line of the listing: of the code, or a finding below the line that it is about.
    enum Row: Sendable, Hashable {
        case code(number: Int, text: String)
        case finding(String)
    }

    let rows: [Row]
    let lines: Int
    let findings: Int
    let hash: String

    /// Lines beyond this are not shown.
    static let mostLines = 200_000

    /// Lays code out.
    ///
    /// - Parameters:
    ///   - code: The code and what the server tells of findings.
    ///   - sentence: The verdict's sentence; one of a refusal names the line that it is about.
    init(_ code: CodeText, sentence: String?) {
        hash = code.codeHash
        var texts = code.code.utf8.split(
            separator: UInt8(ascii: "\n"),
            maxSplits: Self.mostLines,
            omittingEmptySubsequences: false
        )
        if texts.last?.isEmpty == true { texts.removeLast() }
        lines = texts.count
        let byLine = Self.findings(code, sentence)
        findings = byLine.values.reduce(0) { $0 + $1.count }
        rows = texts.enumerated().flatMap { index, text in
            let text = text.last == UInt8(ascii: "\r") ? text.dropLast() : text
            return [.code(number: index + 1, text: String(decoding: text, as: UTF8.self))]
                + (byLine[index + 1] ?? []).map(Row.finding)
        }
    }

    private static func findings(_ code: CodeText, _ sentence: String?) -> [Int: [String]] {
        var byLine: [Int: [String]] = [:]
        for finding in code.findings ?? [] {
            guard let line = Int(exactly: finding.line) else { continue }
            byLine[line, default: []].append((finding.rule.map { $0 + ": " } ?? "") + finding.reason)
        }
        if byLine.isEmpty, let sentence, let line = line(of: sentence) { byLine[line] = [sentence] }
        return byLine
    }

    /// The line that a sentence is about, such as 7 in "Line 7 breaks a rule".
    static func line(of sentence: String) -> Int? {
        guard let match = sentence.firstMatch(of: /\b[Ll]ine (\d{1,6})\b/) else { return nil }
        return Int(match.output.1)
    }
}
