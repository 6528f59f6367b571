package import FoundationEssentials

/// What a competitor's endpoint answers when it is asked what it enters.
package struct TrainingRepository: Sendable, Hashable {
    /// The repository's address.
    package var repository: String
    /// The commit.
    package var commit: String
    /// What opens the repository where it is private.
    package var token: RepositoryToken?
    /// The data sets that are asked for.
    package var requestedDatasets: [String]

    /// Describes an answer.
    package init(
        repository: String,
        commit: String,
        token: RepositoryToken? = nil,
        requestedDatasets: [String] = []
    ) {
        self.repository = repository
        self.commit = commit
        self.token = token
        self.requestedDatasets = requestedDatasets
    }

    /// The most bytes that an address, a commit, a token and the name of a data set may have.
    private static let longest = 300
    /// The most data sets that may be asked for; how many are granted is another matter.
    private static let mostDatasets = 30

    private struct Wire: Codable {
        var github_repo: String
        var commit_hash: String
        var github_token: String?
        var requested_datasets: [String]?

        func encode(to encoder: any Encoder) throws {
            // Readers of old expect all four keys.
            var container = encoder.container(keyedBy: CodingKeys.self)
            try container.encode(github_repo, forKey: .github_repo)
            try container.encode(commit_hash, forKey: .commit_hash)
            try container.encode(github_token, forKey: .github_token)
            try container.encode(requested_datasets, forKey: .requested_datasets)
        }
    }

    /// Reads an answer: nil when it is not a JSON object with an address and a commit, or something in it is too long.
    ///
    /// Keys that are not known are passed over; the token and the data sets may be missing.
    package init?(_ data: Data) {
        guard let wire = try? JSONDecoder().decode(Wire.self, from: data) else { return nil }
        let datasets = wire.requested_datasets ?? []
        let texts = [wire.github_repo, wire.commit_hash, wire.github_token ?? ""] + datasets
        guard datasets.count <= Self.mostDatasets, texts.allSatisfy({ $0.utf8.count <= Self.longest }) else {
            return nil
        }
        let token = wire.github_token.flatMap { $0.isEmpty ? nil : RepositoryToken($0) }
        self.init(
            repository: wire.github_repo,
            commit: wire.commit_hash,
            token: token,
            requestedDatasets: datasets
        )
    }

    /// The answer as it is sent.
    package var body: Data {
        let wire = Wire(
            github_repo: repository,
            commit_hash: commit,
            github_token: token?.secret,
            requested_datasets: requestedDatasets.isEmpty ? nil : requestedDatasets
        )
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        guard let data = try? encoder.encode(wire) else { preconditionFailure("texts encode") }
        return data
    }
}

/// What opens a private repository; it cannot be encoded, and nothing prints it.
package struct RepositoryToken: Sendable, Hashable, CustomStringConvertible, CustomDebugStringConvertible,
    CustomReflectable
{
    /// The token itself, for the one request that needs it.
    let secret: String

    /// Takes a token in.
    package init(_ secret: String) {
        self.secret = secret
    }

    /// That there is a token.
    package var description: String { "a token (not shown)" }
    /// That there is a token.
    package var debugDescription: String { description }
    /// Shows nothing.
    package var customMirror: Mirror { Mirror(self, children: []) }
}
