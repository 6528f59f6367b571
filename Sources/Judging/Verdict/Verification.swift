package import Rules

/// Holds what the referee measured against the limits of the preset.
package enum Verification {
    /// Returns the first limit that a run's output breaks, or `nil` when it keeps them all.
    ///
    /// The global statistics come first, because they are easiest to read; the tensors follow, worst first.
    package static func firstBreach(_ statistics: RunStatistics, limits: VerificationLimits) -> Verdict? {
        guard statistics.finite, let updateError = statistics.updateError, let projection = statistics.projection else {
            return Verdict(.nonFiniteWeights, "the final weights, or the loss they lead to, are not finite numbers")
        }
        guard updateError <= limits.updateError else {
            return Verdict(
                .updateError,
                "the weights moved differently from training: the update is off by \(percent(updateError)), "
                    + "the limit is \(percent(limits.updateError))",
                numbers: ["update_error": updateError, "update_error_limit": limits.updateError]
            )
        }
        guard limits.projection.contains(projection) else {
            return Verdict(
                .projection,
                "the weights moved \(percent(projection)) of the way that training takes them, "
                    + "allowed is \(percent(limits.projection.lower)) to \(percent(limits.projection.upper))",
                numbers: bounds("projection", projection, limits.projection)
            )
        }
        return firstTensorBreach(statistics.tensors, limits: limits)
    }

    private static func firstTensorBreach(
        _ tensors: [RunStatistics.Tensor],
        limits: VerificationLimits
    ) -> Verdict? {
        // Written so that a value which is no number breaks the limit.
        let beyond = tensors.filter { !($0.updateError <= limits.tensorUpdateError) }
        if let worst = beyond.max(by: { $0.updateError < $1.updateError }) {
            return Verdict(
                .tensorUpdateError,
                "the tensor \(worst.name) moved differently from training: its update is off by "
                    + "\(percent(worst.updateError)), the limit is \(percent(limits.tensorUpdateError))",
                numbers: [
                    "tensor_update_error": worst.updateError, "tensor_update_error_limit": limits.tensorUpdateError,
                ]
            )
        }
        let band = limits.tensorProjection
        guard let worst = tensors.first(where: { !band.contains($0.projection) }) else { return nil }
        return Verdict(
            .tensorProjection,
            "the tensor \(worst.name) moved \(percent(worst.projection)) of the way that training takes it, "
                + "allowed is \(percent(band.lower)) to \(percent(band.upper))",
            numbers: bounds("tensor_projection", worst.projection, band)
        )
    }

    private static func bounds(_ name: String, _ value: Double, _ band: Band) -> [String: Double] {
        [name: value, "\(name)_lower_limit": band.lower, "\(name)_upper_limit": band.upper]
    }

    /// A share as a percentage with three significant digits, such as `4.81 %`.
    static func percent(_ share: Double) -> String {
        let value = share * 100
        guard value.isFinite, abs(value) < 1e6 else { return "\(value) %" }
        let digits = abs(value) >= 100 ? 1 : abs(value) >= 10 ? 10 : abs(value) >= 1 ? 100 : 10_000
        let rounded = (value * Double(digits)).rounded() / Double(digits)
        return "\(rounded) %"
    }
}
