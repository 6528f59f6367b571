import Foundation
import Rules
import Testing

@testable import Records

@Suite struct AcceptTests {
    @Test func aResultIsStoredWhole() async throws {
        let bench = try Workbench()
        let ids = try await bench.queue([1])
        let execution = try await bench.begin()
        let judgement = Workbench.accepted(execution, score: 10_000)
        #expect(try await bench.accept(judgement, execution: execution) == .accepted)
        let detail = try await bench.records.submission(ids[0])
        #expect(detail.submission.state == .judged)
        #expect(detail.evaluation?.state == .done)
        let verdict = try #require(detail.verdict)
        #expect(verdict.judgement == judgement)
        #expect(verdict.acceptedAtMilliseconds == 1_800_000_000_000)
        #expect(verdict.execution.id == execution.id)
        #expect(verdict.execution.state == .finished)
        #expect(
            try await bench.kinds() == [
                .revealed, .fetched, .epochOpened, .queued, .started, .judged, .epochClosed, .crowned,
            ]
        )
        try bench.remove()
    }

    @Test func aSecondResultChangesNothing() async throws {
        let bench = try Workbench()
        try await bench.queue([1])
        let execution = try await bench.begin()
        #expect(try await bench.accept(Workbench.accepted(execution, score: 10), execution: execution) == .accepted)
        let events = try await bench.records.events(after: 0)
        #expect(try await bench.accept(Workbench.accepted(execution, score: 99), execution: execution) == .duplicate)
        #expect(try await bench.records.events(after: 0) == events)
        #expect(try await bench.records.board(presetHash: Workbench.presetHash).map(\.score) == [10])
        try bench.remove()
    }

    @Test func aResultForAnotherEvaluationIsStale() async throws {
        let bench = try Workbench()
        try await bench.queue([1, 2])
        let first = try await bench.begin()
        let second = try await bench.begin()
        #expect(try await bench.accept(Workbench.accepted(first, score: 10), execution: second) == .stale)
        let unknown = Execution(id: "unknown", evaluation: first.evaluation, directory: "", state: .started)
        #expect(try await bench.accept(Workbench.accepted(first, score: 10), execution: unknown) == .stale)
        #expect(try await bench.count("verdicts") == 0)
        #expect(try await bench.records.openExecutions().count == 2)
        try bench.remove()
    }

    /// Two processes read the same result file and hand it in at the same time, many times over.
    @Test(arguments: 0..<10)
    func concurrentAcceptanceHappensExactlyOnce(round: Int) async throws {
        let bench = try Workbench()
        try await bench.queue([1])
        let execution = try await bench.begin()
        let judgement = Workbench.accepted(execution, score: 10)
        let stores = [bench.records, try bench.reopened()]
        let answers = try await withThrowingTaskGroup(of: Acceptance.self) { group in
            for attempt in 0..<8 {
                let store = stores[(attempt + round) % 2]
                group.addTask {
                    try await store.accept(
                        judgement,
                        execution: execution.id,
                        rule: Workbench.rule,
                        atBlock: 20
                    )
                }
            }
            return try await group.reduce(into: []) { $0.append($1) }
        }
        #expect(answers.filter { $0 == .accepted }.count == 1)
        #expect(answers.filter { $0 == .duplicate }.count == 7)
        #expect(try await bench.count("verdicts") == 1)
        #expect(try await bench.count("runs") == 3)
        #expect(try await bench.count("crowns") == 1)
        try stores[1].close()
        try bench.remove()
    }

    @Test func aFailureOfTheInfrastructureIsRepeatedThenFailed() async throws {
        let bench = try Workbench()
        let ids = try await bench.queue([1])
        let seeds = try #require(try await bench.records.nextQueued(presetHash: Workbench.presetHash)).secret
        for attempt in 1...Records.maximumAttempts {
            let next = try #require(try await bench.records.nextQueued(presetHash: Workbench.presetHash))
            #expect(next.secret == seeds)
            #expect(next.evaluation.attempts == attempt - 1)
            let execution = try await bench.begin()
            #expect(try await bench.accept(Workbench.broken(execution), execution: execution) == .accepted)
        }
        let detail = try await bench.records.submission(ids[0])
        #expect(detail.verdict?.judgement.outcome == .failed)
        #expect(detail.verdict?.judgement.code == "referee_failed")
        #expect(try await bench.kinds().filter { $0 == .requeued }.count == Records.maximumAttempts - 1)
        #expect(try await bench.records.champion(presetHash: Workbench.presetHash) == nil)
        try bench.remove()
    }

    @Test func aRejectionIsFinalAtOnce() async throws {
        let bench = try Workbench()
        let ids = try await bench.queue([1])
        let execution = try await bench.begin()
        let judgement = Workbench.broken(execution, fault: .competitor)
        #expect(try await bench.accept(judgement, execution: execution) == .accepted)
        #expect(try await bench.records.submission(ids[0]).verdict?.judgement == judgement)
        #expect(try await bench.records.nextQueued(presetHash: Workbench.presetHash) == nil)
        #expect(try await bench.records.board(presetHash: Workbench.presetHash).isEmpty)
        try bench.remove()
    }

    struct Mismatch: CustomTestStringConvertible {
        let testDescription: String
        let change: @Sendable (inout Judgement) -> Void
    }

    @Test(arguments: [
        Mismatch(testDescription: "accepted without a score") { $0.score = nil },
        Mismatch(testDescription: "accepted with a fault") { $0.fault = .competitor },
        Mismatch(testDescription: "rejected with a score") { $0.outcome = .rejected },
        Mismatch(testDescription: "a score without end") { $0.score = .infinity },
        Mismatch(testDescription: "a speed that is no number") { $0.tokensPerSecond = .nan },
        Mismatch(testDescription: "two runs of one index") { $0.runs += $0.runs },
    ])
    func partsThatDoNotBelongTogetherAreRefused(_ mismatch: Mismatch) async throws {
        let bench = try Workbench()
        try await bench.queue([1])
        let execution = try await bench.begin()
        var judgement = Workbench.accepted(execution, score: 10)
        mismatch.change(&judgement)
        let refused = judgement
        await #expect(throws: RecordsError(.invalid, "")) { try await bench.accept(refused, execution: execution) }
        #expect(try await bench.records.openExecutions() == [execution])
        try bench.remove()
    }
}
