/// How far the output of one run is from the reference's, as the referee computed it.
///
/// With Δ the change of the weights over the run, the update error is ‖Δ − Δref‖ / ‖Δref‖ and the projection
/// ⟨Δ, Δref⟩ / ⟨Δref, Δref⟩; both are 0-based shares without unit. Losses are in nats a token.
package struct RunStatistics: Sendable, Hashable, Codable {
    /// The same two statistics for one tensor.
    package struct Tensor: Sendable, Hashable, Codable {
        /// The parameter's name in the model.
        package var name: String
        package var updateError: Double
        package var projection: Double
        package var firstMomentError: Double?
        package var secondMomentError: Double?

        enum CodingKeys: String, CodingKey {
            case name, projection
            case updateError = "update_error"
            case firstMomentError = "first_moment_error"
            case secondMomentError = "second_moment_error"
        }
    }

    /// The row of an embedding whose update is furthest from the reference's.
    package struct WorstRow: Sendable, Hashable, Codable {
        package var tensor: String
        package var row: Int
        /// The row's update error, measured against a typical row's update where its own is smaller.
        package var worst: Double
    }

    /// Whether every value is a finite number; the others are missing when it is not.
    package var finite: Bool
    package var updateError: Double?
    package var projection: Double?
    /// Relative error of the optimizer's first moments, and of the square roots of its second ones.
    package var firstMomentError: Double?
    package var secondMomentError: Double?
    /// ‖W − Wref‖ / ‖Wref‖ with W the final weights: what the older systems test, for comparison.
    package var weightError: Double?
    /// The share of the weights that the run has changed by more than 1e-6.
    package var changed: Double?
    /// The worst row of the embeddings.
    package var rows: WorstRow?
    /// The loss of the output's weights on data that no contestant sees, recomputed by the referee.
    package var loss: Double?
    /// The loss of the reference's weights on the same data.
    package var referenceLoss: Double?
    package var tensors: [Tensor]

    enum CodingKeys: String, CodingKey {
        case finite, projection, changed, loss, tensors, rows
        case weightError = "weight_error"
        case firstMomentError = "first_moment_error"
        case secondMomentError = "second_moment_error"
        case updateError = "update_error"
        case referenceLoss = "reference_loss"
    }
}

extension RunStatistics {
    /// The same with those tensors only that come closest to a limit: the largest update error, the smallest and the
    /// largest projection, the largest error of the first moments.
    package var condensed: RunStatistics {
        let names = [
            tensors.max { $0.updateError < $1.updateError }, tensors.min { $0.projection < $1.projection },
            tensors.max { $0.projection < $1.projection },
            tensors.max { ($0.firstMomentError ?? 0) < ($1.firstMomentError ?? 0) },
        ].compactMap { $0?.name }
        var copy = self
        copy.tensors = tensors.filter { names.contains($0.name) }
        return copy
    }
}
