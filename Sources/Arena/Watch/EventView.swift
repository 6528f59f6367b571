package import Records
package import Rules

/// Something that happened in the arena, as it is published.
package struct EventView: Sendable, Codable, Hashable {
    /// The number of the event, ascending.
    package var sequence: Int64
    /// When it was recorded, in milliseconds since 1970.
    package var atMilliseconds: Int64
    /// What happened, such as `submission.revealed`.
    package var kind: String
    /// What it happened to: the id of a submission, epoch, evaluation or match, or a hotkey.
    package var subject: String
    package var details: JSONValue

    enum CodingKeys: String, CodingKey {
        case sequence, kind, subject, details
        case atMilliseconds = "at_ms"
    }

    /// Tells of an event.
    package init(_ event: Event) {
        sequence = event.sequence
        atMilliseconds = event.atMilliseconds
        kind = event.kind.rawValue
        subject = event.subject
        details = event.details
    }
}
