import Testing

@testable import Rules

@Suite struct AdmissionTests {
    private static let preset = TournamentPreset.shipped("god-2026")
    private static let commit = String(repeating: "ab", count: 20)
    private static let start = Moment(1_782_136_800)

    private static func registrant(
        _ name: String,
        address: String? = nil,
        owner: String? = nil,
        change: (inout Registrant) -> Void = { _ in }
    ) -> Registrant {
        var registrant = Registrant(
            hotkey: name,
            coldkey: "cold-\(name)",
            address: address ?? "address of \(name)",
            repository: "https://example.org/\(owner ?? "owner-\(name)")/trainer",
            commit: commit,
            registered: Moment(0)
        )
        change(&registrant)
        return registrant
    }

    private static func admit(
        _ registrants: [Registrant],
        preset: TournamentPreset = AdmissionTests.preset,
        balances: [String: UInt64]? = nil
    ) -> Admission {
        let rich = Dictionary(registrants.map { ($0.coldkey, UInt64(10_000_000_000)) }) { first, _ in first }
        return Admission(
            registrants,
            preset: preset,
            fee: 250_000_000,
            balances: balances ?? rich,
            start: start
        )
    }

    struct Case: CustomTestStringConvertible, Sendable {
        let verdict: RegistrationVerdict
        let change: @Sendable (inout Registrant) -> Void
        var testDescription: String { verdict.rawValue }
    }

    @Test(arguments: [
        Case(verdict: .admitted) { _ in },
        Case(verdict: .admitted) { $0.commit = $0.commit.uppercased() },
        Case(verdict: .admitted) { $0.repository += ".git/" },
        Case(verdict: .strangeRepository) { $0.repository = "git@example.org:a/b" },
        Case(verdict: .strangeRepository) { $0.repository = "https://example.org/a" },
        Case(verdict: .strangeRepository) { $0.repository = "https://token@example.org/a/b" },
        Case(verdict: .strangeRepository) { $0.repository = "https://example.org/a/--upload-pack=x" },
        Case(verdict: .strangeRepository) { $0.repository = "file:///etc/passwd" },
        Case(verdict: .strangeRepository) { $0.repository = "https://example.org/../b" },
        Case(verdict: .strangeRepository) { $0.repository = "https://example.org/a/...git" },
        Case(verdict: .strangeRepository) { $0.repository = "https://example.org/a/%2e%2e" },
        Case(verdict: .strangeRepository) { $0.repository = "https://example.org/a/b#c" },
        Case(verdict: .strangeRepository) { $0.repository = "https://-example.org/a/b" },
        Case(verdict: .noAnswer) { $0.fault = .noAnswer },
        Case(verdict: .strangeCommit) { $0.commit = "main" },
        Case(verdict: .strangeCommit) { $0.commit = String($0.commit.dropLast()) },
        Case(verdict: .strangeCommit) { $0.commit = String(repeating: "g", count: 40) },
        Case(verdict: .noToken) { $0.isPrivate = true },
        Case(verdict: .notLicensed) { $0.isLicensed = false },
        Case(verdict: .notLicensed) { $0.isLicensed = nil },
        Case(verdict: .notReadable) { $0.isReadable = nil },
        Case(verdict: .tooLate) { $0.registered = Moment(1_782_136_800 - 3599) },
        Case(verdict: .admitted) { $0.registered = Moment(1_782_136_800 - 3600) },
    ])
    func looksAtEveryEntry(item: Case) {
        let admission = Self.admit([Self.registrant("a", change: item.change)])
        #expect(admission.decisions.map(\.verdict) == [item.verdict])
    }

    @Test func theOldGuideTakesMain() {
        let entry = Self.registrant("a") {
            $0.commit = "main"; $0.isLicensed = nil
        }
        #expect(Self.admit([entry], preset: .shipped("god-2025")).admitted.count == 1)
    }

    /// The reference passes over address first and account second; of duplicates it keeps one with a token.
    @Test func keepsOneEntryOfAnAddressAndOfAnAccount() {
        let entries = [
            Self.registrant("a", address: "1", owner: "one"),
            Self.registrant("b", address: "1", owner: "Two") { $0.hasToken = true },
            Self.registrant("c", address: "2", owner: "two"),
            Self.registrant("d", address: "3", owner: "three"),
            Self.registrant("e", address: "4", owner: "three") { $0.hasToken = true },
        ]
        let verdicts = Self.admit(entries).decisions.map(\.verdict)
        #expect(verdicts == [.sameAddress, .admitted, .sameAccount, .sameAccount, .admitted])
    }

    @Test func oneColdkeyIsOneEntrantInOurOwnRules() {
        let entries = ["a", "b"].map { Self.registrant($0) { $0.coldkey = "cold" } }
        #expect(Self.admit(entries).admitted.count == 2)
        let own = Self.admit(entries, preset: .shipped("tournament-open")).decisions.map(\.verdict)
        #expect(own == [.admitted, .sameColdkey])
    }

    @Test func anEntryThatIsOutTakesNobodysPlace() {
        let entries = [
            Self.registrant("a", address: "1") { $0.commit = "main" }, Self.registrant("b", address: "1"),
        ]
        #expect(Self.admit(entries).decisions.map(\.verdict) == [.strangeCommit, .admitted])
    }

