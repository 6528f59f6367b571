import Glibc

/// A noise model found from runs of one and the same code.
///
/// - The delayed runs: see ``DelayedRuns``.
/// - The noise of a run and the slow movement: see ``Variogram``.
/// - The drift: the variance of the sessions' medians, less what noise and movement alone would give them, see
///   ``NoiseModel/levelVariance(runs:)``.
package struct NoiseFit: Sendable, Hashable, Codable {
    /// The model.
    package let noise: NoiseModel
    /// The sessions that it comes from.
    package let sessions: Int
    /// Their runs.
    package let runs: Int
    /// The standard error of the drift as a fraction of it, 1/√(2(sessions - 1)).
    package let driftError: Double
    /// The spread of the logarithm of the ratio of a pair's times; nil when there are no pairs.
    package let pairSpread: Double?
    /// The plain standard deviation of the same; where it is much larger, single runs went far astray.
    package let pairDeviation: Double?
    /// What the model says the spread is.
    package let modelledPairSpread: Double
    /// By how much the second run of a pair took longer than the first, the median as a logarithm.
    package let secondRun: Double?
    /// By how much the slowest run was slower than its session's median, as a logarithm.
    package let slowest: Double

    enum CodingKeys: String, CodingKey {
        case noise, sessions, runs, slowest
        case driftError = "drift_error"
        case pairSpread = "pair_spread"
        case pairDeviation = "pair_deviation"
        case modelledPairSpread = "modelled_pair_spread"
        case secondRun = "second_run"
    }

    /// Why no model can be found.
    package enum Problem: Error, Sendable, Hashable, CustomStringConvertible {
        /// There are too few sessions to tell the drift between them.
        case tooFewSessions(Int)
        /// No session is long enough, or all together are too short, to tell the noise within them.
        case tooFewRuns(Int)
        /// A time is not a number above zero.
        case badTime(session: String)

        /// One sentence.
        package var description: String {
            switch self {
            case .tooFewSessions(let count): "two sessions or more are needed to tell a drift, and there are \(count)"
            case .tooFewRuns(let count): "\(NoiseFit.fewestRuns) runs or more are needed, and there are \(count)"
            case .badTime(let session): "a time of \(session) is not above zero"
            }
        }
    }

    /// The least number of runs, all sessions together.
    package static let fewestRuns = 20

    /// Finds a model.
    ///
    /// - Parameter sessions: Runs of one and the same code; sessions without runs are left out.
    /// - Throws: A ``Problem`` when there are too few.
    package init(_ sessions: [RecordedSession]) throws(Problem) {
        let sessions = sessions.filter { !$0.times.isEmpty }
        for session in sessions where !session.times.allSatisfy(\.isFinite) { throw .badTime(session: session.name) }
        let times = sessions.map(\.times)
        runs = times.reduce(0) { $0 + $1.count }
        guard sessions.count >= 2 else { throw .tooFewSessions(sessions.count) }
        guard runs >= Self.fewestRuns, times.contains(where: { $0.count > 3 }) else { throw .tooFewRuns(runs) }
        let delayed = DelayedRuns(times)
        let within = Variogram(times, slowShare: delayed.share).fit()
        var noise = NoiseModel(
            drift: 0,
            noise: within.noise.squareRoot(),
            slowShare: delayed.share,
            slowBy: delayed.by,
            wander: within.wander.squareRoot(),
            wanderRuns: within.length
        )
        let levels = times.map(\.median)
        let expected = times.reduce(0) { $0 + noise.levelVariance(runs: $1.count) } / Double(times.count)
        noise.drift = max(0, levels.variance - expected).squareRoot()
        let sliced = sessions.filter(\.isSliced).flatMap { Self.pairs($0.times) }
        if !sliced.isEmpty { noise.pairRatios = sliced }
        self.noise = noise
        self.sessions = sessions.count
        driftError = 1 / Double(2 * (sessions.count - 1)).squareRoot()
        let pairs = sessions.filter(\.isPaired).flatMap { Self.pairs($0.times) }
        pairSpread = pairs.isEmpty ? nil : Variogram.spread(pairs.map(abs), slowShare: delayed.share)
        pairDeviation = pairs.isEmpty ? nil : pairs.variance.squareRoot()
        secondRun = pairs.isEmpty ? nil : pairs.median
        modelledPairSpread = noise.pairSpread
        slowest = zip(times, levels).flatMap { times, level in times.map { $0 - level } }.max() ?? 0
    }

    /// By how much the second run of each pair took longer than the first.
    private static func pairs(_ times: [Double]) -> [Double] {
        stride(from: 0, to: times.count - 1, by: 2).map { times[$0 + 1] - times[$0] }
    }
}
