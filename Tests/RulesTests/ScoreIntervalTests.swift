import Foundation
import Testing

@testable import Rules

struct ScoreIntervalTests {
    struct Case: CustomTestStringConvertible, Sendable {
        var description: String
        var noise: NoiseModel
        var runs: Int
        var testDescription: String { "\(description), \(runs) runs" }
    }

    static let cases = [1, 3, 5, 25].flatMap { runs in
        [
            Case(description: "the assumed noise", noise: .assumed, runs: runs),
            Case(description: "no drift", noise: NoiseModel(drift: 0, noise: 0.01), runs: runs),
            Case(
                description: "a slow movement",
                noise: NoiseModel(drift: 0.005, noise: 0.005, wander: 0.01, wanderRuns: 8),
                runs: runs
            ),
        ]
    }

    /// Four standard errors of 4,000 evaluations are 1.4 per cent.
    @Test(arguments: cases)
    func anIntervalCoversTheTruth(_ known: Case) {
        var machine = SimulatedMachine(noise: known.noise, seed: 31)
        var covered = 0
        for _ in 0..<4000 {
            machine.beginSession()
            let score = machine.score(runs: known.runs, gain: 0)
            if known.noise.interval(ofScore: score, runs: known.runs).contains(1) { covered += 1 }
        }
        #expect(Double(covered) / 4000 > 0.93)
        #expect(Double(covered) / 4000 < 0.97)
    }

    @Test func driftDoesNotAverageOut() {
        let noise = NoiseModel(drift: 0.01, noise: 0.005)
        let many = noise.interval(ofScore: 100, runs: 100_000)
        #expect(abs(many.upper / many.lower / exp(2 * 1.959964 * 0.01) - 1) < 1e-4)
    }

    @Test func rowsThatOverlapTheLeaderShareItsBand() {
        let intervals = [
            Band(lower: 98, upper: 102), Band(lower: 97, upper: 99), Band(lower: 95, upper: 97.5),
            Band(lower: 94, upper: 95), Band(lower: 80, upper: 82),
        ]
        // The third overlaps the second, but not the leader: it leads a band of its own.
        #expect(TieBand.numbers(intervals) == [1, 1, 2, 2, 3])
        #expect(TieBand.numbers([]) == [])
    }

    @Test func presetsWithoutNoiseKeepTheirHash() throws {
        let preset = try Preset.named("demo")
        #expect(preset.noise == nil)
        #expect(!preset.canonicalText.contains("noise"))
    }

    @Test func aPresetsNoiseIsReadStrictly() throws {
        var preset = try Preset.named("demo")
        preset.noise = .assumed
        #expect(try Preset.decode(Data(preset.canonicalText.utf8)).noise == .assumed)
        preset.noise?.slowShare = 1.5
        let text = preset.canonicalText
        #expect(throws: PresetError.outOfRange(key: "noise.slow_share", value: "1.5", rule: "it must be from 0 to 1")) {
            try Preset.decode(Data(text.utf8))
        }
    }
}
