import FoundationEssentials
import Judging
package import Rules

/// What an evidence log says, recomputed: every figure that follows from others is computed anew and compared.
///
/// Entries are given to it in their order, after ``EvidenceReader`` found them whole. It needs no network, no database and
/// no clock. What nothing in the log can show is left open: whether a stamp was honestly read, and what happened before
/// the log began (`carried`).
package struct EvidenceAudit: Sendable {
    /// A submission as far as the log tells of it.
    package struct Submission: Sendable, Hashable {
        package let id: String
        package let hotkey: Hotkey
        package let codeHash: String
        package let reveal: RevealPosition
        /// The epoch that it was judged in; nil when it was refused, or judged before the log began.
        package internal(set) var epoch: Int64?
        /// How often it was tried so far, the verdict's attempt included.
        package internal(set) var attempts = 0
        /// Why it was refused without being judged.
        package internal(set) var refusal: RefusedBody?
        /// Its verdict.
        package internal(set) var evaluation: EvaluationBody?
        /// The number of the entry with its verdict.
        package internal(set) var entry: Int64?
        /// What the log took over of it without any evidence.
        package internal(set) var carried: CarriedBody.Row?
    }

    /// An epoch as far as the log tells of it.
    package struct Epoch: Sendable, Hashable {
        package let opening: EpochOpenedBody
        /// The secret, once the epoch is closed.
        package internal(set) var secret: [UInt8]?
    }

    /// The board of one set of rules.
    package struct Board: Sendable {
        package internal(set) var ladder: Ladder
        /// The crown as it stands.
        package internal(set) var crown: Ladder.Crown?
        /// A change of champion that follows from what was said and has not been stated yet.
        var due: Ladder.Crown?
        /// How many changes of champion the log states.
        package internal(set) var crowns = 0
        /// The number of the last title match, and how many were won by the challenger.
        package internal(set) var lastMatch = 0
        package internal(set) var matchesWon = 0
    }

    /// The key that the log was opened by.
    package internal(set) var validator: EvidenceKey?
    /// The rules by their hashes.
    package internal(set) var rules: [String: Preset] = [:]
    /// The hash of the rules that an entry named last.
    package internal(set) var rulesInForce: String?
    package internal(set) var epochs: [Int64: Epoch] = [:]
    package internal(set) var submissions: [String: Submission] = [:]
    package internal(set) var boards: [String: Board] = [:]
    /// The title matches by their tokens.
    var matches: [String: Match] = [:]
    /// Those whose match was fought by nearly the same code.
    var challengers: Set<String> = []
    /// The newest block that an entry names.
    package internal(set) var block: UInt64 = 0
    /// How many entries were taken.
    package private(set) var count: Int64 = 0
    /// How many runs were found to have the tokens that their seeds ask for.
    package internal(set) var seededRuns = 0

    /// Makes an audit before the first entry.
    package init() {}

    /// Takes all entries of a log.
    ///
    /// - Parameter entries: The entries in order.
    /// - Throws: The first problem.
    package init(_ entries: some Sequence<EvidenceEntry>) throws(EvidenceProblem) {
        for entry in entries { try take(entry) }
    }

    /// Takes the next entry.
    ///
    /// - Parameter entry: The entry.
    /// - Throws: What is wrong with it; the audit is of no use afterwards.
    package mutating func take(_ entry: EvidenceEntry) throws(EvidenceProblem) {
        let number = entry.sequence
        guard let kind = EvidenceKind(rawValue: entry.kind) else {
            throw EvidenceProblem(.unknownKind, entry: number, "'\(entry.kind)' is no kind of entry")
        }
        guard (validator == nil) == (kind == .opened) else {
            throw EvidenceProblem(.notOpened, entry: number, "a log is opened by its first entry and by no other")
        }
        count = number
        switch kind {
        case .opened: try open(body(of: entry), number)
        case .rules: try state(body(of: entry), number)
        case .carried: try carry(body(of: entry), number)
        case .refused: try refuse(body(of: entry), number)
        case .epochOpened: try openEpoch(body(of: entry), number)
        case .attempt: try count(body(of: entry) as AttemptBody, number)
        case .evaluation: try judge(body(of: entry), number)
        case .matchOpened: try openMatch(body(of: entry), number)
        case .inherited: try inherit(body(of: entry), number)
        case .matchAttempt: try count(body(of: entry) as MatchAttemptBody, number)
        case .match: try fight(body(of: entry), number)
        case .crown: try crown(body(of: entry), number)
        case .epochClosed: try closeEpoch(body(of: entry), number)
        }
    }

    /// Reads a body strictly: every key is known, and nothing is written in another way.
    func body<Body: Codable>(of entry: EvidenceEntry) throws(EvidenceProblem) -> Body {
        let data = Data(entry.body.canonicalText.utf8)
        guard let body = try? JSONDecoder().decode(Body.self, from: data),
            (try? JSONValue(encoding: body)) == entry.body
        else {
            throw EvidenceProblem(.malformed, entry: entry.sequence, "its body is not that of '\(entry.kind)'")
        }
        return body
    }

    private mutating func open(_ body: OpenedBody, _ number: Int64) throws(EvidenceProblem) {
        guard body.format == OpenedBody.currentFormat, let key = EvidenceKey(body.validator) else {
            throw EvidenceProblem(.malformed, entry: number, "the log is of the form \(body.format)")
        }
        validator = key
    }

    private mutating func state(_ body: RulesBody, _ number: Int64) throws(EvidenceProblem) {
        let preset: Preset
        do {
            preset = try Preset.decode(Data(body.preset.canonicalText.utf8))
        } catch {
            throw EvidenceProblem(.wrongRules, entry: number, "the rules cannot be read: \(error)")
        }
        guard preset.hash == body.presetHash, preset.canonicalText == body.preset.canonicalText else {
            throw EvidenceProblem(.wrongRules, entry: number, "the rules have the hash \(preset.hash)")
        }
        guard rules[preset.hash] == nil else {
            throw EvidenceProblem(.wrongRules, entry: number, "the rules \(preset.hash) were stated before")
        }
        rules[preset.hash] = preset
        rulesInForce = preset.hash
        boards[preset.hash] = Board(ladder: Ladder(rule: preset.crown))
    }

    /// Returns rules that were stated.
    func preset(_ hash: String, _ number: Int64) throws(EvidenceProblem) -> Preset {
        guard let preset = rules[hash] else {
            throw EvidenceProblem(.unknownRules, entry: number, "no entry before states the rules \(hash)")
        }
        return preset
    }
}
