import Foundation
import Testing

@testable import Evidence
@testable import Judging
@testable import Rules

/// What a validator that signs whatever it likes is still caught at.
@Suite struct EvidenceAuditTests {
    struct Lie: CustomTestStringConvertible, Sendable {
        var testDescription: String
        var code: EvidenceProblem.Code
        /// The entry that it is told in, counted from 1.
        var entry: Int
        /// The keys and indices that lead to the value, and what stands there instead; nil: it is removed.
        var path: [String]
        var value: JSONValue?
        /// The entry that is named.
        var named: Int?
    }

    @Test(arguments: [
        Lie(
            testDescription: "other rules under the hash",
            code: .wrongRules,
            entry: 2,
            path: ["preset", "runs"],
            value: 4
        ),
        Lie(
            testDescription: "attempts without number",
            code: .wrongAttempt,
            entry: 4,
            path: ["submissions", "0", "attempts"],
            value: .integer(.max)
        ),
        Lie(
            testDescription: "attempts below zero",
            code: .wrongAttempt,
            entry: 4,
            path: ["submissions", "0", "attempts"],
            value: -1
        ),
        Lie(testDescription: "an unknown key", code: .malformed, entry: 4, path: ["also"], value: 1),
        Lie(
            testDescription: "an unknown key deep inside",
            code: .malformed,
            entry: 5,
            path: ["result", "runs", "0", "also"],
            value: 1
        ),
        Lie(testDescription: "a key that is missing", code: .malformed, entry: 5, path: ["attempt"], value: nil),
        Lie(
            testDescription: "code that was committed late",
            code: .wrongEpoch,
            entry: 4,
            path: ["submissions", "0", "committed_at"],
            value: 5
        ),
        Lie(
            testDescription: "rules that nobody stated",
            code: .unknownRules,
            entry: 5,
            path: ["preset_hash"],
            value: "ab"
        ),
        Lie(testDescription: "another's hotkey", code: .wrongSubmission, entry: 5, path: ["hotkey"], value: "ab"),
        Lie(
            testDescription: "another's result",
            code: .wrongSubmission,
            entry: 5,
            path: ["result", "submission"],
            value: "s-000002"
        ),
        Lie(testDescription: "an epoch that is not open", code: .wrongSubmission, entry: 5, path: ["epoch"], value: 2),
        Lie(testDescription: "an attempt left out", code: .wrongAttempt, entry: 5, path: ["attempt"], value: 2),
        Lie(
            testDescription: "a clock that jumps",
            code: .clockBackwards,
            entry: 5,
            path: ["result", "runs", "1", "stopped"],
            value: 7
        ),
        Lie(
            testDescription: "a run before the one before",
            code: .clockBackwards,
            entry: 5,
            path: ["result", "runs", "2", "started"],
            value: 7
        ),
        Lie(
            testDescription: "freezing longer than the run",
            code: .clockBackwards,
            entry: 5,
            path: ["result", "runs", "0", "freezing"],
            value: 1_000_000_000_000_000
        ),
        Lie(
            testDescription: "a better stamp",
            code: .wrongScore,
            entry: 5,
            path: ["result", "runs", "2", "started"],
            value: 3_000_000_010_000_000
        ),
        Lie(
            testDescription: "a better score",
            code: .wrongScore,
            entry: 5,
            path: ["result", "score", "tokens_per_second"],
            value: 1001
        ),
        Lie(testDescription: "a better MFU", code: .wrongScore, entry: 5, path: ["result", "score", "mfu"], value: 1),
        Lie(testDescription: "no score", code: .wrongScore, entry: 5, path: ["result", "score"], value: nil),
        Lie(
            testDescription: "a run that was not verified",
            code: .wrongVerdict,
            entry: 5,
            path: ["result", "runs", "0", "statistics"],
            value: nil
        ),
        Lie(
            testDescription: "a limit that was broken",
            code: .wrongVerdict,
            entry: 5,
            path: ["result", "runs", "0", "statistics", "update_error"],
            value: 1
        ),
        Lie(
            testDescription: "runs out of order",
            code: .wrongRuns,
            entry: 5,
            path: ["result", "runs", "0", "index"],
            value: 1
        ),
        Lie(
            testDescription: "marks left out",
            code: .wrongVerdict,
            entry: 5,
            path: ["result", "environment", "rankable"],
            value: false
        ),
        Lie(
            testDescription: "a rejection without reason",
            code: .wrongVerdict,
            entry: 10,
            path: ["result", "runs", "2", "statistics", "update_error"],
            value: 0
        ),
        Lie(
            testDescription: "another reason",
            code: .wrongVerdict,
            entry: 10,
            path: ["result", "verdict", "code"],
            value: "projection"
        ),
        Lie(
            testDescription: "a crime blamed on the machine",
            code: .wrongVerdict,
            entry: 10,
            path: ["result", "verdict", "responsibility"],
            value: "infrastructure"
        ),
        Lie(testDescription: "neither result nor loss", code: .malformed, entry: 11, path: ["loss"], value: nil),
        Lie(
            testDescription: "a crown for another",
            code: .wrongCrown,
            entry: 9,
            path: ["submission"],
            value: "s-000001"
        ),
        Lie(testDescription: "a crown at another time", code: .wrongCrown, entry: 9, path: ["at_block"], value: 13),
        Lie(
            testDescription: "another secret",
            code: .wrongSecret,
            entry: 12,
            path: ["secret"],
            value: .string(String(repeating: "06", count: 32))
        ),
        Lie(
            testDescription: "an epoch closed that was not opened",
            code: .wrongEpoch,
            entry: 12,
            path: ["epoch"],
            value: 2
        ),
        Lie(
            testDescription: "more tokens than the seed asks for",
            code: .wrongTokens,
            entry: 10,
            path: ["result", "runs", "0", "tokens"],
            value: 1024,
            named: 12
        ),
    ])
    func aLieIsNamed(_ lie: Lie) throws {
        let log = try TestLog.small()
        let entries = try log.resealed { contents in
            contents[lie.entry - 1].body = contents[lie.entry - 1].body.replacing(lie.path[...], with: lie.value)
        }
        try expect(lie.code, at: lie.named ?? lie.entry, entries, log)
    }

