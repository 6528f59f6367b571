import Foundation
import Judging
import Rules
import Testing

/// Honest and dishonest submissions of each contract, judged in real sandboxes.
@Suite(.serialized)
struct ContractTests {
    struct Case: Sendable, CustomTestStringConvertible {
        let contract: Contract
        /// A file below `examples`, or a fixture's name.
        let submission: String
        let code: VerdictCode
        var testDescription: String { "\(contract.rawValue): \(submission)" }
    }

    static let cases =
        Contract.allCases.flatMap { contract in
            ["baseline", "faster"].map {
                Case(contract: contract, submission: "examples/\(contract.rawValue)/\($0).py", code: .accepted)
            }
        } + [
            Case(contract: .crusadeTPS, submission: "nothing_trained", code: .updateError),
            Case(contract: .crusadeMFU, submission: "mfu_inflated_tokens", code: .badResult),
            Case(contract: .crusadeMFU, submission: "mfu_own_optimizer", code: .firstMoment),
            Case(contract: .tournamentV0, submission: "tournament_skips_step", code: .updateError),
            Case(contract: .tournamentV0, submission: "tournament_stale_optimizer", code: .updateError),
            Case(contract: .tournamentV0, submission: "honest_small", code: .missingFunction),
            Case(contract: .crusadeMFU, submission: "examples/tournament-v0/baseline.py", code: .missingFunction),
        ]

    @Test(arguments: cases)
    func judges(_ wanted: Case) async throws {
        var contest = try SmallContest()
        contest.preset.contract = wanted.contract
        contest.preset.warmupSteps = 2
        if !wanted.contract.handsOutOptimizer {
            contest.preset.verification.firstMomentError = nil
            contest.preset.verification.secondMomentError = nil
            contest.preset.verification.tensorFirstMomentError = nil
        }
        let result = try await contest.judge(code: try Self.code(wanted.submission))
        #expect(result.verdict.code == wanted.code, "\(result.verdict.sentence)")
    }

    private static func code(_ name: String) throws -> Data {
        guard name.hasSuffix(".py") else { return try SmallContest.code(name) }
        let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent()
        return try Data(contentsOf: root.appendingPathComponent(name))
    }

    @Test func aScoreOutsideTheBoundsIsNotTaken() async throws {
        var contest = try SmallContest()
        contest.preset.score = ScoreRule(formula: .palm, least: 1e12)
        #expect(try await contest.judge("honest_small").verdict.code == .scoreTooLow)
        contest.preset.score = ScoreRule(formula: .palm, most: 1e-3)
        let result = try await contest.judge("honest_small")
        #expect(result.verdict.code == .scoreImplausible)
        #expect(result.verdict.numbers["score_most"] == 1e-3)
        #expect(result.score == nil)
    }

    @Test func theFormulaDecidesTheMFU() async throws {
        var contest = try SmallContest()
        contest.preset.score = ScoreRule(formula: .legacy, peakFlops: 1e9)
        let result = try await contest.judge("honest_small")
        let score = try #require(result.score)
        // Two layers of width 32: embeddings of 64 tokens and 32 positions, and a head of its own.
        let parameters = try #require(score.mfu) * 1e9 / (6 * score.tokensPerSecond)
        #expect(parameters > 28_000 && parameters < 33_000, "\(parameters)")
    }
}
