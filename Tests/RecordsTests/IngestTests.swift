import Foundation
import GRDB
import Rules
import Testing

@testable import Records

@Suite struct IngestTests {
    @Test func takesCommitmentsInAndMovesTheCursor() async throws {
        let bench = try Workbench()
        #expect(try await bench.records.cursor() == 0)
        let ids = try await bench.records.ingest(
            [try Workbench.commitment(1), try Workbench.commitment(2, index: 1)],
            through: 7
        )
        #expect(ids == ["s-000001", "s-000002"])
        #expect(try await bench.records.cursor() == 7)
        let revealed = try await bench.records.submissions(in: .revealed)
        #expect(revealed.map(\.id) == ids)
        #expect(revealed.first?.hotkey == (try Workbench.hotkey(1)))
        #expect(revealed.first?.reveal == RevealPosition(block: 3, index: 0))
        #expect(try await bench.records.pendingCount() == 2)
        try bench.remove()
    }

    @Test func aBatchMayBeGivenAgain() async throws {
        let bench = try Workbench()
        let batch = [try Workbench.commitment(1)]
        let malformed = [
            MalformedCommitment(
                hotkey: try Workbench.hotkey(2),
                reveal: RevealPosition(block: 3, index: 1),
                sentence: "It is not text."
            )
        ]
        #expect(try await bench.records.ingest(batch, malformed: malformed, through: 7).count == 1)
        #expect(try await bench.records.ingest(batch, malformed: malformed, through: 7).isEmpty)
        #expect(try await bench.kinds() == [.revealed, .malformed])
        #expect(try await bench.records.submissions(in: .revealed).count == 1)
        try bench.remove()
    }

    @Test func theCursorNeverMovesBack() async throws {
        let bench = try Workbench()
        _ = try await bench.records.ingest([], through: 9)
        _ = try await bench.records.ingest([try Workbench.commitment(1)], through: 4)
        #expect(try await bench.records.cursor() == 9)
        #expect(try await bench.records.submissions(in: .revealed).count == 1)
        try bench.remove()
    }

    @Test func aFailureInTheMiddleLosesNothing() async throws {
        let bench = try Workbench()
        _ = try await bench.records.ingest([], through: 2)
        let good = try Workbench.commitment(1)
        let unstorable = try Workbench.commitment(2, committedAt: .max, index: 1)
        await #expect(throws: RecordsError(.invalid, "")) {
            try await bench.records.ingest([good, unstorable], through: 7)
        }
        #expect(try await bench.records.cursor() == 2)
        #expect(try await bench.records.submissions(in: .revealed).isEmpty)
        #expect(try await bench.kinds().isEmpty)
        let ids = try await bench.records.ingest([good], through: 7)
        #expect(ids == ["s-000001"])
        try bench.remove()
    }

    @Test func codeIsStoredOnceAndOnlyForRevealedSubmissions() async throws {
        let bench = try Workbench()
        let ids = try await bench.records.ingest(
            [try Workbench.commitment(1), try Workbench.commitment(2, index: 1)],
            through: 7
        )
        #expect(try await bench.records.code(of: ids[0]) == nil)
        #expect(try await bench.records.storeCode(ids[0], Workbench.code(1)))
        #expect(try await bench.records.storeCode(ids[0], Data()) == false)
        #expect(try await bench.records.code(of: ids[0]) == Workbench.code(1))
        #expect(try await bench.records.rejectAtIntake(ids[0], code: "empty", sentence: "It is empty.") == false)
        #expect(try await bench.records.rejectAtIntake(ids[1], code: "empty", sentence: "It is empty."))
        let refused = try await bench.records.submission(ids[1]).submission
        #expect(refused.state == .rejected)
        #expect(refused.refusal == Submission.Refusal(code: "empty", sentence: "It is empty."))
        #expect(try await bench.records.pendingCount() == 1)
        await #expect(throws: RecordsError(.unknownSubmission, "")) { try await bench.records.code(of: "s-9") }
        try bench.remove()
    }

    @Test func eventsCannotBeChangedOrDeleted() async throws {
        let bench = try Workbench()
        _ = try await bench.records.ingest([try Workbench.commitment(1)], through: 7)
        for statement in ["DELETE FROM events", "UPDATE events SET subject = 'x'"] {
            await #expect(throws: (any Error).self) {
                try await bench.records.pool.write { db in try db.execute(sql: statement) }
            }
        }
        let events = try await bench.records.events(after: 0)
        #expect(events.map(\.subject) == ["s-000001"])
        #expect(try await bench.records.events(after: events[0].sequence).isEmpty)
        try bench.remove()
    }
}
