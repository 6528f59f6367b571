/// What happened to a submission, as `/v1/submissions/{id}/life` tells it.
struct LifeReply: Sendable, Hashable, Codable {
    var events: [EventReply]
}