    private func expect(_ code: EvidenceProblem.Code, at entry: Int, _ entries: [EvidenceEntry], _ log: TestLog) throws
    {
        // All seals hold: only what is said is wrong.
        let read = try EvidenceReader.read(TestLog.data(entries), key: log.key)
        let problem = #expect(throws: EvidenceProblem.self) { try EvidenceAudit(read) }
        #expect(problem?.code == code, "\(problem.map(\.sentence) ?? "")")
        #expect(problem?.entry == Int64(entry))
    }

    @Test func everySubmissionIsJudgedOnce() throws {
        let log = try TestLog.small()
        var again = log.entries[4].body.replacing(["attempt"], with: 2)
        again = again.replacing(["at_block"], with: 30)
        try expect(.judgedTwice, at: 12, log.resealed { $0.insert((kind: "evaluation", body: again), at: 11) }, log)
    }

    @Test func aChampionCannotBeLeftOut() throws {
        let log = try TestLog.small()
        try expect(.wrongCrown, at: 9, log.resealed { $0.remove(at: 8) }, log)
    }

    @Test func nobodyIsCrownedWithoutAReason() throws {
        let log = try TestLog.small()
        try expect(.wrongCrown, at: 10, log.resealed { $0.insert($0[8], at: 9) }, log)
    }

    @Test func anEpochWithoutAllVerdictsStaysOpen() throws {
        let log = try TestLog.small()
        try expect(.wrongEpoch, at: 11, log.resealed { $0.remove(at: 10) }, log)
    }

    @Test func aLogIsOpenedOnceAndFirst() throws {
        let log = try TestLog.small()
        try expect(.notOpened, at: 1, log.resealed { $0.remove(at: 0) }, log)
        try expect(.notOpened, at: 3, log.resealed { $0.insert($0[0], at: 2) }, log)
    }

    @Test func aKindThatNobodyKnowsIsRefused() throws {
        let log = try TestLog.small()
        try expect(.unknownKind, at: 3, log.resealed { $0[2].kind = "rumour" }, log)
    }

    @Test(arguments: [-1, .max])
    func matchesThatCannotHaveBeenAreRefused(_ matches: Int) throws {
        let preset = try Preset.named("demo")
        var log = try TestLog.begun(preset)
        try log.add(.carried, CarriedBody(at: 3, presetHash: preset.hash, rows: [], matches: matches, matchesWon: 0))
        let problem = #expect(throws: EvidenceProblem.self) { try EvidenceAudit(log.entries) }
        #expect(problem?.code == .wrongMatch)
    }

    @Test func whatWasThereBeforeIsTakenOver() throws {
        let preset = try Preset.named("demo")
        var log = try TestLog.begun(preset)
        let rows = [1, 2].map { number in
            CarriedBody.Row(
                submission: "s-00000\(number)",
                hotkey: TestLog.member(number).hotkey,
                reveal: TestLog.member(number).reveal,
                score: Double(900 + number),
                sentence: "fine",
                numbers: .object([:])
            )
        }
        let crown = CarriedBody.Crown(submission: "s-000001", atBlock: 4)
        try log.add(
            .carried,
            CarriedBody(at: 3, presetHash: preset.hash, rows: rows, crown: crown, matches: 0, matchesWon: 0)
        )
        try log.add(.epochOpened, TestLog.epoch([TestLog.member(3)]))
        try log.add(.evaluation, try TestLog.evaluation(3, rate: 1000, preset))
        var next = TestLog.crown(3, rate: 1000, over: nil, preset, log)
        (next.beatenSubmission, next.beatenScore) = ("s-000001", 901)
        try log.add(.crown, next)
        let audit = try EvidenceAudit(log.entries)
        #expect(
            audit.boards[preset.hash]?.ladder.standings().map(\.entry.submission) == [
                "s-000003", "s-000002", "s-000001",
            ]
        )
        #expect(audit.boards[preset.hash]?.crown?.entry.submission == "s-000003")
    }
}

extension JSONValue: ExpressibleByIntegerLiteral, ExpressibleByStringLiteral, ExpressibleByBooleanLiteral {
    /// A whole number.
    public init(integerLiteral value: Int64) { self = .integer(value) }
    /// A text.
    public init(stringLiteral value: String) { self = .string(value) }
    /// A truth.
    public init(booleanLiteral value: Bool) { self = .bool(value) }

    /// The same value with another at the end of a path; nil removes it.
    func replacing(_ path: ArraySlice<String>, with value: JSONValue?) -> JSONValue {
        guard let key = path.first else { return value ?? .null }
        let rest = path.dropFirst()
        switch self {
        case .object(var members):
            members[key] = rest.isEmpty ? value : members[key]?.replacing(rest, with: value)
            return .object(members)
        case .array(var elements):
            guard let index = Int(key) else { return self }
            elements[index] = elements[index].replacing(rest, with: value)
            return .array(elements)
        default: return self
        }
    }
}
