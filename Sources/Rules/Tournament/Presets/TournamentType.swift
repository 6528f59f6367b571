/// What a tournament is about; each type has its own field, champion and share of the emission.
package enum TournamentType: String, Sendable, Hashable, Codable, CaseIterable {
    /// Language models: instruct, DPO and GRPO tasks.
    case text
    /// Diffusion models.
    case image
    /// Models that play games against each other or work in environments.
    case environment
}

/// What has to be trained in a task.
package enum TaskKind: String, Sendable, Hashable, Codable, CaseIterable {
    case instruct
    case chat
    case dpo
    case grpo
    /// Supervised training that goes on from a model of an earlier tournament.
    case continuousSFT = "continuous-sft"
    case image
    case environment

    /// Whether a larger value is the better one; otherwise the value is a loss.
    package var isHigherBetter: Bool { self == .grpo || self == .environment }
}

extension TaskKind: Comparable {
    /// Orders kinds by their text, so that draws from mixes are the same everywhere.
    package static func < (lhs: TaskKind, rhs: TaskKind) -> Bool { lhs.rawValue < rhs.rawValue }
}
