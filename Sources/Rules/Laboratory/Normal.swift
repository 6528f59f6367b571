import Glibc

/// The standard normal distribution.
enum Normal {
    /// Returns the probability of less than a value.
    static func below(_ value: Double) -> Double { erfc(-value / 2.0.squareRoot()) / 2 }

    /// Returns the value below which a share of the distribution lies.
    ///
    /// - Parameter share: Between 0 and 1; shares beyond what eight standard deviations leave out give eight.
    /// - Returns: The value, to twelve digits.
    static func quantile(_ share: Double) -> Double {
        var (low, high) = (-8.0, 8.0)
        for _ in 0..<50 {
            let middle = (low + high) / 2
            if below(middle) < share { low = middle } else { high = middle }
        }
        return (low + high) / 2
    }
}

extension [Double] {
    /// Returns the value below which a share of these lies, between neighbours in proportion.
    ///
    /// - Parameter share: From 0 to 1; larger or smaller ones give the ends.
    /// - Returns: 0 when there are no values.
    func quantile(_ share: Double) -> Double {
        guard let last = indices.last else { return 0 }
        let sorted = sorted()
        let position = Swift.min(Swift.max(share, 0), 1) * Double(last)
        let below = Int(position)
        guard below < last else { return sorted[last] }
        return sorted[below] + (position - Double(below)) * (sorted[below + 1] - sorted[below])
    }

    /// The middle value, or the mean of the two middle ones; 0 when there are none.
    var median: Double { quantile(0.5) }

    /// The variance around the mean; 0 for fewer than two values.
    var variance: Double {
        guard count > 1 else { return 0 }
        let mean = reduce(0, +) / Double(count)
        return reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(count - 1)
    }
}
