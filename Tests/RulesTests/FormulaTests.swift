import Testing

@testable import Rules

@Suite struct FormulaTests {
    @Test func speedIsTokensOverTime() {
        #expect(Throughput.tokensPerSecond(tokens: 20_480, nanoseconds: 2_000_000_000) == 10_240)
        #expect(Throughput.tokensPerSecond(tokens: 20_480, nanoseconds: 0) == 0)
    }

    @Test func flopsFollowThePublishedFormula() {
        let perToken = ModelFlops.perToken(parameters: 1_000_000, layers: 4, sequenceLength: 128, width: 128)
        #expect(perToken == 6_000_000 + 12 * 4 * 128 * 128)
        #expect(ModelFlops.mfu(tokensPerSecond: 1_000, flopsPerToken: 2e6, peak: 4e9) == 0.5)
        #expect(ModelFlops.mfu(tokensPerSecond: 1_000, flopsPerToken: 2e6, peak: 0) == 0)
    }

    struct MedianCase: CustomTestStringConvertible {
        let testDescription: String
        let values: [Double]
        let expected: Double?
    }

    @Test(arguments: [
        MedianCase(testDescription: "nothing", values: [], expected: nil),
        MedianCase(testDescription: "one", values: [4], expected: 4),
        MedianCase(testDescription: "lower of two", values: [7, 3], expected: 3),
        MedianCase(testDescription: "middle of three", values: [9, 1, 5], expected: 5),
        MedianCase(testDescription: "lower middle of four", values: [1, 9, 5, 3], expected: 3),
    ])
    func medianIsTheLowerMiddle(_ example: MedianCase) {
        #expect(example.values.medianLow() == example.expected)
    }

    @Test func scoreFollowsTheMetric() {
        let score = Score(tokensPerSecond: 100)
        #expect(score.value(for: .tps) == 100)
        #expect(score.value(for: .mfu) == nil)
        #expect(Score(tokensPerSecond: 100, mfu: 0.4).value(for: .mfu) == 0.4)
    }
}
