import Glibc

extension NoiseModel {
    /// The standard deviation of the logarithm of the ratio of two neighbouring runs' times, delays aside.
    package var pairSpread: Double {
        (2 * (noise * noise + wander * wander * (1 - exp(-1 / wanderRuns)))).squareRoot()
    }

    /// Returns the variance of a session's median around its level: what noise, delays and movement leave of it.
    ///
    /// The median of n normal values has the variance π/(2n + π - 2) of one: exactly for one value, in the limit for many,
    /// and to two per cent in between. Delayed runs thin the middle out, which divides its density by 1 - p and so the
    /// variance by the square. For a single run they count in full, p(2 - p)·slow_by². The movement's mean over n runs has
    /// the variance wander²/n²·Σ exp(-|i - j|/L).
    ///
    /// - Parameter runs: The runs of the session, at least 1.
    /// - Returns: The variance, of a natural logarithm.
    package func levelVariance(runs: Int) -> Double {
        let count = Double(runs)
        let median = noise * noise * .pi / (2 * count + .pi - 2)
        let delays =
            runs == 1
            ? noise * noise + slowShare * (2 - slowShare) * slowBy * slowBy
            : median / ((1 - slowShare) * (1 - slowShare))
        var correlations = count
        for lag in 1..<max(runs, 1) where runs > 1 {
            correlations += 2 * (count - Double(lag)) * exp(-Double(lag) / wanderRuns)
        }
        return delays + wander * wander * correlations / (count * count)
    }
}
