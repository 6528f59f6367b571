import Foundation
import Testing

@testable import Rules

@Suite struct PayoutStatementTests {
    /// A hotkey that is told by a name.
    private static func hotkey(_ name: String) -> String {
        Hotkey(bytes: Array(name.utf8.prefix(32)) + [UInt8](repeating: 0, count: max(0, 32 - name.utf8.count)))?.text
            ?? name
    }

    private static func statement(_ name: String = "god-2026") throws -> PayoutStatement {
        let preset = TournamentPreset.shipped(name)
        let field = SimulatedField(preset, .text, entrants: 12, seed: 3)
        let bracket = try #require(field.simulation.run(field.performer(SkillModel()))?.bracket)
        var completed = try #require(bracket.completed(payout: preset.payout, after: nil))
        completed.presetHash = preset.hash
        completed.champion = completed.champion.map(hotkey)
        for index in completed.tasks.indices { completed.tasks[index].first = completed.tasks[index].first.map(hotkey) }
        let audit = AuditDocument(
            presetHash: preset.hash,
            now: bracket.now.adding(Seconds(86400)),
            tournaments: [completed],
            participants: ["entrant-01", "somebody"].map(hotkey),
            departed: [hotkey("entrant-02")]
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
        let somebody = Self.hotkey("somebody")
        let data = try Self.forged(["weights", "weights", somebody], .number(0.9))
        #expect {
            try PayoutStatement(auditing: data)
        } throws: { error in
            guard case PayoutProblem.otherWeight(somebody, 0.9, _) = error else { return false }
            return "\(error)".hasPrefix("the weight of \(somebody) is 0.9 in the statement, but ")
        }
    }

    /// A statement with another value at a place, written down and signed off as if nothing were.
    private static func forged(_ path: [String], _ value: JSONValue) throws -> Data {
        let document = try JSONValue(parsing: Data(try statement().text.utf8))
        guard case .object(var members) = put(value, at: path[...], in: document) else { return Data() }
        members["digest"] = .string(PayoutStatement.digest(of: .object(members)))
        return Data((JSONValue.object(members).canonicalText + "\n").utf8)
    }

    private static func put(_ value: JSONValue, at path: ArraySlice<String>, in document: JSONValue) -> JSONValue {
        guard let key = path.first else { return value }
        if case .object(var members) = document {
            members[key] = put(value, at: path.dropFirst(), in: members[key] ?? .null)
            return .object(members)
        }
        guard case .array(var elements) = document, let index = Int(key) else { return document }
        elements[index] = put(value, at: path.dropFirst(), in: elements[index])
        return .array(elements)
    }

    struct Forgery: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let path: [String]
        let value: JSONValue
    }

    private static let first = ["audit", "tournaments", "0"]

    static let forgeries: [Forgery] = [
        Forgery(testDescription: "titles below all", path: first + ["titles"], value: .integer(.min)),
        Forgery(testDescription: "titles above all", path: first + ["titles"], value: .integer(.max)),
        Forgery(testDescription: "crowned at the beginning of time", path: first + ["crowned"], value: .integer(.min)),
        Forgery(testDescription: "crowned almost there", path: first + ["crowned"], value: .integer(.min + 1)),
        Forgery(testDescription: "paid at the beginning", path: ["audit", "now"], value: .integer(.min + 5)),
        Forgery(testDescription: "paid at the end", path: ["audit", "now"], value: .integer(.max)),
        Forgery(
            testDescription: "a day that is none",
            path: ["preset", "payout", "decay", "since"],
            value: .number(1e300)
        ),
        Forgery(testDescription: "a round that is none", path: first + ["tasks", "0", "round"], value: .integer(.min)),
        Forgery(testDescription: "another pool", path: ["weights", "pools", "text"], value: .number(0.5)),
        Forgery(testDescription: "a pool too many", path: ["weights", "pools", "dance"], value: .number(0.5)),
        Forgery(testDescription: "other rules", path: first + ["preset_hash"], value: .string("ab")),
        Forgery(testDescription: "no rules", path: first + ["preset_hash"], value: .null),
        Forgery(testDescription: "escapes", path: ["audit", "participants", "0"], value: .string("\u{1b}[2J\nforged")),
        Forgery(testDescription: "a strange champion", path: first + ["champion"], value: .string("champion")),
        Forgery(testDescription: "a name of two lines", path: ["preset", "name"], value: .string("god\n2026")),
    ]

    /// Numbers that would end the program, names that would paint the terminal, and facts that do not belong together.
    @Test(arguments: forgeries)
    func hostileFactsAreRefused(forgery: Forgery) throws {
        let data = try Self.forged(forgery.path, forgery.value)
        #expect(throws: PayoutProblem.self) { try PayoutStatement(auditing: data) }
    }

    /// Rules that only call themselves like those that ship, with a hash that fits them.
    @Test func rulesUnderABorrowedNameAreRefused() throws {
        var preset = TournamentPreset.shipped("god-2026")
        preset.payout.participation = 0
        let audit = AuditDocument(presetHash: preset.hash, now: Moment(0), tournaments: [], participants: [])
        let text = try PayoutStatement(audit, preset: preset).text
        #expect {
            try PayoutStatement(auditing: Data(text.utf8))
        } throws: { "\($0)".contains("not those that ship under this name") }
        preset.name = "of our own"
        let own = AuditDocument(presetHash: preset.hash, now: Moment(0), tournaments: [], participants: [])
        let statement = try PayoutStatement(own, preset: preset)
        #expect(try PayoutStatement(auditing: Data(statement.text.utf8)) == statement)
    }

    @Test func faultsThatLoseShareAreNoSplit() throws {
        var preset = TournamentPreset.shipped("god-2026")
        (preset.name, preset.quirks) = ("one with a fault", [.championParticipationLost])
        let completed = CompletedTournament(
            type: .text,
            champion: Self.hotkey("x"),
            tasks: [],
            gain: 0,
            crowned: Moment(0),
            titles: 1,
            presetHash: preset.hash
        )
        let audit = AuditDocument(
            presetHash: preset.hash,
            now: Moment(0),
            tournaments: [completed],
            participants: [Self.hotkey("x")]
        )
        let text = try PayoutStatement(audit, preset: preset).text
        #expect {
            try PayoutStatement(auditing: Data(text.utf8))
        } throws: { error in
            guard case PayoutProblem.noSplit = error else { return false }
            return true
        }
    }

    @Test func weightsAreWholeNumbersInProportion() {
        #expect(WeightScale.whole([1: 0.5, 2: 0.25, 3: 0], burn: 0) == [1: 65535, 2: 32768])
        #expect(WeightScale.whole([1: 1, 2: 1e-9], burn: 0) == [1: 65535])
        #expect(WeightScale.whole([:], burn: 7) == [7: 65535])
        #expect(WeightScale.whole([1: .nan], burn: 7) == [7: 65535])
    }
}
