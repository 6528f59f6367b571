/// Who may enter a tournament.
package struct RegistrationRule: Sendable, Hashable, Codable {
    /// What only one entry may have.
    package enum Identity: String, Sendable, Hashable, Codable {
        /// The network address that the entrant answers from.
        case address
        /// The owner in the repository's address.
        case account
        /// The coldkey that pays.
        case coldkey
    }

    /// How a commit may be named.
    package enum CommitForm: String, Sendable, Hashable, Codable {
        /// By its 40 hexadecimal digits.
        case hash
        /// Also by `main`, whatever that is at the time.
        case hashOrMain = "hash-or-main"
    }

    /// What only one entry may have, in the order in which duplicates are looked for.
    package var oneEntryPer: [Identity]
    /// How a commit may be named.
    package var commit: CommitForm
    /// Whether licence and notice must be those of the arena.
    package var licence: Bool
    /// Whether the source must be readable.
    package var readable: Bool
    /// Whether a private repository may be entered with a token.
    package var privateRepositories: Bool
    /// How many data sets an entrant may ask for.
    package var requestedDatasets: Int
    /// The data sets that may be asked for.
    package var datasets: [String]
    /// How long before its start a hotkey must have been on the chain.
    package var notice: Seconds
    /// How long a tournament waits for its smallest field before it is cancelled.
    package var patience: Seconds

    enum CodingKeys: String, CodingKey {
        case oneEntryPer = "one_entry_per"
        case commit, licence, readable, datasets
        case privateRepositories = "private_repositories"
        case requestedDatasets = "requested_datasets"
        case notice = "notice_seconds"
        case patience = "patience_seconds"
    }
}

/// How often work is tried again that failed through no fault of a competitor.
package struct RetryRule: Sendable, Hashable, Codable {
    /// How often one competitor's part of a task is tried again after the machinery failed.
    package var infrastructure: Int
    /// How often a task is replaced by a fresh one that can be done.
    package var task: Int
}
