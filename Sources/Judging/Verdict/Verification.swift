package import Rules

/// Holds what the referee measured against the limits of the preset.
package enum Verification {
    /// Returns the first limit that a run's output breaks, or `nil` when it keeps them all.
    ///
    /// What concerns the whole model comes first, because it is easiest to read; then single tensors and rows. A limit
    /// that the preset does not set is not looked at. A value that is missing, or no number, breaks its limit.
    package static func firstBreach(_ statistics: RunStatistics, limits: VerificationLimits) -> Verdict? {
        guard statistics.finite, let updateError = statistics.updateError, let projection = statistics.projection else {
            return Verdict(
                .nonFiniteWeights,
                "the final weights, the optimizer's moments, or the loss they lead to, are not finite numbers"
            )
        }
        return breach(.updateError, "the weights", updateError, limits.updateError)
            ?? breach(.projection, "the weights", projection, limits.projection)
            ?? breach(.firstMoment, statistics.firstMomentError, limits.firstMomentError)
            ?? breach(.secondMoment, statistics.secondMomentError, limits.secondMomentError)
            ?? firstTensorBreach(statistics, limits: limits)
    }

    private static func firstTensorBreach(_ statistics: RunStatistics, limits: VerificationLimits) -> Verdict? {
        let tensors = statistics.tensors
        // Written so that a value which is no number counts as beyond its limit.
        if let worst = tensors.filter({ !($0.updateError <= limits.tensorUpdateError) })
            .max(by: { $0.updateError < $1.updateError })
        {
            return breach(.tensorUpdateError, "the tensor \(worst.name)", worst.updateError, limits.tensorUpdateError)
        }
        if let odd = tensors.first(where: { !limits.tensorProjection.contains($0.projection) }) {
            return breach(.tensorProjection, "the tensor \(odd.name)", odd.projection, limits.tensorProjection)
        }
        if let limit = limits.tensorFirstMomentError,
            let odd = tensors.first(where: { !(($0.firstMomentError ?? .nan) <= limit) })
        {
            return breach(.tensorFirstMoment, odd.firstMomentError, limit, of: "the tensor \(odd.name)")
        }
        guard let limit = limits.rowUpdateError else { return nil }
        guard let row = statistics.rows else { return breach(.rowUpdateError, nil, limit) }
        return breach(.rowUpdateError, "row \(row.row) of \(row.tensor)", row.worst, limit)
    }

    /// Something moved differently from training.
    private static func breach(_ code: VerdictCode, _ what: String, _ error: Double, _ limit: Double) -> Verdict? {
        guard !(error <= limit) else { return nil }
        return Verdict(
            code,
            "\(what) moved differently from training: the update is off by \(percent(error)), "
                + "the limit is \(percent(limit))",
            numbers: [code.rawValue: error, "\(code.rawValue)_limit": limit]
        )
    }

    /// Something moved too far or not far enough.
    private static func breach(_ code: VerdictCode, _ what: String, _ share: Double, _ band: Band) -> Verdict? {
        guard !band.contains(share) else { return nil }
        return Verdict(
            code,
            "\(what) moved \(percent(share)) of the way that training goes, "
                + "allowed is \(percent(band.lower)) to \(percent(band.upper))",
            numbers: [
                code.rawValue: share, "\(code.rawValue)_lower_limit": band.lower,
                "\(code.rawValue)_upper_limit": band.upper,
            ]
        )
    }

    /// The optimizer remembers other gradients than training has.
    private static func breach(
        _ code: VerdictCode,
        _ error: Double?,
        _ limit: Double?,
        of what: String = "the whole model"
    ) -> Verdict? {
        guard let limit else { return nil }
        guard let error else { return Verdict(code, "the referee could not measure the moments of \(what)") }
        guard !(error <= limit) else { return nil }
        return Verdict(
            code,
            "the optimizer's moments of \(what) are off by \(percent(error)), the limit is \(percent(limit))",
            numbers: [code.rawValue: error, "\(code.rawValue)_limit": limit]
        )
    }

    /// A share as a percentage with about three significant digits, such as `4.81 %`.
    static func percent(_ share: Double) -> String {
        let value = share * 100
        guard value.isFinite, abs(value) < 1e6 else { return "\(value) %" }
        let digits: Double = abs(value) >= 100 ? 1 : abs(value) >= 10 ? 10 : abs(value) >= 1 ? 100 : 10_000
        return "\((value * digits).rounded() / digits) %"
    }
}
