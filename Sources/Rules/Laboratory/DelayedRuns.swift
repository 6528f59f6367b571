import Glibc

/// How many runs were delayed, and by how much, told apart from noise by being far above their neighbours.
///
/// A run's residual is its distance from the median of up to five neighbours on either side. Most residuals are normal;
/// their centre m and spread s come from the lower half, which delays leave alone: with a share p of delayed runs, the
/// quartile and the median of all runs are the quantiles 0.25/(1 - p) and 0.5/(1 - p) of the others. Beyond u = m + 3s the
/// excess of an exponential delay is exponential with the same mean, so slow_by is the mean excess; a delayed run gets
/// there with probability exp(-3s/b + s²/2b²)·Φ(3 - s/b), which turns the share beyond u into p. The two steps are repeated
/// until they agree. Source: peaks over a threshold, Davison and Smith, *Models for exceedances over high thresholds*, 1990.
struct DelayedRuns: Sendable, Hashable {
    /// The share of runs that were delayed, at most a quarter.
    private(set) var share = 0.0
    /// The mean of their delays, as a logarithm.
    private(set) var by = 0.0
    /// The spread of the other residuals.
    private(set) var spread = 0.0

    private static let reach = 5
    private static let rounds = 10

    /// Looks at some sessions.
    ///
    /// - Parameter sessions: The logarithms of the runs' times, in order.
    init(_ sessions: [[Double]]) {
        let residuals = sessions.flatMap(Self.residuals).sorted()
        guard residuals.count >= 2 else { return }
        let (quartile, median) = (residuals.quantile(0.25), residuals.median)
        for _ in 0..<Self.rounds { look(at: residuals, quartile, median) }
    }

    private mutating func look(at residuals: [Double], _ quartile: Double, _ median: Double) {
        let (low, middle) = (Normal.quantile(0.25 / (1 - share)), Normal.quantile(0.5 / (1 - share)))
        spread = (median - quartile) / (middle - low)
        let centre = median - middle * spread
        let excess = residuals.reversed().prefix { $0 > centre + 3 * spread }.map { $0 - centre - 3 * spread }
        let early = residuals.prefix { $0 < centre - 3 * spread }.count
        let beyond = Double(excess.count - early) / Double(residuals.count)
        by = excess.reduce(0, +) / Double(max(excess.count, 1))
        // Delays that are shorter than the noise cannot be told from it.
        guard beyond > 0, excess.count >= 2, by >= spread else {
            (share, by) = (0, 0)
            return
        }
        let ratio = spread / by
        share = min(Self.largestShare, beyond / (exp(-3 * ratio + ratio * ratio / 2) * Normal.below(3 - ratio)))
    }

    /// Where more are delayed, the quartile and the median are no longer those of the others.
    private static let largestShare = 0.25

    private static func residuals(_ times: [Double]) -> [Double] {
        guard times.count > 3 else { return [] }
        return times.indices.map { index in
            let range = max(0, index - reach)...min(times.count - 1, index + reach)
            return times[index] - range.filter { $0 != index }.map { times[$0] }.median
        }
    }
}
