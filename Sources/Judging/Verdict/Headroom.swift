package import Rules

/// How near a submission came to one limit, in the run in which it came nearest.
package struct Headroom: Sendable, Hashable, Codable {
    /// The verdict's code that a breach of this limit has.
    package var check: VerdictCode
    /// What was measured; of a projection the distance from 1.
    package var measured: Double
    /// What is allowed; of a projection the distance from 1 as well.
    package var limit: Double

    /// How many times the measured value fits into the limit; below 1 it is broken.
    package var factor: Double { measured > 0 ? limit / measured : .infinity }

    enum CodingKeys: String, CodingKey {
        case check, measured, limit
    }

    /// Returns the checks that some limits ask for, in the order in which they are made.
    ///
    /// - Parameters:
    ///   - runs: What the referee measured, a run each.
    ///   - limits: The limits.
    /// - Returns: One a check. A check for which no run has a value is left out.
    package static func list(_ runs: [RunStatistics], limits: VerificationLimits) -> [Headroom] {
        func worst(_ check: VerdictCode, _ limit: Double?, _ value: (RunStatistics) -> Double?) -> Headroom? {
            guard let limit, let most = runs.compactMap(value).max() else { return nil }
            return Headroom(check: check, measured: most, limit: limit)
        }
        func tensors(_ value: @escaping (RunStatistics.Tensor) -> Double?) -> (RunStatistics) -> Double? {
            { $0.tensors.compactMap(value).max() }
        }
        return [
            worst(.updateError, limits.updateError) { $0.updateError },
            worst(.projection, limits.projection.reach) { $0.projection.map { abs($0 - 1) } },
            worst(.firstMoment, limits.firstMomentError) { $0.firstMomentError },
            worst(.secondMoment, limits.secondMomentError) { $0.secondMomentError },
            worst(.tensorUpdateError, limits.tensorUpdateError, tensors { $0.updateError }),
            worst(.tensorProjection, limits.tensorProjection.reach, tensors { abs($0.projection - 1) }),
            worst(.tensorFirstMoment, limits.tensorFirstMomentError, tensors { $0.firstMomentError }),
            worst(.rowUpdateError, limits.rowUpdateError) { $0.rows?.worst },
        ]
        .compactMap(\.self)
    }
}

extension Band {
    /// The distance from 1 that is allowed on both sides.
    fileprivate var reach: Double { min(upper - 1, 1 - lower) }
}
