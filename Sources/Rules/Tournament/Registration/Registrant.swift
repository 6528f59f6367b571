/// Somebody who answered when entries were collected, with all that was found out about the entry.
package struct Registrant: Sendable, Hashable, Codable {
    /// The hotkey, in whatever form the chain writes it.
    package var hotkey: String
    /// The coldkey that pays.
    package var coldkey: String
    /// The network address that answered.
    package var address: String
    /// The repository's address.
    package var repository: String
    /// The commit, as it was given.
    package var commit: String
    /// Whether a token was given that opens the repository.
    package var hasToken: Bool
    /// Whether the repository opens only with a token.
    package var isPrivate: Bool
    /// The data sets that were asked for.
    package var requestedDatasets: [String]
    /// Whether licence and notice at the commit are those of the arena; nil: not looked at yet.
    package var isLicensed: Bool?
    /// The same on the repository's default branch.
    package var isLicensedByDefault: Bool?
    /// Whether the source at the commit is readable; nil: not looked at yet, which is no excuse.
    package var isReadable: Bool?
    /// When the hotkey came onto the chain.
    package var registered: Moment
    /// Why there is nothing to look at, where the endpoint gave no answer; nil: it gave one.
    package var fault: RegistrationVerdict?

    /// Describes an entry.
    package init(
        hotkey: String,
        coldkey: String,
        address: String,
        repository: String,
        commit: String,
        hasToken: Bool = false,
        isPrivate: Bool = false,
        requestedDatasets: [String] = [],
        isLicensed: Bool? = true,
        isLicensedByDefault: Bool? = true,
        isReadable: Bool? = true,
        registered: Moment,
        fault: RegistrationVerdict? = nil
    ) {
        self.hotkey = hotkey
        self.coldkey = coldkey
        self.address = address
        self.repository = repository
        self.commit = commit
        self.hasToken = hasToken
        self.isPrivate = isPrivate
        self.requestedDatasets = requestedDatasets
        self.isLicensed = isLicensed
        self.isLicensedByDefault = isLicensedByDefault
        self.isReadable = isReadable
        self.registered = registered
        self.fault = fault
    }
}

/// What became of an entry, with one stable word for the reason.
package enum RegistrationVerdict: String, Sendable, Hashable, Codable {
    case admitted
    /// The endpoint says that it enters nothing of this type.
    case declined
    /// The endpoint's address is inside somebody's network, or is none.
    case privateEndpoint = "private-endpoint"
    /// The endpoint did not answer, or not in time.
    case noAnswer = "no-answer"
    /// The endpoint refused the question.
    case refusedQuestion = "refused-question"
    /// The endpoint's answer is not the one that was asked for.
    case strangeAnswer = "strange-answer"
    /// The hotkey has answered already, by an earlier entry.
    case sameHotkey = "same-hotkey"
    /// Another entry answers from this address.
    case sameAddress = "same-address"
    /// Another entry is of this account.
    case sameAccount = "same-account"
    /// Another entry is paid for by this coldkey.
    case sameColdkey = "same-coldkey"
    /// The repository's address is not `https://HOST/OWNER/NAME`.
    case strangeRepository = "strange-repository"
    /// The commit is not named as it has to be.
    case strangeCommit = "strange-commit"
    /// The repository is private and no token opens it.
    case noToken = "no-token"
    /// Licence or notice is missing or another.
    case notLicensed = "not-licensed"
    /// The source is not readable.
    case notReadable = "not-readable"
    /// The hotkey came onto the chain too late.
    case tooLate = "too-late"
    /// The coldkey does not own the hotkey, or the hotkey is not on the chain.
    case notOwner = "not-owner"
    /// The coldkey cannot pay the fee.
    case noBalance = "no-balance"
}
