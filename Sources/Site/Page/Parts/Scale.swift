import Foundation

/// Where a value lies on a drawing, in per cent of its width or height, so that a drawing stretches and its text does
/// not.
struct Scale: Sendable {
    let lower: Double
    let upper: Double

    /// A scale over values, with a little room on both sides.
    ///
    /// - Parameters:
    ///   - values: What has to fit.
    ///   - room: The share of the span that is left free at each end.
    init(_ values: [Double], room: Double = 0.06) {
        let least = values.min() ?? 0, most = values.max() ?? 1
        let span = most > least ? most - least : max(abs(most) * 0.02, 1e-9)
        lower = least - span * room
        upper = most + span * room
    }

    func share(_ value: Double) -> Double { min(1, max(0, (value - lower) / (upper - lower))) }

    /// From the left.
    func x(_ value: Double) -> String { Self.percent(share(value)) }

    /// From the top: large values are high.
    func y(_ value: Double) -> String { Self.percent(1 - share(value)) }

    static func percent(_ share: Double) -> String { String(format: "%.2f%%", share * 100) }

    /// Round values inside, about as many as asked for.
    func ticks(_ count: Int) -> [Double] {
        let rough = (upper - lower) / Double(max(count, 1))
        guard rough > 0, rough.isFinite else { return [] }
        let power = pow(10, log10(rough).rounded(.down))
        let step = ([1, 2, 2.5, 5, 10].first { $0 * power >= rough } ?? 10) * power
        let first = (lower / step).rounded(.up) * step
        return stride(from: first, through: upper, by: step).map { $0 }
    }
}
