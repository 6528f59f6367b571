import Testing

@testable import Rules

@Suite struct PayoutTests {
    @Test func theWinnerTakesAll() {
        #expect(Payout.weights(champion: 7, burn: 0) == [7: 65_535])
        #expect(Payout.weights(champion: nil, burn: 0) == [0: 65_535])
    }

    @Test func withoutWeightsEverythingIsBurned() {
        #expect(Payout.split(emission: 100, weights: [:], burn: 3) == [3: 100])
        #expect(Payout.split(emission: 100, weights: [5: 0], burn: 3) == [3: 100])
    }

    @Test func theLargestRemainderGetsTheRest() {
        // Exact shares are 3.33, 3.33 and 3.33 of 10: one rao is left and goes to the lowest uid.
        #expect(Payout.split(emission: 10, weights: [1: 1, 2: 1, 3: 1], burn: 0) == [1: 4, 2: 3, 3: 3])
        // Exact shares are 0.625, 1.25 and 3.125 of 5: the rest goes to the largest fraction.
        #expect(Payout.split(emission: 5, weights: [1: 1, 2: 2, 3: 5], burn: 0) == [1: 1, 2: 1, 3: 3])
    }

    @Test(arguments: UInt64(1)...200)
    func partsSumToTheEmissionExactly(seed: UInt64) {
        var generator = SplitMix(seed: seed)
        let count = Int.random(in: 1...40, using: &generator)
        let emission = seed == 1 ? UInt64.max : UInt64.random(in: 0...(.max), using: &generator) >> (seed % 60)
        var weights: [UInt16: UInt16] = [:]
        for _ in 0..<count {
            weights[.random(in: 0...(.max), using: &generator)] = .random(in: 0...(.max), using: &generator)
        }
        let parts = Payout.split(emission: emission, weights: weights, burn: 0)
        #expect(parts.values.reduce(0, +) == emission)
        let total = weights.values.reduce(0.0) { $0 + Double($1) }
        guard total > 0 else { return }
        for (uid, weight) in weights where weight > 0 {
            let exact = Double(emission) * Double(weight) / total
            #expect(abs(Double(parts[uid] ?? 0) - exact) <= 1 + exact * 1e-12)
        }
    }

    @Test func doesNotDependOnTheOrderOfADictionary() {
        let pairs = (0..<100).map { (UInt16($0), UInt16(1 + $0 % 3)) }
        let forward = Dictionary(uniqueKeysWithValues: pairs)
        let backward = Dictionary(uniqueKeysWithValues: pairs.reversed())
        #expect(
            Payout.split(emission: 12_345, weights: forward, burn: 0)
                == Payout.split(emission: 12_345, weights: backward, burn: 0)
        )
    }

    @Test(arguments: [
        (0.0, [UInt16(4): UInt16(65_535)]), (0.95, [4: 3449, 0: 65_535]), (1.0, [0: 65_535]), (7.0, [0: 65_535]),
    ])
    func aShareIsBurned(_ share: Double, _ weights: [UInt16: UInt16]) {
        #expect(Payout.weights(champion: 4, burn: 0, burnShare: share) == weights)
    }

    @Test func aBurningChampionGetsOneWeight() {
        #expect(Payout.weights(champion: 0, burn: 0, burnShare: 0.5) == [0: 65_535])
        #expect(Payout.weights(champion: nil, burn: 3, burnShare: 0.5) == [3: 65_535])
    }
}
