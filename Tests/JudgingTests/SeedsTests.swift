import Foundation
import Rules
import Testing

@testable import Judging

@Suite struct SeedsTests {
    private static func derive(
        _ preset: Preset,
        submission: String = "s-000001",
        code: String = "code",
        attempt: Int = 1
    ) -> [String] {
        Seeds.derive(
            secret: Data("secret".utf8),
            beacon: Data("beacon".utf8),
            preset: preset,
            submission: submission,
            code: CodeHash(of: Data(code.utf8)),
            attempt: attempt
        )
    }

    /// An accomplice, or the next attempt, must not know what it will be given.
    @Test func noTwoEvaluationsShareASeed() throws {
        let preset = try Preset.named("demo")
        let all = [
            Self.derive(preset), Self.derive(preset, submission: "s-000002"), Self.derive(preset, code: "other"),
            Self.derive(preset, attempt: 2),
        ].flatMap { seeds in seeds + [Seeds.additional(to: seeds, index: seeds.count)] }
        #expect(Set(all).count == all.count)
        #expect(Self.derive(preset) == Self.derive(preset))
        #expect(all.allSatisfy { Hex.bytes($0)?.count == 32 })
    }

    @Test func stepsVaryWithTheSeedAndStayInBounds() throws {
        var preset = try Preset.named("demo")
        preset.stepSpread = 2
        preset.runs = 200
        let seeds = Self.derive(preset)
        let steps = seeds.map { Seeds.steps(of: $0, preset: preset) }
        #expect(Set(steps) == [18, 19, 20, 21, 22])
        #expect(steps == seeds.map { Seeds.steps(of: $0, preset: preset) })
        for count in Set(steps) { #expect(steps.filter { $0 == count }.count > 20, "each is about as likely") }
        preset.stepSpread = 0
        #expect(Seeds.steps(of: seeds[0], preset: preset) == 20)
    }
}
