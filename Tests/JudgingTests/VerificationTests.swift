import Testing

@testable import Judging
@testable import Rules

struct VerificationTests {
    let limits = VerificationLimits(
        updateError: 0.02,
        projection: Band(lower: 0.99, upper: 1.01),
        tensorUpdateError: 0.1,
        tensorProjection: Band(lower: 0.95, upper: 1.05)
    )

    func statistics(
        _ error: Double,
        _ projection: Double,
        tensor: (Double, Double) = (0, 1),
        finite: Bool = true
    ) -> RunStatistics {
        RunStatistics(
            finite: finite,
            updateError: error,
            projection: projection,
            loss: 1,
            referenceLoss: 1,
            tensors: [
                .init(name: "fine", updateError: 0, projection: 1),
                .init(name: "odd", updateError: tensor.0, projection: tensor.1),
            ]
        )
    }

    @Test func acceptsWhatKeepsEveryLimit() {
        #expect(Verification.firstBreach(statistics(0.02, 0.99, tensor: (0.1, 1.05)), limits: limits) == nil)
    }

    @Test func namesTheLimitThatIsBroken() {
        #expect(Verification.firstBreach(statistics(0.021, 1), limits: limits)?.code == .updateError)
        #expect(Verification.firstBreach(statistics(0.01, 0.98), limits: limits)?.code == .projection)
        #expect(
            Verification.firstBreach(statistics(0.01, 1, tensor: (0.11, 1)), limits: limits)?.code == .tensorUpdateError
        )
        #expect(
            Verification.firstBreach(statistics(0.01, 1, tensor: (0, 0.9)), limits: limits)?.code == .tensorProjection
        )
        #expect(Verification.firstBreach(statistics(0, 1, finite: false), limits: limits)?.code == .nonFiniteWeights)
    }

    @Test func neverAcceptsWhatIsNoNumber() {
        #expect(Verification.firstBreach(statistics(.nan, 1), limits: limits)?.code == .updateError)
        #expect(Verification.firstBreach(statistics(0, .nan), limits: limits)?.code == .projection)
        #expect(
            Verification.firstBreach(statistics(0, 1, tensor: (.nan, 1)), limits: limits)?.code == .tensorUpdateError
        )
        #expect(
            Verification.firstBreach(statistics(0, 1, tensor: (0, .nan)), limits: limits)?.code == .tensorProjection
        )
    }

    /// One of the limits that only some contracts have, and what it is held against.
    struct Optional: Sendable, CustomTestStringConvertible {
        var code: VerdictCode
        var limit: @Sendable (inout VerificationLimits) -> Void
        var value: @Sendable (inout RunStatistics, Double) -> Void
        var testDescription: String { code.rawValue }
    }

    static let optionals = [
        Optional(code: .firstMoment, limit: { $0.firstMomentError = 0.01 }, value: { $0.firstMomentError = $1 }),
        Optional(code: .secondMoment, limit: { $0.secondMomentError = 0.01 }, value: { $0.secondMomentError = $1 }),
        Optional(
            code: .tensorFirstMoment,
            limit: { $0.tensorFirstMomentError = 0.01 },
            value: { statistics, value in
                for index in statistics.tensors.indices { statistics.tensors[index].firstMomentError = value }
            }
        ),
        Optional(
            code: .rowUpdateError,
            limit: { $0.rowUpdateError = 0.01 },
            value: { $0.rows = .init(tensor: "embedding", row: 3, worst: $1) }
        ),
    ]

    @Test(arguments: optionals)
    func holdsWhatTheContractCanGiveAgainstItsLimit(_ optional: Optional) {
        var limits = limits
        optional.limit(&limits)
        for (value, isBroken) in [(0.01, false), (0.011, true), (.nan, true)] {
            var statistics = statistics(0, 1)
            optional.value(&statistics, value)
            let breach = Verification.firstBreach(statistics, limits: limits)
            #expect(breach?.code == (isBroken ? optional.code : nil))
        }
        #expect(Verification.firstBreach(statistics(0, 1), limits: limits)?.code == optional.code, "missing")
    }

    @Test func tellsMeasuredValueAndLimit() throws {
        let verdict = try #require(Verification.firstBreach(statistics(0.0673, 0.97), limits: limits))
        #expect(verdict.numbers == ["update_error": 0.0673, "update_error_limit": 0.02])
        #expect(verdict.sentence.contains("6.73 %"))
        #expect(verdict.responsibility == .competitor)
    }
}
