import Testing

@testable import Rules

@Suite struct FeeRuleTests {
    private static let place = PaymentPlace(block: 90, index: 3)

    struct Case: CustomTestStringConvertible, Sendable {
        let testDescription: String
        let expected: FeeFault?
        var named: PaymentPlace? = place
        var from = "cold"
        var rao: UInt64 = 5
        var at = place
        var isThere = true
        var isForgotten = false
        var committedAt: UInt64 = 100
        var age: UInt64? = 10
    }

    @Test(arguments: [
        Case(testDescription: "a good payment", expected: nil),
        Case(testDescription: "none is named", expected: nil, named: nil),
        Case(testDescription: "none is there", expected: .unknown(place), isThere: false),
        Case(testDescription: "nobody knows", expected: .forgotten(place), isThere: false, isForgotten: true),
        Case(
            testDescription: "older than anybody knows",
            expected: .expired(place),
            isForgotten: true,
            committedAt: 101
        ),
        Case(testDescription: "nothing was paid", expected: .unknown(place), rao: 0),
        Case(testDescription: "another was found", expected: .unknown(place), at: PaymentPlace(block: 90, index: 4)),
        Case(testDescription: "by somebody else", expected: .foreign(place), from: "other"),
        Case(testDescription: "as old as can be", expected: nil, committedAt: 100),
        Case(testDescription: "older", expected: .expired(place), committedAt: 101),
        Case(testDescription: "older, where age is no matter", expected: nil, committedAt: .max, age: nil),
        Case(testDescription: "in the block of the commitment", expected: nil, committedAt: 90),
        Case(testDescription: "after the commitment", expected: .expired(place), committedAt: 89),
    ])
    func payments(_ test: Case) {
        let payment = FeeEvidence.Payment(coldkey: test.from, rao: test.rao, place: test.at)
        let evidence = FeeEvidence(
            coldkey: "cold",
            named: test.named,
            payment: test.isThere ? payment : nil,
            isForgotten: test.isForgotten
        )
        let rule = FeeRule(rao: 1000, ageBlocks: test.age)
        #expect(rule.fault(of: evidence, committedAt: test.committedAt) == test.expected)
    }

    @Test func theLeastIsRoundedUp() {
        #expect(FeeRule(rao: 50_000_000, leastShare: 0.9).leastRao == 45_000_000)
        #expect(FeeRule(rao: 11, leastShare: 0.5).leastRao == 6)
        #expect(FeeRule(rao: 7).leastRao == 7)
        #expect(FeeRule(rao: 1, leastShare: 1e-9).leastRao == 1)
    }

    @Test func presetsNameTheFee() throws {
        #expect(try Preset.named("crusade-mfu-2026").fee == FeeRule(rao: 50_000_000, leastShare: 0.9))
        for name in Preset.allNames where name.hasPrefix("demo") { #expect(try Preset.named(name).fee == nil) }
    }

    struct Wrong: CustomTestStringConvertible, Sendable {
        let rule: FeeRule
        let key: String
        var testDescription: String { key }
    }

    @Test(arguments: [
        Wrong(rule: FeeRule(rao: 0), key: "fee.rao"),
        Wrong(rule: FeeRule(rao: .max), key: "fee.rao"),
        Wrong(rule: FeeRule(rao: 1, leastShare: 0), key: "fee.least_share"),
        Wrong(rule: FeeRule(rao: 1, leastShare: 1.1), key: "fee.least_share"),
        Wrong(rule: FeeRule(rao: 1, leastShare: .nan), key: "fee.least_share"),
        Wrong(rule: FeeRule(rao: 1, ageBlocks: 0), key: "fee.age_blocks"),
    ])
    func feesThatMakeNoSense(_ wrong: Wrong) throws {
        var preset = try Preset.named("demo")
        preset.fee = wrong.rule
        do {
            try preset.validate()
            Issue.record("the fee was taken")
        } catch PresetError.outOfRange(let key, _, _) {
            #expect(key == wrong.key)
        }
    }
}
