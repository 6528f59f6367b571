import Foundation
import Judging
import Rules
import Testing

@testable import Arena

struct RedteamTests {
    static let header = """
        # kind: attack
        # class: timing
        # contract: crusade-tps
        # precision: fp32
        # expect: neutralised
        # layer: host clock
        # twin: honest/baseline.py
        # story: patches the clock
        import time
        # kind: honest
        """

    func entry(expect: String, kind: String = "attack") throws -> CorpusEntry {
        let text = Self.header.replacingOccurrences(of: "neutralised", with: expect)
            .replacingOccurrences(of: "# kind: attack", with: "# kind: \(kind)")
        return try CorpusEntry(path: "attacks/timing/clock.py", text: text)
    }

    @Test func readsAHeader() throws {
        let entry = try entry(expect: "neutralised")
        #expect(entry.kind == .attack)
        #expect(entry.group == "timing")
        #expect(entry.name == "clock")
        #expect(entry.twin == "honest/baseline.py")
        #expect(entry.expectation == .neutralised)
        #expect(
            try self.entry(expect: "rejected update_error projection").expectation
                == .rejected([.updateError, .projection])
        )
    }

    static let broken = [
        ("expect: neutralised", "expect: perhaps"), ("expect: neutralised", "expect: rejected"),
        ("expect: neutralised", "expect: rejected host_busy"), ("expect: neutralised", "expect: rejected no_such_code"),
        ("kind: attack", "kind: prank"), ("# layer: host clock\n", ""), ("# twin: honest/baseline.py\n", ""),
    ]

    @Test(arguments: 0..<broken.count)
    func refusesABrokenHeader(_ index: Int) {
        let (old, new) = Self.broken[index]
        let text = Self.header.replacingOccurrences(of: old, with: new)
        #expect(throws: ArenaError(.unreadable, "")) { try CorpusEntry(path: "attacks/timing/clock.py", text: text) }
    }

    /// An end of an evaluation, and what it means for an attack or an honest submission.
    struct Case: Sendable, CustomTestStringConvertible {
        var testDescription: String
        var expect: String
        var code: VerdictCode
        var log = "TOOK PLACE: yes"
        var rate = 100.0
        var outcome: RedteamRow.Outcome
    }

    static let cases = [
        Case(testDescription: "a neutralised attack", expect: "neutralised", code: .accepted, outcome: .neutralised),
        Case(
            testDescription: "an attack that is faster than its twin",
            expect: "neutralised",
            code: .accepted,
            rate: 130,
            outcome: .cheatAccepted
        ),
        Case(
            testDescription: "an attack that never happened",
            expect: "neutralised",
            code: .accepted,
            log: "hello\nDID NOT TAKE PLACE: refused",
            outcome: .didNotTakePlace
        ),
        Case(
            testDescription: "an attack that is found out",
            expect: "rejected update_error",
            code: .updateError,
            outcome: .rejected
        ),
        Case(
            testDescription: "an attack that is found out otherwise",
            expect: "rejected update_error",
            code: .trainingFailed,
            outcome: .rejectedOtherwise
        ),
        Case(
            testDescription: "an attack that is believed",
            expect: "rejected update_error",
            code: .accepted,
            outcome: .cheatAccepted
        ),
        Case(
            testDescription: "a rejection without the attack",
            expect: "rejected update_error",
            code: .updateError,
            log: "",
            outcome: .didNotTakePlace
        ),
        Case(
            testDescription: "a shortcut that this machine does not take",
            expect: "rejected update_error",
            code: .accepted,
            log: "NO SHORTCUT: off by 1e-7",
            rate: 130,
            outcome: .accepted
        ),
        Case(
            testDescription: "a shortcut that this machine does not take, refused",
            expect: "rejected update_error",
            code: .updateError,
            log: "NO SHORTCUT: off by 1e-7",
            outcome: .honestRejected
        ),
        Case(testDescription: "a shortcut without gain", expect: "tolerated", code: .accepted, outcome: .tolerated),
        Case(testDescription: "a shortcut found out", expect: "tolerated", code: .updateError, outcome: .rejected),
        Case(
            testDescription: "a shortcut with gain",
            expect: "tolerated",
            code: .accepted,
            rate: 130,
            outcome: .cheatAccepted
        ),
        Case(testDescription: "honest work", expect: "accepted", code: .accepted, log: "", outcome: .accepted),
        Case(testDescription: "honest work refused", expect: "accepted", code: .updateError, outcome: .honestRejected),
        Case(testDescription: "a broken machine", expect: "accepted", code: .refereeFailed, outcome: .unknown),
    ]

    @Test(arguments: cases)
    func judgesAnEnd(_ wanted: Case) throws {
        let entry = try entry(expect: wanted.expect, kind: wanted.expect == "accepted" ? "honest" : "attack")
        let plan = Plan(
            evaluation: "e",
            execution: "x",
            submission: "s",
            codeHash: "",
            preset: try Preset.named("demo"),
            seeds: []
        )
        var result = EvaluationResult(refusing: plan, Verdict(wanted.code, "a sentence"))
        if wanted.code == .accepted { result.score = Score(tokensPerSecond: wanted.rate) }
        let row = RedteamRow(entry, result, rules: "r", log: wanted.log, twinRate: 100, tolerance: 1.25)
        #expect(row.outcome == wanted.outcome)
        let report = RedteamReport(preset: "demo", presetHash: "", masterSeed: "1", tolerance: 1.25, rows: [row])
        #expect(report.cheatsAccepted == (wanted.outcome == .cheatAccepted ? 1 : 0))
        #expect(report.honestRejected == (wanted.outcome == .honestRejected ? 1 : 0))
        #expect(report.isGood == wanted.outcome.isGood)
        #expect(report.markdown.contains(wanted.outcome.rawValue))
    }

    @Test func tellsTheResolutionOfEachClass() {
        let report = RedteamReport(
            preset: "demo",
            presetHash: "",
            masterSeed: "1",
            tolerance: 1.25,
            rows: [],
            resolutions: [
                "fp32": .init(passing: 0, recipe: nil, smallestTried: 0.00125),
                "bf16-params": .init(passing: 0.0251, recipe: "tokens_98_percent", smallestTried: 0.01),
            ]
        )
        #expect(
            report.resolutionLines == [
                "bf16-params: 2.51 % of the work passes (tokens_98_percent); the smallest that was tried is 1.0 %",
                "fp32: no saving passes; the smallest that was tried is 0.125 %",
            ]
        )
        #expect(report.markdown.contains("- fp32: no saving passes"))
    }

    /// The project's own corpus, as it lies in the repository.
    @Test func theCorpusIsReadable() throws {
        let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent()
        let corpus = try Corpus(folder: root.appendingPathComponent("redteam").path)
        #expect(corpus.entries.contains { $0.kind == .honest })
        #expect(corpus.entries.contains { $0.kind == .attack })
        #expect(corpus.filtered("attacks/timing").contains { $0.path == "honest/baseline.py" })
    }
}
