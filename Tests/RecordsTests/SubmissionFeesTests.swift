import Foundation
import Rules
import Testing

@testable import Records

/// Fees of submissions: credited once, held, and earned or given back with the verdict.
@Suite struct SubmissionFeesTests {
    private static let fee = FeeRule(rao: 100, leastShare: 0.9)
    private let bench: Workbench

    init() throws { bench = try Workbench() }

    /// A submission that names a payment of some rao; nil: it names none.
    private static func submission(
        _ number: UInt8,
        paying rao: UInt64?,
        from payer: String? = nil,
        at place: PaymentPlace = PaymentPlace(block: 1, index: 0),
        block: UInt64
    ) throws -> NewSubmission {
        let bare = try Workbench.commitment(number, block: block)
        let coldkey = "cold-\(number)"
        let payment = rao.map { FeeEvidence.Payment(coldkey: payer ?? coldkey, rao: $0, place: place) }
        return NewSubmission(
            hotkey: bare.hotkey,
            codeHash: bare.codeHash,
            url: bare.url,
            committedAt: bare.committedAt,
            reveal: bare.reveal,
            fee: FeeEvidence(coldkey: coldkey, named: rao == nil ? nil : place, payment: payment)
        )
    }

    @discardableResult
    private func ingest(_ submission: NewSubmission, interval: Int? = nil) async throws -> String {
        let ids = try await bench.records.ingest(
            [submission],
            through: submission.reveal.block,
            interval: interval,
            fee: Self.fee
        )
        return try #require(ids.first)
    }

    private func refusal(_ id: String) async throws -> String? {
        try await bench.records.submission(id).submission.refusal?.code
    }

    private func queue(_ id: String, _ number: UInt8) async throws {
        #expect(try await bench.records.storeCode(id, Workbench.code(number)))
        try await bench.openEpoch([id])
    }

    private func audit(income: Int64, credit: UInt64, reserved: Int64, of number: Int = 1) async throws {
        let ledger = try await bench.records.auditedLedger()
        #expect(ledger.sum == 0)
        #expect(ledger[.income] == income)
        #expect(ledger[.reserved(coldkey: "cold-\(number)")] == reserved)
        #expect(try await bench.records.credit(of: "cold-\(number)") == credit)
    }

    @Test func aFeeIsHeldAndEarnedWithTheVerdict() async throws {
        let id = try await ingest(Self.submission(1, paying: 100, block: 3))
        try await audit(income: 0, credit: 0, reserved: 100)
        try await queue(id, 1)
        try await bench.judge(score: 5)
        try await audit(income: 100, credit: 0, reserved: 0)
        #expect(try await bench.records.fee(of: id)?.state == .captured)
        try bench.remove()
    }

    struct End: CustomTestStringConvertible, Sendable {
        let outcome: Judgement.Outcome
        let fault: Judgement.Fault
        let state: ParticipationFee.State
        var testDescription: String { "\(outcome) by the fault of \(fault)" }
    }

    @Test(arguments: [
        End(outcome: .rejected, fault: .competitor, state: .captured),
        End(outcome: .failed, fault: .task, state: .released),
    ])
    func whoseFaultItIsDecides(_ end: End) async throws {
        let id = try await ingest(Self.submission(1, paying: 100, block: 3))
        try await queue(id, 1)
        let execution = try await bench.begin()
        let judgement = Judgement(
            evaluation: execution.evaluation,
            outcome: end.outcome,
            fault: end.fault,
            code: "x",
            sentence: "x"
        )
        #expect(try await bench.accept(judgement, execution: execution) == .accepted)
        #expect(try await bench.accept(judgement, execution: execution) == .duplicate)
        #expect(try await bench.records.fee(of: id)?.state == end.state)
        let isEarned = end.state == .captured
        try await audit(income: isEarned ? 100 : 0, credit: isEarned ? 0 : 100, reserved: 0)
        try bench.remove()
    }

    /// The machine's failure costs nothing, also when it has been tried as often as it may.
    @Test func whatIsLostIsGivenBack() async throws {
        let id = try await ingest(Self.submission(1, paying: 100, block: 3))
        try await queue(id, 1)
        while try await bench.records.submission(id).submission.state == .queued {
            try await audit(income: 0, credit: 0, reserved: 100)
            let execution = try await bench.begin()
            _ = try await bench.records.markLost(execution.id)
        }
        #expect(try await bench.records.fee(of: id)?.state == .released)
        // And pays for the next one, which names no payment.
        let next = try await ingest(Self.submission(1, paying: nil, block: 9))
        #expect(try await refusal(next) == nil)
        try await audit(income: 0, credit: 0, reserved: 100)
        try bench.remove()
    }

