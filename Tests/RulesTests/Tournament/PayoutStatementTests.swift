import Foundation
import Testing

@testable import Rules

@Suite struct PayoutStatementTests {
    private static func statement(_ name: String = "god-2026") throws -> PayoutStatement {
        let preset = TournamentPreset.shipped(name)
        let field = SimulatedField(preset, .text, entrants: 12, seed: 3)
        let bracket = try #require(field.simulation.run(field.performer(SkillModel()))?.bracket)
        let completed = try #require(bracket.completed(payout: preset.payout, after: nil))
        let audit = AuditDocument(
            presetHash: preset.hash,
            now: bracket.now.adding(Seconds(86400)),
            tournaments: [completed],
            participants: ["entrant-01", "somebody"],
            departed: ["entrant-02"]
        )
        return try PayoutStatement(audit, preset: preset)
    }

    @Test(arguments: ["god-2025", "god-2026", "god-2026-code", "god-2026-09", "tournament-open"])
    func anybodyComputesTheSame(name: String) throws {
        let statement = try Self.statement(name)
        let again = try PayoutStatement(auditing: Data(statement.text.utf8))
        #expect(again == statement)
        #expect(abs(again.weights.sum - 1) <= 1e-12)
    }

    @Test func aChangedByteIsRefused() throws {
        let bytes = Array(try Self.statement().text.utf8)
        for offset in stride(from: 0, to: bytes.count, by: 37) {
            var changed = bytes
            changed[offset] ^= 1
            #expect(throws: PayoutProblem.self, "byte \(offset)") { try PayoutStatement(auditing: Data(changed)) }
        }
        #expect(throws: PayoutProblem.self) { try PayoutStatement(auditing: Data(bytes.dropLast())) }
        #expect(throws: PayoutProblem.self) { try PayoutStatement(auditing: Data(bytes + [10])) }
        #expect(throws: PayoutProblem.self) { try PayoutStatement(auditing: Data()) }
        #expect(throws: PayoutProblem.unreadable("it has no digest")) {
            try PayoutStatement(auditing: Data("{}\n".utf8))
        }
    }

    /// Somebody who computes the digest again still cannot give himself more.
    @Test func weightsThatDoNotFollowAreRefused() throws {
        var document = try JSONValue(parsing: Data(try Self.statement().text.utf8))
        guard case .object(var members) = document, case .object(var weights)? = members["weights"],
            case .object(var shares)? = weights["weights"]
        else {
            Issue.record("the statement is an object")
            return
        }
        shares["somebody"] = .number(0.9)
        weights["weights"] = .object(shares)
        members["weights"] = .object(weights)
        document = .object(members)
        members["digest"] = .string(PayoutStatement.digest(of: document))
        let text = JSONValue.object(members).canonicalText + "\n"
        #expect {
            try PayoutStatement(auditing: Data(text.utf8))
        } throws: { error in
            guard case PayoutProblem.otherWeight("somebody", 0.9, _) = error else { return false }
            return "\(error)".hasPrefix("the weight of somebody is 0.9 in the statement, but ")
        }
    }

    @Test func faultsThatLoseShareAreNoSplit() throws {
        var preset = TournamentPreset.shipped("god-2026")
        preset.quirks = [.championParticipationLost]
        let completed = CompletedTournament(
            type: .text,
            champion: "x",
            tasks: [],
            gain: 0,
            crowned: Moment(0),
            titles: 1
        )
        let audit = AuditDocument(
            presetHash: preset.hash,
            now: Moment(0),
            tournaments: [completed],
            participants: ["x"]
        )
        let text = try PayoutStatement(audit, preset: preset).text
        #expect(throws: PayoutProblem.self) { try PayoutStatement(auditing: Data(text.utf8)) }
    }

    @Test func weightsAreWholeNumbersInProportion() {
        #expect(WeightScale.whole([1: 0.5, 2: 0.25, 3: 0], burn: 0) == [1: 65535, 2: 32768])
        #expect(WeightScale.whole([1: 1, 2: 1e-9], burn: 0) == [1: 65535])
        #expect(WeightScale.whole([:], burn: 7) == [7: 65535])
        #expect(WeightScale.whole([1: .nan], burn: 7) == [7: 65535])
    }
}
