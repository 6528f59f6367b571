/// A sign of life, as `/v1/health` gives it.
struct HealthReply: Sendable, Hashable, Codable {
    var status: String
    var preset: String
}