    @Test func aPaymentCountsOnce() async throws {
        let first = try await ingest(Self.submission(1, paying: 100, block: 3))
        let second = try await ingest(Self.submission(1, paying: 100, block: 4))
        #expect(try await refusal(first) == nil)
        #expect(try await refusal(second) == "fee_used")
        #expect(try await bench.records.fee(of: second) == nil)
        try await audit(income: 0, credit: 0, reserved: 100)
        try bench.remove()
    }

    /// What a place holds may depend on whose account fees go to; it holds up nobody's commitments.
    @Test func aPlaceThatIsReadOtherwiseIsUsedAllTheSame() async throws {
        let first = try await ingest(Self.submission(1, paying: 100, block: 3))
        let second = try await ingest(Self.submission(2, paying: 150, block: 4))
        #expect(try await refusal(first) == nil)
        #expect(try await refusal(second) == "fee_used")
        try await audit(income: 0, credit: 0, reserved: 100)
        try await audit(income: 0, credit: 0, reserved: 0, of: 2)
        #expect(try await bench.records.hasSubmissionFees())
        try bench.remove()
    }

    /// A batch that is given again after a crash changes nothing.
    @Test func aBatchGivenAgainHoldsNothingMore() async throws {
        let submission = try Self.submission(1, paying: 100, block: 3)
        try await ingest(submission)
        #expect(try await bench.records.ingest([submission], through: 3, fee: Self.fee).isEmpty)
        try await audit(income: 0, credit: 0, reserved: 100)
        try bench.remove()
    }

    @Test func whatIsTooSmallStaysForTheNext() async throws {
        let small = try await ingest(Self.submission(1, paying: 89, block: 3))
        #expect(try await refusal(small) == "fee_too_small")
        try await audit(income: 0, credit: 89, reserved: 0)
        let place = PaymentPlace(block: 1, index: 5)
        let next = try await ingest(Self.submission(1, paying: 20, at: place, block: 9))
        #expect(try await refusal(next) == nil)
        try await audit(income: 0, credit: 9, reserved: 100)
        try bench.remove()
    }

    @Test func withinTheToleranceItIsEnough() async throws {
        let id = try await ingest(Self.submission(1, paying: 90, block: 3))
        #expect(try await refusal(id) == nil)
        try await audit(income: 0, credit: 0, reserved: 90)
        try bench.remove()
    }

    @Test func nothingIsChargedForWhatIsRefused() async throws {
        let missing = try await ingest(Self.submission(1, paying: nil, block: 3))
        let foreign = try await ingest(Self.submission(2, paying: 100, from: "somebody", block: 4))
        let nowhere = try Self.submission(3, paying: 0, block: 5)
        let unknown = try await ingest(nowhere)
        let later = PaymentPlace(block: 2, index: 0)
        let expired = try await ingest(Self.submission(4, paying: 100, at: later, block: 6))
        let bare = try Workbench.commitment(5, block: 7)
        let gone = NewSubmission(
            hotkey: bare.hotkey,
            codeHash: bare.codeHash,
            url: bare.url,
            committedAt: bare.committedAt,
            reveal: bare.reveal,
            fee: FeeEvidence(
                coldkey: "cold-5",
                named: PaymentPlace(block: 1, index: 0),
                payment: nil,
                isForgotten: true
            )
        )
        let codes = [missing, foreign, unknown, expired, try await ingest(gone)]
        var found: [String?] = []
        for id in codes { found.append(try await refusal(id)) }
        #expect(found == ["fee_missing", "fee_foreign", "fee_unknown", "fee_expired", "fee_forgotten"])
        let ledger = try await bench.records.auditedLedger()
        #expect(ledger.balances.isEmpty)
        try bench.remove()
    }

    /// What is refused for another reason has paid, and the payment waits for the next one.
    @Test func aFeeIsGivenBackWhenIntakeRefuses() async throws {
        try await ingest(Self.submission(1, paying: 100, block: 3), interval: 10)
        let place = PaymentPlace(block: 1, index: 1)
        let early = try await ingest(Self.submission(1, paying: 100, at: place, block: 5), interval: 10)
        #expect(try await refusal(early) == "rate_limited")
        #expect(try await bench.records.fee(of: early)?.state == .released)
        try await audit(income: 0, credit: 100, reserved: 100)
        try bench.remove()
    }

    @Test func withoutAFeeNothingIsLookedAt() async throws {
        let submission = try Self.submission(1, paying: nil, block: 3)
        let id = try #require(try await bench.records.ingest([submission], through: 3).first)
        #expect(try await refusal(id) == nil)
        #expect(try await bench.records.fee(of: id) == nil)
        try bench.remove()
    }
}
