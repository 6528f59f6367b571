/// How far a contestant's update may be from the reference's.
///
/// The update is final weights minus initial weights. The numbers come from calibration: honest and dishonest runs of
/// the same workload in the same precision class.
package struct VerificationLimits: Sendable, Hashable, Codable {
    /// The largest norm of the difference of the two updates, as a fraction of the norm of the reference's.
    package var updateError: Double
    /// Where the projection of the update on the reference's must lie; 1 is exact.
    package var projection: Band
    /// The largest update error of any one tensor.
    package var tensorUpdateError: Double
    /// Where the projection of every one tensor must lie.
    package var tensorProjection: Band
    /// The largest relative error of the optimizer's first moments, for contracts that hand the optimizer out.
    package var firstMomentError: Double?
    /// The largest relative error of the square roots of its second moments.
    package var secondMomentError: Double?
    /// The largest relative error of the first moments of any one tensor.
    package var tensorFirstMomentError: Double?
    /// The largest update error of any one row of an embedding.
    package var rowUpdateError: Double?
    /// The SHA-256 of the calibration that the limits come from; without it they are somebody's choice.
    package var calibration: String?

    enum CodingKeys: String, CodingKey {
        case projection, calibration
        case updateError = "update_error"
        case tensorUpdateError = "tensor_update_error"
        case tensorProjection = "tensor_projection"
        case firstMomentError = "first_moment_error"
        case secondMomentError = "second_moment_error"
        case tensorFirstMomentError = "tensor_first_moment_error"
        case rowUpdateError = "row_update_error"
    }
}
