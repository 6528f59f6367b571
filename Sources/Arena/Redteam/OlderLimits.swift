import Judging

/// The published limits of *Templar Crusades*, for comparison: the checks of an output that do not depend on what the
/// submission reports.
enum OlderLimits {
    /// The largest ‖W − Wref‖ / ‖Wref‖ over all weights.
    static let weightError = 0.015
    /// The largest difference of the loss from the reference's, in nats a token.
    ///
    /// There it is the reported loss, which can be anything; here it is the one recomputed from the weights.
    static let loss = 0.4
    /// The smallest share of the weights that has to change by more than 1e-6.
    static let changed = 0.75

    /// Whether they accept an output.
    static func accept(_ statistics: RunStatistics) -> Bool {
        guard statistics.finite, let error = statistics.weightError, let changed = statistics.changed,
            let loss = statistics.loss, let reference = statistics.referenceLoss
        else { return false }
        return error <= weightError && abs(loss - reference) <= Self.loss && changed >= Self.changed
    }
}
