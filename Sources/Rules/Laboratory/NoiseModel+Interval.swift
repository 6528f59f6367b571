import Glibc

extension NoiseModel {
    /// Returns where a submission's own speed lies, as its score and the machine's noise tell.
    ///
    /// The score is the median of some runs of one session, so its logarithm has the variance drift² and
    /// ``levelVariance(runs:)``; the interval is 1.96 standard deviations to either side, which covers the truth in 95 % of
    /// evaluations. Drift does not average out: more runs narrow the interval only down to it.
    ///
    /// - Parameters:
    ///   - score: The score.
    ///   - runs: The runs that it is the median of, at least 1.
    /// - Returns: The interval, in the score's unit.
    package func interval(ofScore score: Double, runs: Int) -> Band {
        let reach = exp(Self.deviations * (drift * drift + levelVariance(runs: runs)).squareRoot())
        return Band(lower: score / reach, upper: score * reach)
    }

    /// Standard deviations on either side that leave out one twentieth of the normal distribution.
    private static let deviations = 1.959_963_984_540_054
}

/// Rows of a board that their scores cannot tell apart.
package enum TieBand {
    /// Returns the tie band of each row.
    ///
    /// The best row leads the first band. Every following row whose interval overlaps the leader's belongs to it; the first
    /// that does not leads the next band.
    ///
    /// - Parameter intervals: The rows' intervals, best score first.
    /// - Returns: A number for each row, counted from 1.
    package static func numbers(_ intervals: [Band]) -> [Int] {
        var leader: Band?
        var number = 0
        return intervals.map { interval in
            if let leader, interval.upper >= leader.lower { return number }
            leader = interval
            number += 1
            return number
        }
    }
}
