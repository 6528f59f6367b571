/// A small seeded generator (SplitMix64), so that simulations and property tests repeat.
///
/// Not for secrets. Source: Steele, Lea and Flood, *Fast Splittable Pseudorandom Number Generators*, 2014. Generators
/// whose seeds differ by a multiple of its increment walk the same numbers: draw the seeds of several from one.
package struct SplitMix: RandomNumberGenerator, Sendable, Hashable {
    private var state: UInt64

    /// Makes a generator.
    ///
    /// - Parameter seed: Any number; the same one gives the same numbers.
    package init(seed: UInt64) {
        state = seed
    }

    /// Returns the next 64 bits.
    package mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }

    /// Returns a number above 0 and at most 1, of which every logarithm is finite.
    package mutating func uniform() -> Double { Double((next() >> 11) + 1) * 0x1p-53 }
}
