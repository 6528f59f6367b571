/// The end of an evaluation: one code, one sentence, and the numbers it was made from.
package struct Verdict: Sendable, Hashable, Codable, Error {
    /// What happened.
    package var code: VerdictCode
    /// Who has to answer for it.
    package var responsibility: VerdictCode.Responsibility
    /// The same in words.
    package var sentence: String
    /// Measured values and limits, by name; names end in `_limit` for limits.
    package var numbers: [String: Double]

    /// Makes a verdict.
    ///
    /// - Parameters:
    ///   - code: What happened.
    ///   - sentence: The same in words, for the competitor.
    ///   - numbers: What was measured, and the limits it was held against.
    package init(_ code: VerdictCode, _ sentence: String, numbers: [String: Double] = [:]) {
        self.code = code
        self.sentence = sentence
        self.numbers = numbers
        responsibility = code.responsibility
    }

    /// Whether the submission gets a score.
    package var isAccepted: Bool { code == .accepted }
}
