import Glibc

/// How far runs of a session are apart, by how many runs lie between them.
///
/// γ(k) is half the squared spread of log t(i + k) - log t(i). With noise of its own in every run and a movement whose
/// correlation falls as exp(-k/L), it is noise² + wander²·(1 - exp(-k/L)). The spread is the median distance over the
/// quantile of the folded normal distribution at which it lies, so that delayed runs, in up to a share 2p of the
/// differences, change little. Source: Matheron, *Principles of geostatistics*, 1963; medians as proposed by Cressie and
/// Hawkins, *Robust estimation of the variogram*, 1980.
struct Variogram: Sendable, Hashable {
    /// One distance.
    struct Lag: Sendable, Hashable {
        /// How many runs lie between the two, plus one.
        let runs: Int
        /// γ.
        let half: Double
        /// How many differences there were.
        let count: Int
    }

    /// γ = noise² + wander²·(1 - exp(-k/L)).
    struct Fit: Sendable, Hashable {
        /// noise² and wander².
        var noise = 0.0, wander = 0.0
        /// L.
        var length = 1.0
        /// The weighted sum of squared distances from the line.
        var misfit = Double.infinity
    }

    /// The distances, shortest first.
    let lags: [Lag]

    /// Measures some sessions.
    ///
    /// - Parameters:
    ///   - sessions: The logarithms of the runs' times, in order.
    ///   - slowShare: The share of runs that were delayed.
    init(_ sessions: [[Double]], slowShare: Double) {
        let longest = sessions.map(\.count).max() ?? 0
        lags = (1..<max(2, min(Self.mostLags, longest / 2 + 1))).compactMap { lag in
            let distances = sessions.flatMap { times in
                times.indices.dropLast(lag).map { abs(times[$0 + lag] - times[$0]) }
            }
            guard distances.count >= 2 else { return nil }
            let spread = Self.spread(distances, slowShare: slowShare)
            return Lag(runs: lag, half: spread * spread / 2, count: distances.count)
        }
    }

    private static let mostLags = 41

    /// Returns the standard deviation behind some distances between two runs each.
    ///
    /// - Parameters:
    ///   - distances: The distances, at least one.
    ///   - slowShare: The share of runs that were delayed.
    /// - Returns: That of the distances between runs that were not.
    static func spread(_ distances: [Double], slowShare: Double) -> Double {
        let clean = max(0.5, 1 - 2 * slowShare)
        return distances.median / Normal.quantile(0.5 + 0.25 / clean)
    }

    /// Finds the line through the distances: least squares, each weighted by its count over its own square.
    func fit() -> Fit {
        var best = Fit()
        for length in Self.lengths where length <= Double(max(2, lags.count)) {
            let fit = fit(length: length)
            if fit.misfit < best.misfit { best = fit }
        }
        return best
    }

    private static let lengths: [Double] = [2, 3, 4, 6, 8, 11, 16, 23, 32, 40]

    private func fit(length: Double) -> Fit {
        var (one, two, three, four, five) = (0.0, 0.0, 0.0, 0.0, 0.0)
        let points = lags.filter { $0.half > 0 }.map { lag in
            (
                rise: 1 - exp(-Double(lag.runs) / length), half: lag.half,
                weight: Double(lag.count) / (lag.half * lag.half)
            )
        }
        for point in points {
            one += point.weight
            two += point.weight * point.rise
            three += point.weight * point.rise * point.rise
            four += point.weight * point.half
            five += point.weight * point.rise * point.half
        }
        guard one > 0 else { return Fit(misfit: 0) }
        let determinant = one * three - two * two
        var (noise, wander) = (four / one, 0.0)
        if points.count > 2, determinant > 0 {
            (noise, wander) = ((four * three - two * five) / determinant, (one * five - two * four) / determinant)
            if noise < 0 { (noise, wander) = (0, five / three) }
            if wander < 0 { (noise, wander) = (four / one, 0) }
        }
        let misfit = points.reduce(0) { sum, point in
            let distance = point.half - noise - wander * point.rise
            return sum + point.weight * distance * distance
        }
        return Fit(noise: noise, wander: wander, length: length, misfit: misfit)
    }
}
