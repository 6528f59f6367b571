/// How much a machine's times vary when the code does not.
///
/// The logarithm of a run's time is the sum of what the code needs, the session's level, a slow movement within the
/// session, the run's own noise, and, for some runs, a delay:
///
/// ```
/// log t = code + drift·N(0,1) + wander·W(run) + noise·N(0,1) + [with probability slow_share] Exp(mean slow_by)
/// ```
///
/// W is a stationary Gaussian movement whose correlation between two runs that lie k apart is exp(-k / wander_runs). All
/// sizes are natural logarithms: 0.01 is one per cent of the time.
package struct NoiseModel: Sendable, Hashable, Codable {
    /// The standard deviation of a session's level; one evaluation or one match is a session.
    package var drift: Double
    /// The standard deviation of a run's own noise.
    package var noise: Double
    /// The share of runs that are delayed, from 0 to 1.
    package var slowShare: Double
    /// The mean of their delays.
    package var slowBy: Double
    /// The standard deviation of the slow movement within a session.
    package var wander: Double
    /// After how many runs its correlation has fallen to 1/e.
    package var wanderRuns: Double
    /// The logarithms of the ratio of a pair's times, as recorded where both sides train in turn.
    ///
    /// Runs that are cut into slices share what the machine does, which the sum above does not say. Under rules with slices,
    /// simulated pairs are drawn from these, with either sign.
    package var pairRatios: [Double]?

    /// Makes a model.
    ///
    /// - Parameters:
    ///   - drift: The standard deviation of a session's level.
    ///   - noise: The standard deviation of a run's own noise.
    ///   - slowShare: The share of runs that are delayed.
    ///   - slowBy: The mean of their delays.
    ///   - wander: The standard deviation of the slow movement within a session.
    ///   - wanderRuns: After how many runs its correlation has fallen to 1/e.
    package init(
        drift: Double,
        noise: Double,
        slowShare: Double = 0,
        slowBy: Double = 0,
        wander: Double = 0,
        wanderRuns: Double = 1
    ) {
        self.drift = drift
        self.noise = noise
        self.slowShare = slowShare
        self.slowBy = slowBy
        self.wander = wander
        self.wanderRuns = wanderRuns
    }

    enum CodingKeys: String, CodingKey {
        case drift, noise, wander
        case slowShare = "slow_share"
        case slowBy = "slow_by"
        case wanderRuns = "wander_runs"
        case pairRatios = "pair_ratios"
    }

    /// What is assumed where nothing was measured: 1 % between sessions, 0.5 % between runs, one run in twenty delayed by
    /// 3 % on average.
    ///
    /// It is a round number for a quiet machine of one's own, not a measurement.
    package static let assumed = NoiseModel(drift: 0.01, noise: 0.005, slowShare: 0.05, slowBy: 0.03)

    /// Whether every number makes sense: sizes from 0 to 1, a share from 0 to 1, a length above 0.
    package var isSound: Bool {
        [drift, noise, slowShare, slowBy, wander].allSatisfy { (0...1).contains($0) }
            && wanderRuns.isFinite && wanderRuns > 0 && (pairRatios ?? [0]).allSatisfy { abs($0) <= 1 }
            && pairRatios?.isEmpty != true
    }
}
