package import Rules

/// What is found out about a repository before its entry is decided about.
package struct RepositoryFindings: Sendable, Hashable {
    /// Whether it opens only with a token.
    package var isPrivate: Bool
    /// Whether the token that was given opens it.
    package var tokenOpens: Bool
    /// Whether licence and notice at the commit are those of the arena; nil: not looked at.
    package var isLicensed: Bool?
    /// The same on the default branch.
    package var isLicensedByDefault: Bool?
    /// Whether the source at the commit is readable; nil: not looked at.
    package var isReadable: Bool?

    /// Puts findings together.
    package init(
        isPrivate: Bool,
        tokenOpens: Bool,
        isLicensed: Bool?,
        isLicensedByDefault: Bool?,
        isReadable: Bool?
    ) {
        self.isPrivate = isPrivate
        self.tokenOpens = tokenOpens
        self.isLicensed = isLicensed
        self.isLicensedByDefault = isLicensedByDefault
        self.isReadable = isReadable
    }
}

/// Looks into the repositories that endpoints name.
package protocol RepositoryInspector: Sendable {
    /// Finds out what an entry is decided by.
    ///
    /// - Parameters:
    ///   - repository: What the endpoint answered.
    ///   - type: What the tournament is about.
    /// - Returns: What was found out.
    /// - Throws: Whatever kept it from finding out; the entry is looked at again the next time.
    func findings(of repository: TrainingRepository, for type: TournamentType) async throws -> RepositoryFindings
}

/// Takes every repository for public, licensed and readable: for rehearsals, in which none is ever fetched.
package struct UnopenedRepositories: RepositoryInspector {
    /// Makes the inspector that looks at nothing.
    package init() {}

    /// Returns that all is well.
    package func findings(
        of repository: TrainingRepository,
        for type: TournamentType
    ) async throws -> RepositoryFindings {
        RepositoryFindings(
            isPrivate: false,
            tokenOpens: repository.token != nil,
            isLicensed: true,
            isLicensedByDefault: true,
            isReadable: true
        )
    }
}
