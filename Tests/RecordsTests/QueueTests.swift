import Foundation
import Rules
import Testing

@testable import Records

@Suite struct QueueTests {
    @Test func anEpochTakesOnlyWhatIsStillFetched() async throws {
        let bench = try Workbench()
        let ids = try await bench.records.ingest(
            [try Workbench.commitment(1), try Workbench.commitment(2, index: 1)],
            through: 7
        )
        try await bench.records.storeCode(ids[0], Workbench.code(1))
        let epoch = try #require(try await bench.openEpoch(ids + ["s-999999"]))
        #expect(epoch.submissions == [ids[0]])
        #expect(try await bench.records.epoch(epoch.id) == epoch)
        #expect(try await bench.openEpoch(ids) == nil)
        #expect(try await bench.count("epochs") == 1)
        #expect(try await bench.records.submissions(in: .queued).map(\.id) == [ids[0]])
        try bench.remove()
    }

    @Test func aBeaconIsLaterThanEveryCommitment() async throws {
        let bench = try Workbench()
        let ids = try await bench.records.ingest([try Workbench.commitment(1, committedAt: 2)], through: 7)
        try await bench.records.storeCode(ids[0], Workbench.code(1))
        await #expect(throws: RecordsError(.invalid, "")) { try await bench.openEpoch(ids, block: 2) }
        #expect(try await bench.openEpoch(ids, block: 3) != nil)
        try bench.remove()
    }

    @Test func theEarliestRevealIsNext() async throws {
        let bench = try Workbench()
        try await bench.queue([1, 2], block: 9)
        let late = try await bench.records.ingest([try Workbench.commitment(3, block: 4)], through: 10)
        try await bench.records.storeCode(late[0], Workbench.code(3))
        try await bench.openEpoch(late)
        let next = try #require(try await bench.records.nextQueued(presetHash: Workbench.presetHash))
        #expect(next.evaluation.submission == late[0])
        #expect(next.code == Workbench.code(3))
        #expect(next.codeHash.matches(next.code))
        #expect(next.secret.bytes.count == 32)
        try bench.remove()
    }

    @Test func anEvaluationRunsOnceAtATime() async throws {
        let bench = try Workbench()
        try await bench.queue([1])
        let execution = try await bench.begin()
        #expect(try await bench.records.nextQueued(presetHash: Workbench.presetHash) == nil)
        #expect(try await bench.records.openExecutions() == [execution])
        await #expect(throws: RecordsError(.notQueued, "")) {
            try await bench.records.beginExecution(execution.evaluation, directory: "jobs/other")
        }
        try bench.remove()
    }

    @Test func lostExecutionsGoBackToTheQueueWithTheirSeeds() async throws {
        let bench = try Workbench()
        try await bench.queue([1])
        let before = try #require(try await bench.records.nextQueued(presetHash: Workbench.presetHash))
        let execution = try await bench.begin()
        #expect(try await bench.records.markLost(execution.id))
        #expect(try await bench.records.markLost(execution.id) == false)
        let after = try #require(try await bench.records.nextQueued(presetHash: Workbench.presetHash))
        #expect(after.evaluation.id == before.evaluation.id)
        #expect(after.evaluation.attempts == 1)
        #expect(after.secret == before.secret)
        #expect(after.beacon == before.beacon)
        #expect(try await bench.accept(Workbench.accepted(execution, score: 5), execution: execution) == .stale)
        #expect(try await bench.count("verdicts") == 0)
        await #expect(throws: RecordsError(.unknownExecution, "")) { try await bench.records.markLost("nothing") }
        try bench.remove()
    }

    @Test func anEvaluationIsGivenUpAfterTooManyLosses() async throws {
        let bench = try Workbench()
        let ids = try await bench.queue([1])
        for _ in 0..<Records.maximumAttempts {
            let execution = try await bench.begin()
            #expect(try await bench.records.markLost(execution.id))
        }
        #expect(try await bench.records.nextQueued(presetHash: Workbench.presetHash) == nil)
        let detail = try await bench.records.submission(ids[0])
        #expect(detail.submission.state == .judged)
        #expect(detail.verdict?.judgement.outcome == .failed)
        #expect(detail.verdict?.judgement.fault == .infrastructure)
        #expect(detail.verdict?.judgement.code == "execution_lost")
        try bench.remove()
    }

    @Test func aSecretIsPublishedOnlyOnceItsEpochIsClosed() async throws {
        let bench = try Workbench()
        try await bench.queue([1, 2])
        let secret = try #require(try await bench.records.nextQueued(presetHash: Workbench.presetHash)).secret
        try await bench.judge(score: 10)
        await #expect(throws: RecordsError(.unknownEpoch, "")) { try await bench.records.publishedSecret(ofEpoch: 1) }
        try await bench.judge(score: 11)
        #expect(try await bench.records.epoch(1).isClosed)
        #expect(try await bench.records.publishedSecret(ofEpoch: 1) == secret)
        try bench.remove()
    }

    @Test func aSecretIsNeverPrintedOrInAnEvent() async throws {
        let bench = try Workbench()
        try await bench.queue([1])
        let next = try #require(try await bench.records.nextQueued(presetHash: Workbench.presetHash))
        try await bench.judge(score: 10)
        let hex = Hex.text(next.secret.bytes)
        var dumped = ""
        dump(next, to: &dumped)
        let events = try await bench.records.events(after: 0).map { "\($0)" }.joined()
        for text in ["\(next)", String(reflecting: next), dumped, events] {
            #expect(!text.contains(hex))
            #expect(!text.contains("\(next.secret.bytes.map(\.self))"))
        }
        try bench.remove()
    }
}
