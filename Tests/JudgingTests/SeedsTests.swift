import Foundation
import Rules
import Testing

@testable import Judging

@Suite struct SeedsTests {
    @Test func stepsVaryWithTheSeedAndStayInBounds() throws {
        var preset = try Preset.named("demo")
        preset.stepSpread = 2
        preset.runs = 200
        let seeds = Seeds.derive(secret: Data("secret".utf8), beacon: Data("beacon".utf8), preset: preset)
        let steps = seeds.map { Seeds.steps(of: $0, preset: preset) }
        #expect(Set(steps) == [18, 19, 20, 21, 22])
        #expect(steps == seeds.map { Seeds.steps(of: $0, preset: preset) })
        for count in Set(steps) { #expect(steps.filter { $0 == count }.count > 20, "each is about as likely") }
        preset.stepSpread = 0
        #expect(Seeds.steps(of: seeds[0], preset: preset) == 20)
    }
}
