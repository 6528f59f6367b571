package import Records
import Rules

/// One submission's life, from its commitment on.
package struct LifeView: Sendable, Codable, Hashable {
    package var submission: String
    package var committedAt: UInt64
    package var revealBlock: UInt64
    /// What happened to it, its evaluation and its title match, oldest first.
    package var events: [EventView]

    enum CodingKeys: String, CodingKey {
        case submission, events
        case committedAt = "committed_at"
        case revealBlock = "reveal_block"
    }

    /// Reads a submission's life.
    ///
    /// - Parameters:
    ///   - id: The submission.
    ///   - records: Where it is recorded.
    /// - Returns: Its life up to this moment.
    /// - Throws: `RecordsError.Code.unknownSubmission`.
    package static func read(_ id: String, records: Records) async throws -> LifeView {
        let submission = try await records.submission(id).submission
        return LifeView(
            submission: id,
            committedAt: submission.committedAt,
            revealBlock: submission.reveal.block,
            events: try await records.events(ofSubmission: id).map(EventView.init)
        )
    }
}
