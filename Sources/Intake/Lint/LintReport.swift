package import Rules

/// What a look at a submission's text found.
package struct LintReport: Sendable, Hashable, Codable {
    /// One place that breaks a rule.
    package struct Finding: Sendable, Hashable, Codable {
        /// The line, counted from 1.
        package var line: Int
        /// The column, counted from 0.
        package var column: Int
        /// The rule's word, such as `forbidden_module`.
        package var rule: String
        /// One sentence for the owner.
        package var reason: String

        /// Makes a finding.
        package init(line: Int, column: Int, rule: String, reason: String) {
            self.line = line
            self.column = column
            self.rule = rule
            self.reason = reason
        }
    }

    /// The places that break a rule, by line; at most 100.
    package var findings: [Finding]
    /// Whether there are more of them.
    package var truncated: Bool
    /// What makes the submission comparable with others.
    package var fingerprints: Fingerprints
    /// The number of nodes of its syntax tree.
    package var nodes: Int

    /// Makes a report.
    package init(findings: [Finding], truncated: Bool, fingerprints: Fingerprints, nodes: Int) {
        self.findings = findings
        self.truncated = truncated
        self.fingerprints = fingerprints
        self.nodes = nodes
    }

    /// One sentence about the findings, or nil when there are none.
    package var sentence: String? {
        guard let first = findings.first else { return nil }
        let others = findings.count - 1
        let more = truncated ? ", and at least \(others) more places" : others > 0 ? ", and \(others) more" : ""
        return "Line \(first.line) breaks a rule: \(first.reason)\(more)"
    }
}