    @Test func aBalancePaysForAsManyAsItCovers() {
        let entries = ["a", "b", "c"].map { Self.registrant($0) { $0.coldkey = "cold" } }
        let admission = Self.admit(entries, balances: ["cold": 500_000_000])
        #expect(admission.decisions.map(\.verdict) == [.admitted, .admitted, .noBalance])
        #expect(Self.admit(entries, balances: [:]).admitted.isEmpty)
    }

    /// He pays nothing, so nobody else of his coldkey may be told that the balance is used up.
    @Test func theChampionUsesUpNoBalance() {
        let entries = ["boss", "b", "c"].map { Self.registrant($0) { $0.coldkey = "cold" } }
        let admission = Admission(
            entries,
            preset: Self.preset,
            fee: 250_000_000,
            balances: ["cold": 250_000_000],
            start: Self.start,
            champion: "boss"
        )
        #expect(admission.decisions.map(\.verdict) == [.admitted, .admitted, .noBalance])
    }

    /// Who names another's coldkey would have another pay.
    @Test func onlyTheOwnerOfAHotkeyPaysForIt() {
        let entries = ["a", "b", "c"].map { Self.registrant($0) }
        let admission = Admission(
            entries,
            preset: Self.preset,
            fee: 0,
            balances: [:],
            start: Self.start,
            owners: ["a": "cold-a", "b": "cold-a"]
        )
        #expect(admission.decisions.map(\.verdict) == [.admitted, .notOwner, .notOwner])
    }

    @Test func oddAddressesEscapeOnlyByRequest() {
        let entries = ["a", "b"].map { Self.registrant($0) { $0.repository = "https://example.org/alone" } }
        #expect(Self.admit(entries).admitted.isEmpty)
        #expect(Self.admit(entries, preset: Self.preset.with(.oddAddressesEscape)).admitted.count == 2)
    }

    @Test func licencesAreLookedForElsewhereOnlyByRequest() {
        let entry = Self.registrant("a") { $0.isLicensed = false }
        #expect(Self.admit([entry]).admitted.isEmpty)
        #expect(Self.admit([entry], preset: Self.preset.with(.licenceOnDefaultBranch)).admitted.count == 1)
    }

    @Test func aHotkeyEntersOnce() {
        let entries = [
            Self.registrant("a"),
            Self.registrant("a") {
                $0.address = "other"; $0.repository += "2"
            },
        ]
        #expect(Self.admit(entries).decisions.map(\.verdict) == [.admitted, .sameHotkey])
    }

    @Test func grantsDatasetsOfTheListOnly() {
        let rule = Self.preset.registration
        let table = TournamentVectors.rounds["whitelist"]
        let asked = ["SoelMgd/Poker_Dataset", "bogus/set", "RZ412/PokerBench", "albarji/ballmatro"]
        #expect(DatasetRequests.granted(asked, rule: rule) == table?["3 requested 1 bogus"]?.texts)
        #expect(DatasetRequests.granted([], rule: rule) == table?["none"]?.texts)
        let twice = ["RZ412/PokerBench", "RZ412/PokerBench", "albarji/ballmatro"]
        #expect(DatasetRequests.granted(twice, rule: rule) == ["RZ412/PokerBench", "albarji/ballmatro"])
        #expect(rule.datasets.count == 12)
    }

    @Test func joinsCopiesAsPublished() throws {
        let table = try #require(TournamentVectors.rounds["dedup_cluster"])
        let clusters = DuplicateClusters(pairs: [("a", "b"), ("b", "c"), ("d", "e")])
        #expect(clusters.clusters == table["pairs a-b,b-c,d-e"]?.elements.map(\.texts))
        let one = DuplicateClusters(pairs: [("a", "b"), ("b", "c")])
        #expect(one.flagged(sparing: nil) == table["flag no boss (ALL members flagged incl. original)"]?.texts)
        #expect(one.flagged(sparing: "b") == ["a", "c"])
        let representatives = DuplicateClusters(pairs: [("b", "c")]).representatives(
            of: ["a", "b", "c", "d"],
            preferring: nil
        )
        #expect(representatives == table["T2 representatives"]?.texts)
    }

    @Test func theEarliestOfCopiesStays() {
        let clusters = DuplicateClusters(pairs: [("a", "b"), ("b", "c"), ("d", "e")])
        let seen = ["c": Moment(1), "a": Moment(2), "e": Moment(5)]
        #expect(clusters.copies(firstSeen: seen, sparing: nil) == ["a", "b", "d"])
        #expect(clusters.copies(firstSeen: seen, sparing: "a") == ["b", "c", "d"])
    }

    @Test func namesModelsAsPublished() {
        let expected = TournamentVectors.rounds["model_anonymizer"]?["salt='' Qwen/Qwen2.5-0.5B"]?.text
        #expect(ModelAlias.of("Qwen/Qwen2.5-0.5B", salt: "") == expected)
        #expect(ModelAlias.of("Qwen/Qwen2.5-0.5B", salt: "x") != expected)
    }
}
