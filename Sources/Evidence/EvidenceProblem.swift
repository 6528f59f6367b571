/// The first thing that is wrong with an evidence log.
package struct EvidenceProblem: Error, Sendable, Hashable, CustomStringConvertible {
    /// What is wrong, in a form that scripts can act on.
    ///
    /// The raw values are stable; `docs/evidence.md` lists them.
    package enum Code: String, Sendable, Hashable, CaseIterable {
        // The file.
        case empty
        case unreadable
        case cut
        case notCanonical = "not_canonical"
        case changed
        case missing
        case twice
        case outOfOrder = "out_of_order"
        case brokenChain = "broken_chain"
        case wrongKey = "wrong_key"
        case badSignature = "bad_signature"
        case headMissing = "head_missing"
        case disagrees

        // What an entry says.
        case notOpened = "not_opened"
        case unknownKind = "unknown_kind"
        case malformed
        case wrongRules = "wrong_rules"
        case unknownRules = "unknown_rules"
        case wrongEpoch = "wrong_epoch"
        case wrongSubmission = "wrong_submission"
        case wrongAttempt = "wrong_attempt"
        case judgedTwice = "judged_twice"
        case clockBackwards = "clock_backwards"
        case wrongRuns = "wrong_runs"
        case wrongVerdict = "wrong_verdict"
        case wrongScore = "wrong_score"
        case wrongSecret = "wrong_secret"
        case wrongTokens = "wrong_tokens"
        case wrongMatch = "wrong_match"
        case wrongCrown = "wrong_crown"
    }

    /// What is wrong.
    package let code: Code
    /// The number of the line that it was found in, counted from 1; nil when it concerns no single line.
    package let entry: Int64?
    /// The same in words, with the values that disagree.
    package let sentence: String

    /// Describes a problem.
    package init(_ code: Code, entry: Int64?, _ sentence: String) {
        self.code = code
        self.entry = entry
        self.sentence = sentence
    }

    /// The code, the entry and the sentence.
    package var description: String {
        let place = entry.map { "entry \($0), " } ?? ""
        return "\(place)\(code.rawValue): \(sentence)"
    }
}
