import Foundation
import GRDB
import Rules
import Testing

@testable import Records

@Suite struct EvidenceTests {
    private func begun() async throws -> Workbench {
        let bench = try Workbench()
        try await bench.records.beginEvidence(validator: "key 1", format: 1)
        try await bench.records.proveRules(.object(["name": .string("demo")]), hash: Workbench.presetHash)
        return bench
    }

    private func kinds(_ bench: Workbench) async throws -> [String] {
        try await bench.records.evidence(after: 0).map(\.kind)
    }

    @Test func nothingIsKeptBeforeItWasBegun() async throws {
        let bench = try Workbench()
        try await bench.queue([1])
        try await bench.judge(score: 10)
        #expect(try await kinds(bench).isEmpty)
        try bench.remove()
    }

    @Test func everyStepLeavesOneRow() async throws {
        let bench = try await begun()
        try await bench.queue([1, 2])
        try await bench.judge(score: 10)
        let lost = try await bench.begin()
        try await bench.records.markLost(lost.id)
        let execution = try await bench.begin()
        let result: JSONValue = .object(["all": .string("of it")])
        for expected in [Acceptance.accepted, .duplicate] {
            let acceptance = try await bench.records.accept(
                Workbench.broken(execution, fault: .competitor),
                execution: execution.id,
                rule: Workbench.rule,
                atBlock: 21,
                result: result
            )
            #expect(acceptance == expected)
        }
        #expect(
            try await kinds(bench) == [
                "opened", "rules", "epoch_opened", "evaluation", "crown", "attempt", "evaluation", "epoch_closed",
            ]
        )
        let rows = try await bench.records.evidence(after: 0)
        #expect(rows.map(\.sequence) == Array(1...8))
        guard case .object(let members) = rows[6].body else { return #expect(Bool(false), "a body is an object") }
        #expect(members["result"] == result && members["at_block"] == .integer(21) && members["attempt"] == .integer(2))
        try bench.remove()
    }

    @Test func theSecretIsNotInItBeforeTheEpochIsClosed() async throws {
        let bench = try await begun()
        try await bench.queue([1])
        let secret = try await bench.records.pool.read { db in
            try #require(try Data.fetchOne(db, sql: "SELECT secret FROM epochs"))
        }
        func text() async throws -> String {
            try await bench.records.evidence(after: 0).map(\.body.canonicalText).joined()
        }
        #expect(try await !text().contains(Hex.text(secret)))
        #expect(try await text().contains(SecretCommitment.hash(of: secret)))
        try await bench.judge(score: 10)
        #expect(try await text().contains(Hex.text(secret)))
        try bench.remove()
    }

    @Test func rowsAreNeverChangedOrDeleted() async throws {
        let bench = try await begun()
        for sql in ["UPDATE evidence SET kind = 'rumour'", "DELETE FROM evidence"] {
            await #expect(throws: DatabaseError.self) {
                try await bench.records.pool.write { try $0.execute(sql: sql) }
            }
        }
        try bench.remove()
    }

    @Test func itIsBegunOnceAndByOneKey() async throws {
        let bench = try await begun()
        try await bench.records.beginEvidence(validator: "key 1", format: 1)
        try await bench.records.proveRules(.object(["name": .string("demo")]), hash: Workbench.presetHash)
        #expect(try await kinds(bench) == ["opened", "rules"])
        await #expect(throws: RecordsError(.invalid, "")) {
            try await bench.records.beginEvidence(validator: "key 2", format: 1)
        }
        try bench.remove()
    }

    @Test func anEpochThatIsOpenIsTakenOver() async throws {
        let bench = try Workbench()
        try await bench.queue([1, 2])
        try await bench.judge(score: 10)
        _ = try await bench.begin()
        try await bench.records.beginEvidence(validator: "key 1", format: 1)
        try await bench.records.proveRules(.object([:]), hash: Workbench.presetHash)
        let rows = try await bench.records.evidence(after: 0)
        #expect(rows.map(\.kind) == ["opened", "epoch_opened", "rules", "carried"])
        let text = rows[1].body.canonicalText
        #expect(text.contains("\"submission\":\"s-000002\"") && !text.contains("\"submission\":\"s-000001\""))
        #expect(text.contains("\"attempts\":0"))
        #expect(rows[3].body.canonicalText.contains("\"crown\":{\"at_block\":20,\"submission\":\"s-000001\"}"))
        try bench.remove()
    }
}
