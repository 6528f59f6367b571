import Arena
import Foundation
import Testing

@testable import Judging
@testable import Rules

@Suite struct CheckTests {
    /// The demo's rules with limits that are easy to reckon with.
    private static func rules() throws -> Preset {
        var preset = try Preset.named("demo")
        preset.verification = VerificationLimits(
            updateError: 0.02,
            projection: Band(lower: 0.9, upper: 1.2),
            tensorUpdateError: 0.04,
            tensorProjection: Band(lower: 0.8, upper: 1.2),
            firstMomentError: 0.01
        )
        preset.contestant.runTime = Seconds(10)
        return preset
    }

    private static func run(
        _ index: Int,
        error: Double,
        projection: Double,
        tensors: [String: Double],
        seconds: Double = 1
    ) -> Check.Run {
        var statistics = RunStatistics(
            finite: true,
            updateError: error,
            projection: projection,
            firstMomentError: 0,
            tensors: tensors.sorted { $0.key < $1.key }.map { name, error in
                RunStatistics.Tensor(name: name, updateError: error, projection: 1)
            }
        )
        statistics.rows = nil
        return Check.Run(index: index, nanoseconds: UInt64(seconds * 1e9), statistics: statistics)
    }

    @Test func everyCheckIsShownAtTheRunThatCameClosest() throws {
        let checks = Check.all(
            of: [
                Self.run(0, error: 0.001, projection: 1.04, tensors: ["a": 0.01, "b": 0.02]),
                Self.run(1, error: 0.010, projection: 0.98, tensors: ["a": 0.005, "b": 0.008], seconds: 4),
            ],
            preset: try Self.rules()
        )
        #expect(
            checks.map(\.name) == [
                "update_error", "projection", "first_moment", "tensor_update_error", "tensor_projection", "run_time",
            ]
        )
        #expect(checks.allSatisfy { $0.isKept })
        #expect(checks[0].run == 2 && checks[0].value == 0.010 && checks[0].highest == 0.02)
        #expect(checks[0].headroom == 2)
        // 1.04 uses a fifth of the way up to 1.2; 0.98 a fifth of the way down to 0.9.
        #expect(abs((checks[1].headroom ?? 0) - 5) < 1e-9)
        #expect(checks[2].headroom == nil, "an exact value fits any number of times")
        #expect(checks[3].run == 1 && checks[3].subject == "b" && checks[3].headroom == 2)
        #expect(checks[5].run == 2 && checks[5].value == 4 && checks[5].headroom == 2.5)
    }

    @Test func whatDecidedIsBroken() throws {
        let checks = Check.all(
            of: [Self.run(0, error: 0.08, projection: 0.7, tensors: ["a": 0.01], seconds: 20)],
            preset: try Self.rules()
        )
        let broken = checks.filter { !$0.isKept }
        #expect(broken.map(\.name) == ["update_error", "projection", "run_time"])
        #expect(broken[0].headroom == 0.25)
        #expect(broken.allSatisfy { ($0.headroom ?? 1) < 1 })
    }

    /// Names are those of the verdict's codes, so that a reader finds the check that decided.
    @Test func namesAreTheVerdictsCodes() throws {
        let run = Self.run(0, error: 0.01, projection: 1, tensors: ["a": 0.01])
        for check in Check.all(of: [run], preset: try Self.rules()) where check.name != "run_time" {
            #expect(VerdictCode(rawValue: check.name) != nil, "\(check.name)")
        }
    }

    @Test func aValueThatIsMissingOrNoNumberBreaksItsLimit() {
        #expect(!Check("x", nil, atMost: 1).isKept)
        #expect(!Check("x", .nan, atMost: 1).isKept)
        #expect(!Check("x", nil, from: 0, to: 2).isKept)
        #expect(!Check("x", .nan, from: 0, to: 2).isKept)
        #expect(!Check("x", nil, atLeast: 1, unit: .rate).isKept)
        #expect(!Check("x", .nan, atLeast: 1, unit: .rate).isKept)
        let worst = Check.all(
            of: [Check.Run(index: 0, nanoseconds: nil, statistics: RunStatistics(finite: false, tensors: []))],
            preset: .demo
        )
        #expect(worst.map(\.name) == ["non_finite_weights"])
        #expect(worst.first?.isKept == false)
    }

    @Test func aLowestValueHasHeadroomAbove() {
        let kept = Check("x", 30, atLeast: 10, unit: .rate)
        #expect(kept.isKept && kept.headroom == 3 && kept.lowest == 10 && kept.highest == nil)
        #expect(!Check("x", 5, atLeast: 10, unit: .rate).isKept)
    }

    @Test func aRunThatWasNeverComparedHasNoChecks() {
        let run = Check.Run(index: 0, nanoseconds: nil, statistics: nil)
        #expect(Check.all(of: [run], preset: .demo).isEmpty)
    }
}

extension Preset {
    fileprivate static var demo: Preset {
        guard let preset = try? Preset.named("demo") else { preconditionFailure("the demo's rules ship") }
        return preset
    }
}
