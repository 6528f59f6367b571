import Crypto
import FoundationEssentials

/// All chance of a tournament, from one published seed: anyone can draw the same groups, pairs and tasks again.
///
/// Every purpose has a generator of its own: SplitMix64, begun with the first eight bytes (the lowest first) of the
/// SHA-256 of `tiltyard draw 1`, the seed and the purpose, each on a line.
package struct Draw: Sendable, Hashable {
    /// The published seed.
    package let seed: String

    /// Makes a draw.
    ///
    /// - Parameter seed: The published seed, in whatever form it was published.
    package init(seed: String) {
        self.seed = seed
    }

    /// Returns the generator of a purpose.
    package func generator(for purpose: String) -> SplitMix {
        let digest = SHA256.hash(data: Data("tiltyard draw 1\n\(seed)\n\(purpose)\n".utf8))
        return SplitMix(seed: digest.prefix(8).reversed().reduce(0) { $0 << 8 | UInt64($1) })
    }
}

extension SplitMix {
    /// Returns a whole number below a bound, every one as likely as any other.
    ///
    /// By Lemire's method, *Fast Random Integer Generation in an Interval*, 2019.
    mutating func below(_ bound: UInt32) -> UInt32 {
        var product = UInt64(UInt32(truncatingIfNeeded: next() >> 32)) &* UInt64(bound)
        if UInt32(truncatingIfNeeded: product) < bound {
            let threshold = (0 &- bound) % bound
            while UInt32(truncatingIfNeeded: product) < threshold {
                product = UInt64(UInt32(truncatingIfNeeded: next() >> 32)) &* UInt64(bound)
            }
        }
        return UInt32(truncatingIfNeeded: product >> 32)
    }

    /// Brings elements into an order by lot: Fisher and Yates, from the last element to the first.
    mutating func shuffle<Element>(_ elements: inout [Element]) {
        var index = elements.count
        while index > 1 {
            index -= 1
            elements.swapAt(index, Int(below(UInt32(truncatingIfNeeded: index + 1))))
        }
    }
}
