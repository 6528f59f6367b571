import Substrate
import Testing

@testable import ChainNode

@Suite struct CommitmentRulesTests {
    private let chain: TestChain
    private let netuid = DynamicValue.number(UInt16(1))

    init() throws { chain = try TestChain { $0.tempo = 40 } }

    private func commit(_ fields: [DynamicValue], by signer: String = "CharlieHot") throws -> String? {
        let info = DynamicValue.record([.init("fields", .list(fields))])
        return try chain.failure("Commitments", "set_commitment", [netuid, info], by: signer)
    }

    private func raw(_ text: String) -> DynamicValue {
        .variant("Raw\(text.utf8.count)", .list([.bytes(Array(text.utf8))]))
    }

    private func sealed(_ bytes: Int, round: UInt64) -> DynamicValue {
        let encrypted = DynamicValue.bytes([UInt8](repeating: 7, count: bytes))
        return .variant(
            "TimelockEncrypted",
            .record([.init("encrypted", encrypted), .init("reveal_round", .number(round))])
        )
    }

    private func standing() throws -> DynamicValue? {
        try chain.stored("Commitments", "CommitmentOf", [netuid, .named("CharlieHot")])
    }

    private func waiting() throws -> Int? { try chain.stored("Commitments", "TimelockedIndex")?.elements?.count }

    @Test func aCommitmentReplacesTheOneBefore() throws {
        #expect(try commit([raw("first")]) == nil)
        #expect(try commit([raw("second")]) == nil)
        let fields = try #require(try standing()?["info"]?["fields"]?.elements)
        #expect(fields == [raw("second")])
        #expect(try standing()?["block"] == .unsigned(2))
        #expect(try chain.stored("Commitments", "LastCommitment", [netuid, .named("CharlieHot")]) == .unsigned(2))
    }

    @Test func aSealedCommitmentWaitsUntilAnOpenOneReplacesIt() throws {
        #expect(try commit([sealed(300, round: 12)]) == nil)
        #expect(try chain.events().contains { $0.name == "TimelockCommitment" })
        #expect(try waiting() == 1)
        #expect(try commit([raw("open")]) == nil)
        #expect(try waiting() == 0)
    }

    @Test func onlyThoseWithAUIDCommit() throws {
        #expect(try commit([raw("x")], by: "DaveHot") == "AccountNotAllowedCommit")
    }

    @Test func fourFieldsAreTooMany() throws {
        #expect(try commit([raw("a"), raw("b"), raw("c"), raw("d")]) == "TooManyFieldsInCommitmentInfo")
    }

    /// 3100 bytes an epoch, at least 100 a commitment: ten of 302 bytes fit.
    @Test func spaceIsLimitedInAnEpoch() throws {
        for _ in 0..<10 { #expect(try commit([sealed(302, round: 1)]) == nil) }
        #expect(try commit([sealed(302, round: 1)]) == "SpaceLimitExceeded")
        #expect(try commit([raw("x")], by: "BobHot") == nil)
        chain.makeBlocks(41)
        #expect(try commit([sealed(302, round: 1)]) == nil)
    }

    @Test func aCiphertextThatIsTooLongIsNotEvenTaken() throws {
        let info = DynamicValue.record([.init("fields", .list([sealed(1025, round: 1)]))])
        let bytes = try chain.signed("Commitments", "set_commitment", [netuid, info], by: "CharlieHot")
        let reason = refusal { try chain.ledger.submit(bytes) }
        guard case .malformed? = reason else {
            Issue.record("refused as \(String(describing: reason))")
            return
        }
    }

    /// Every kind of field is read as the metadata describes it.
    @Test func fieldsAreAsDescribed() throws {
        let hash = DynamicValue.list([.bytes([UInt8](repeating: 1, count: 32))])
        let fields: [DynamicValue] = [
            .variant("None"), raw(""), raw(String(repeating: "x", count: 128)), .variant("BlakeTwo256", hash),
            .variant("ShaThree256", hash), sealed(10, round: 3), .variant("ResetBondsFlag"),
            .variant("BigRaw", .list([.bytes([1, 2, 3])])),
        ]
        for field in fields {
            let failure = try commit([field])
            #expect(failure == nil)
            #expect(try standing()?["info"]?["fields"]?.elements == [field])
        }
    }
}
