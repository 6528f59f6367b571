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

    enum CodingKeys: String, CodingKey {
        case projection
        case updateError = "update_error"
        case tensorUpdateError = "tensor_update_error"
        case tensorProjection = "tensor_projection"
    }
}
