/// One thing that a machine can or cannot do.
struct Capability: Codable, Sendable {
    enum State: String, Codable {
        /// Works as it should.
        case ok
        /// Works less well than it should; `detail` says how.
        case degraded
        /// Does not work, and Tiltyard does not without it.
        case missing
        /// Is not there, and is not needed.
        case absent
    }

    /// A stable word to script against.
    var name: String
    var state: State
    /// What was found, in words.
    var detail: String
    /// Whether scores measured here may be ranked in spite of it.
    var forbidsRanking = false

    enum CodingKeys: String, CodingKey {
        case name, state, detail
        case forbidsRanking = "forbids_ranking"
    }
}
