import Foundation
import Testing

@testable import Rules

/// When weights are set: a pure decision.
@Suite struct WeightsStepTests {
    struct Case: CustomTestStringConvertible, Sendable {
        let testDescription: String
        let expected: WeightsStep
        var last: WeightsState.Setting? = .init(block: 100, weights: ours)
        var attempt: WeightsState.Attempt?
        var visible: [UInt16: UInt16]? = ours
        var wanted = ours
        var block: UInt64 = 105
        var interval: UInt64 = 0
    }

    static let ours: [UInt16: UInt16] = [3: 65_535, 0: 10]
    static let other: [UInt16: UInt16] = [4: 65_535]

    private static func attempt(
        _ block: UInt64,
        _ weights: [UInt16: UInt16] = other,
        failures: Int = 0,
        isOpen: Bool = true
    ) -> WeightsState.Attempt {
        .init(block: block, weights: weights, failures: failures, isOpen: isOpen)
    }

    static let cases: [Case] = [
        Case(testDescription: "none ever", expected: .set, last: nil, visible: [:]),
        Case(testDescription: "none ever, others on the chain", expected: .set, last: nil, visible: other),
        Case(testDescription: "the same in the same tempo", expected: .rest),
        Case(testDescription: "the same in the next tempo", expected: .set, block: 110),
        Case(testDescription: "a block before the last", expected: .wait(until: 100), block: 5),
        Case(
            testDescription: "the next tempo within the interval",
            expected: .wait(until: 130),
            block: 110,
            interval: 30
        ),
        Case(testDescription: "the next tempo at the interval", expected: .set, block: 130, interval: 30),
        Case(testDescription: "somebody else is to be paid", expected: .set, wanted: other),
        Case(
            testDescription: "somebody else within the interval",
            expected: .wait(until: 108),
            wanted: other,
            interval: 8
        ),
        Case(testDescription: "somebody else has set weights with the key", expected: .set, visible: other),
        Case(testDescription: "weights are sealed and the same", expected: .rest, visible: nil),
        Case(testDescription: "weights are sealed and others wanted", expected: .set, visible: nil, wanted: other),
        Case(
            testDescription: "killed after the chain had them",
            expected: .adopt(block: 104),
            attempt: attempt(104),
            visible: other,
            wanted: other
        ),
        Case(
            testDescription: "killed before the chain had them",
            expected: .set,
            attempt: attempt(104),
            wanted: other
        ),
        Case(
            testDescription: "killed in this very block",
            expected: .wait(until: 106),
            attempt: attempt(105),
            wanted: other
        ),
        Case(
            testDescription: "killed, sealed: it counts as sent",
            expected: .wait(until: 124),
            attempt: attempt(104),
            visible: nil,
            wanted: other,
            interval: 20
        ),
        Case(
            testDescription: "killed, sealed, the interval is over",
            expected: .set,
            attempt: attempt(104),
            visible: nil,
            wanted: other,
            block: 124,
            interval: 20
        ),
        Case(
            testDescription: "killed after the chain had them, and now others are wanted",
            expected: .adopt(block: 104),
            attempt: attempt(104),
            visible: other
        ),
        Case(
            testDescription: "killed before the same weights were set again: the chain shows the earlier ones",
            expected: .set,
            attempt: attempt(112, ours),
            block: 114
        ),
        Case(
            testDescription: "the third failure",
            expected: .wait(until: 108),
            attempt: attempt(104, failures: 3, isOpen: false),
            wanted: other
        ),
        Case(
            testDescription: "the third failure, later",
            expected: .set,
            attempt: attempt(104, failures: 3, isOpen: false),
            wanted: other,
            block: 108
        ),
        Case(
            testDescription: "a failure, and what is there is wanted again",
            expected: .rest,
            attempt: attempt(104, failures: 9, isOpen: false)
        ),
        Case(
            testDescription: "at the end of all blocks",
            expected: .wait(until: .max),
            last: .init(block: .max - 1, weights: ours),
            wanted: other,
            block: .max - 1,
            interval: 9
        ),
    ]

    @Test(arguments: cases) func step(_ test: Case) {
        let rhythm = WeightsRhythm(tempo: 10, interval: test.interval)
        let state = WeightsState(last: test.last, attempt: test.attempt)
        #expect(rhythm.step(to: test.wanted, after: state, visible: test.visible, at: test.block) == test.expected)
    }

    @Test func delaysDouble() {
        let rhythm = WeightsRhythm(tempo: 1, retries: 3...100)
        #expect((0...7).map(rhythm.delay) == [0, 3, 6, 12, 24, 48, 96, 100])
        #expect(rhythm.delay(afterFailures: .max) == 100)
        #expect(WeightsRhythm(tempo: 1, retries: 0...5).delay(afterFailures: 70) == 0)
        #expect(WeightsRhythm(tempo: 0, retries: 1...UInt64.max).delay(afterFailures: 64) == 1 << 63)
    }

    @Test func schedulesNameTheRhythm() throws {
        var schedule = try Preset.named("crusade-mfu-2026").schedule
        #expect(WeightsRhythm(schedule) == WeightsRhythm(tempo: 100, interval: 100))
        schedule.weightsIntervalBlocks = nil
        #expect(WeightsRhythm(schedule).interval == 0)
        #expect(try WeightsRhythm(Preset.named("demo").schedule).interval == 0)
    }

    /// Chains that take weights only every few blocks are never asked more often, whatever happens in between.
    @Test(arguments: UInt64(0)..<50) func neverMoreOftenThanTheInterval(_ seed: UInt64) {
        var generator = SplitMix(seed: seed)
        let rhythm = WeightsRhythm(tempo: 7, interval: 5)
        var state = WeightsState()
        var lastSet: UInt64?
        var settings = 0
        for block in 0..<200 as Range<UInt64> {
            let wanted: [UInt16: UInt16] = [.random(in: 0...1, using: &generator): 65_535]
            let visible = state.last?.weights ?? [:]
            guard rhythm.step(to: wanted, after: state, visible: visible, at: block) == .set else { continue }
            if let lastSet { #expect(block >= lastSet + 5) }
            if Bool.random(using: &generator) {
                let failures = (state.attempt?.failures ?? 0) + 1
                state.attempt = .init(block: block, weights: wanted, failures: failures, isOpen: false)
            } else {
                state = WeightsState(last: .init(block: block, weights: wanted))
                lastSet = block
                settings += 1
            }
        }
        #expect(settings > 2)
    }
}

/// Whole numbers as the network's SDK makes them, recorded by `Tests/InteropTests/quantised_weights.py`.
@Suite struct QuantisedWeightsTests {
    struct Row: Decodable {
        let uids, chosen: [UInt16]
        let weights: [Double]
        let values: [UInt16]
    }

    @Test func asTheSDK() throws {
        let file = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
            .appendingPathComponent("Fixtures/quantised-weights.json")
        let rows = try JSONDecoder().decode([Row].self, from: Data(contentsOf: file))
        #expect(rows.count > 200)
        for row in rows {
            let weights = Dictionary(uniqueKeysWithValues: zip(row.uids, row.weights))
            let expected = Dictionary(uniqueKeysWithValues: zip(row.chosen, row.values))
            let burn: UInt16 = 7
            #expect(WeightScale.quantised(weights, burn: burn) == (expected.isEmpty ? [burn: .max] : expected))
        }
    }

    @Test func nonsenseIsBurned() {
        #expect(WeightScale.quantised([1: .nan, 2: -1, 3: .infinity], burn: 9) == [9: 65_535])
    }
}
