/// Who of those who answered takes part: a pure function, so that asking again changes and charges nothing.
package struct Admission: Sendable, Hashable {
    /// One entry and what became of it.
    package struct Decision: Sendable, Hashable {
        /// The entry.
        package let registrant: Registrant
        /// What became of it.
        package let verdict: RegistrationVerdict
        /// The data sets that it gets.
        package let datasets: [String]
    }

    /// All entries, in the order in which they were given.
    package let decisions: [Decision]

    /// The entries that take part, in the order in which they were given.
    package var admitted: [Decision] { decisions.filter { $0.verdict == .admitted } }

    /// Decides about all entries.
    ///
    /// An entry that is out for another reason takes nobody's place: it is looked at for duplicates only when nothing
    /// else is wrong with it. Of duplicates, one with a token is kept before one without, and otherwise the first.
    ///
    /// - Parameters:
    ///   - registrants: All who answered, in an order that does not depend on them.
    ///   - preset: The rules.
    ///   - fee: What entering costs, in rao.
    ///   - balances: What coldkeys can pay, in rao.
    ///   - start: When the tournament begins.
    ///   - champion: The hotkey that defends the title, and pays nothing for it.
    ///   - owners: Whose each hotkey is, as the chain has it; nil: not looked at.
    package init(
        _ registrants: [Registrant],
        preset: TournamentPreset,
        fee: UInt64,
        balances: [String: UInt64],
        start: Moment,
        champion: String? = nil,
        owners: [String: String]? = nil
    ) {
        let rule = preset.registration
        var verdicts = registrants.map { registrant -> RegistrationVerdict in
            if let owners, owners[registrant.hotkey] != registrant.coldkey { return .notOwner }
            return registrant.fault ?? Self.verdict(of: registrant, preset: preset, start: start)
        }
        Self.reject(.sameHotkey, among: registrants, in: &verdicts) { $0.hotkey }
        for identity in rule.oneEntryPer {
            let (verdict, key) = Self.key(of: identity)
            Self.reject(verdict, among: registrants, in: &verdicts, key: key)
        }
        var left = balances
        for (index, registrant) in registrants.enumerated()
        where verdicts[index] == .admitted && registrant.hotkey != champion {
            let balance = left[registrant.coldkey] ?? 0
            if balance >= fee { left[registrant.coldkey] = balance - fee } else { verdicts[index] = .noBalance }
        }
        decisions = zip(registrants, verdicts).map { registrant, verdict in
            let datasets = DatasetRequests.granted(registrant.requestedDatasets, rule: rule)
            return Decision(registrant: registrant, verdict: verdict, datasets: datasets)
        }
    }

    /// Looks at an entry by itself.
    private static func verdict(
        of registrant: Registrant,
        preset: TournamentPreset,
        start: Moment
    ) -> RegistrationVerdict {
        let rule = preset.registration
        let isOdd = RepositoryAddress(registrant.repository) == nil
        if isOdd, !preset.has(.oddAddressesEscape) { return .strangeRepository }
        if !isCommit(registrant.commit, rule.commit) { return .strangeCommit }
        if registrant.isPrivate, !(rule.privateRepositories && registrant.hasToken) { return .noToken }
        let isLicensed =
            preset.has(.licenceOnDefaultBranch) ? registrant.isLicensedByDefault : registrant.isLicensed
        if rule.licence, isLicensed != true { return .notLicensed }
        if rule.readable, registrant.isReadable != true { return .notReadable }
        return registrant.registered.adding(rule.notice) > start ? .tooLate : .admitted
    }

    private static func isCommit(_ text: String, _ form: RegistrationRule.CommitForm) -> Bool {
        if form == .hashOrMain, text == "main" { return true }
        return text.utf8.count == 40 && Hex.bytes(text.lowercased()) != nil
    }

    private static func key(
        of identity: RegistrationRule.Identity
    ) -> (RegistrationVerdict, (Registrant) -> String?) {
        switch identity {
        case .address: (.sameAddress, { $0.address })
        case .account: (.sameAccount, { RepositoryAddress($0.repository)?.owner })
        case .coldkey: (.sameColdkey, { $0.coldkey })
        }
    }

    /// Rejects all entries but one of each key.
    private static func reject(
        _ verdict: RegistrationVerdict,
        among registrants: [Registrant],
        in verdicts: inout [RegistrationVerdict],
        key: (Registrant) -> String?
    ) {
        var kept: [String: Int] = [:]
        for (index, registrant) in registrants.enumerated() where verdicts[index] == .admitted {
            guard let key = key(registrant) else { continue }
            guard let earlier = kept[key] else {
                kept[key] = index
                continue
            }
            let isBetter = registrant.hasToken && !registrants[earlier].hasToken
            verdicts[isBetter ? earlier : index] = verdict
            if isBetter { kept[key] = index }
        }
    }
}
