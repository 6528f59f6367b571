/// Where numbers lie between the smallest and the largest of them.
struct Scale: Hashable, Sendable {
    let lowest: Double
    let highest: Double

    /// Spans some numbers.
    ///
    /// - Parameters:
    ///   - values: The numbers; what is not finite does not count.
    ///   - room: How much is added at both ends, as a share of what they span.
    init(_ values: [Double], room: Double = 0) {
        let finite = values.filter { $0.isFinite && abs($0) < 1e300 }
        let low = finite.min() ?? 0, high = finite.max() ?? 0
        let more = high > low ? (high - low) * room : max(abs(high) * 0.01, 1e-9)
        lowest = low - more
        highest = high + more
    }

    /// Returns where a number lies, as a share from 0 to 1.
    func share(_ value: Double) -> Double {
        let share = (value - lowest) / (highest - lowest)
        return share.isFinite ? min(1, max(0, share)) : value > highest ? 1 : 0
    }

    /// Returns which of this many places in a row a number has.
    func place(_ value: Double, in count: Int) -> Int {
        Int((share(value) * Double(max(0, count - 1))).rounded())
    }

    /// Returns round numbers within, at most this many.
    func ticks(_ most: Int) -> [Double] {
        guard most > 0 else { return [] }
        let span = highest - lowest
        var step = 1e-12
        while step < span, span / step > 10 { step *= 10 }
        for factor in [1.0, 2, 5, 10, 20, 50] {
            let size = step * factor
            let first = (lowest / size).rounded(.up), last = (highest / size).rounded(.down)
            guard first.isFinite, last.isFinite, abs(first) < 1e12, last - first < Double(most) else { continue }
            return first > last ? [] : stride(from: first, through: last, by: 1).map { $0 * size }
        }
        return []
    }
}
