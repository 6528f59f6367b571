import Foundation
import Testing

@testable import Rules

struct NoiseFitTests {
    /// A machine that is known, and how much of it was recorded.
    struct Case: CustomTestStringConvertible, Sendable {
        var description: String
        var noise: NoiseModel
        var sessions: Int
        var runs: Int
        var testDescription: String { description }
    }

    static let cases = [
        Case(description: "the assumed one", noise: .assumed, sessions: 60, runs: 120),
        Case(description: "noise alone", noise: NoiseModel(drift: 0, noise: 0.004), sessions: 20, runs: 120),
        Case(
            description: "a slow movement",
            noise: NoiseModel(drift: 0.01, noise: 0.005, wander: 0.008, wanderRuns: 10),
            sessions: 60,
            runs: 120
        ),
        Case(
            description: "everything",
            noise: NoiseModel(
                drift: 0.02,
                noise: 0.01,
                slowShare: 0.1,
                slowBy: 0.08,
                wander: 0.01,
                wanderRuns: 6
            ),
            sessions: 80,
            runs: 80
        ),
    ]

    static func record(_ noise: NoiseModel, sessions: Int, runs: Int, seed: UInt64) -> [RecordedSession] {
        var machine = SimulatedMachine(noise: noise, seed: seed)
        return (0..<sessions).map { number in
            machine.beginSession()
            let times = (0..<runs).map { _ in exp(machine.run()) * 1000 }
            return RecordedSession(name: "\(number)", nanosecondsPerToken: times, isPaired: true)
        }
    }

    @Test(arguments: cases)
    func knownNoiseIsFound(_ known: Case) throws {
        let fit = try NoiseFit(Self.record(known.noise, sessions: known.sessions, runs: known.runs, seed: 21))
        let found = fit.noise
        #expect(found.isSound)
        #expect(abs(found.noise / known.noise.noise - 1) < 0.15, "\(found)")
        #expect(abs(found.drift - known.noise.drift) < 0.3 * known.noise.drift + 0.0005, "\(found)")
        #expect(abs(found.slowShare - known.noise.slowShare) < 0.3 * known.noise.slowShare + 0.004, "\(found)")
        if known.noise.slowShare > 0 { #expect(abs(found.slowBy / known.noise.slowBy - 1) < 0.2, "\(found)") }
        #expect(abs(found.wander - known.noise.wander) < 0.2 * known.noise.wander + 0.001, "\(found)")
        let pairs = try #require(fit.pairSpread)
        #expect(abs(pairs / known.noise.pairSpread - 1) < 0.15)
        #expect(abs(fit.modelledPairSpread / known.noise.pairSpread - 1) < 0.1)
        #expect(fit.runs == known.sessions * known.runs)
    }

    @Test func aHandfulOfEvaluationsGivesTheDrift() throws {
        let noise = NoiseModel(drift: 0.02, noise: 0.002)
        let fit = try NoiseFit(Self.record(noise, sessions: 200, runs: 5, seed: 4))
        #expect(abs(fit.noise.drift / 0.02 - 1) < 0.15)
        #expect(abs(fit.noise.noise / 0.002 - 1) < 0.15)
        #expect(abs(fit.driftError - 0.0501) < 0.0001)
    }

    @Test func tooLittleIsRefusedByName() {
        let short = Self.record(.assumed, sessions: 3, runs: 4, seed: 1)
        #expect(throws: NoiseFit.Problem.tooFewRuns(12)) { try NoiseFit(short) }
        let one = Self.record(.assumed, sessions: 1, runs: 60, seed: 1)
        #expect(throws: NoiseFit.Problem.tooFewSessions(1)) { try NoiseFit(one) }
        let broken = one + [RecordedSession(name: "stopped", nanosecondsPerToken: [1, 0])]
        #expect(throws: NoiseFit.Problem.badTime(session: "stopped")) { try NoiseFit(broken) }
    }

    @Test func timesWithoutAnyNoiseHaveNone() throws {
        let still = (0..<2).map { RecordedSession(name: "\($0)", nanosecondsPerToken: .init(repeating: 5, count: 40)) }
        let fit = try NoiseFit(still)
        #expect(fit.noise.isSound)
        #expect([fit.noise.drift, fit.noise.noise, fit.noise.slowShare, fit.noise.wander].allSatisfy { $0 == 0 })
        #expect(fit.pairSpread == nil)
    }

    @Test func theMiddleOfTheNormalDistributionIsKnown() {
        #expect(abs(Normal.quantile(0.75) - 0.674_489_750_196) < 1e-11)
        #expect(abs(Normal.quantile(0.001) + 3.090_232_306_168) < 1e-11)
        #expect(abs(Normal.below(1.959_963_984_540) - 0.975) < 1e-12)
    }

    @Test func aMediansVarianceIsKnown() {
        let noise = NoiseModel(drift: 0, noise: 0.01)
        #expect(abs(noise.levelVariance(runs: 1) / 1e-4 - 1) < 1e-12)
        // The exact variances of the median of three and five normal values are 0.4487 and 0.2868 of one.
        #expect(abs(noise.levelVariance(runs: 3) / 1e-4 / 0.4487 - 1) < 0.03)
        #expect(abs(noise.levelVariance(runs: 5) / 1e-4 / 0.2868 - 1) < 0.03)
    }
}
