import Substrate

/// What hotkeys commit to, in the open or sealed.
enum CommitmentsPallet {
    static let name = "Commitments"
    static let index: UInt8 = 18
    /// The most fields of a commitment.
    static let mostFields = 3
    /// What a commitment takes of a hotkey's space at least, in bytes.
    static let leastSpace: UInt64 = 100

    static let table = PalletTable(
        name: name,
        index: index,
        crate: "pallet_commitments",
        documentation: "What hotkeys commit to, in the open or sealed.",
        storage: [
            CommitmentsStorage.timelockedIndex.entry, CommitmentsStorage.commitmentOf.entry,
            CommitmentsStorage.lastCommitment.entry, CommitmentsStorage.revealedCommitments.entry,
            CommitmentsStorage.usedSpaceOf.entry, CommitmentsStorage.maxSpace.entry,
        ],
        calls: [
            CallTableEntry(
                "set_commitment",
                0,
                ["netuid", "info"],
                paysFee: false,
                "Commits to something; what the hotkey had committed to before is lost unless it was revealed.",
                action: setCommitment
            )
        ],
        events: [
            CommitmentsEvents.commitment.entry, CommitmentsEvents.timelockCommitment.entry,
            CommitmentsEvents.commitmentRevealed.entry,
        ],
        errors: CommitmentsFailure.entries,
        constants: [
            .init("MaxFields", UInt32(mostFields), "The most fields of a commitment."),
            .init("InitialDeposit", UInt64(0), "What is put down for a commitment."),
            .init("FieldDeposit", UInt64(0), "What is put down for each field."),
        ]
    )

    private static func setCommitment(_ dispatch: Dispatch, netuid: UInt16, info: CommitmentInfo) throws {
        let hotkey = try dispatch.signer
        guard dispatch.find(SubtensorStorage.uids, netuid, hotkey) != nil else {
            throw CommitmentsFailure.accountNotAllowedCommit
        }
        guard info.fields.count <= mostFields else { throw CommitmentsFailure.tooManyFieldsInCommitmentInfo }
        try takeSpace(dispatch, netuid, hotkey, info)
        dispatch.set(
            CommitmentsStorage.commitmentOf,
            netuid,
            hotkey,
            to: CommitmentRegistration(block: dispatch.block, info: info)
        )
        dispatch.set(CommitmentsStorage.lastCommitment, netuid, hotkey, to: dispatch.block)
        let rounds = info.fields.compactMap { $0.sealed?.round }
        let place = Pair(netuid, hotkey)
        dispatch.update(CommitmentsStorage.timelockedIndex) { index in
            if rounds.isEmpty { index.remove(place) } else { index.insert(place) }
        }
        if let round = rounds.first {
            dispatch.deposit(CommitmentsEvents.timelockCommitment, netuid, hotkey, round)
        } else {
            dispatch.deposit(CommitmentsEvents.commitment, netuid, hotkey)
        }
    }

    /// Counts a commitment against the hotkey's space in this epoch.
    private static func takeSpace(
        _ dispatch: Dispatch,
        _ netuid: UInt16,
        _ hotkey: AccountID,
        _ info: CommitmentInfo
    ) throws {
        let epoch = dispatch.epochIndex(netuid)
        let space = max(leastSpace, info.fields.reduce(0) { $0 + $1.space })
        var usage = dispatch.find(CommitmentsStorage.usedSpaceOf, netuid, hotkey) ?? UsageTracker(epoch: epoch, used: 0)
        if usage.epoch != epoch { usage = UsageTracker(epoch: epoch, used: 0) }
        usage.used += space
        guard usage.used <= UInt64(dispatch.value(CommitmentsStorage.maxSpace)) else {
            throw CommitmentsFailure.spaceLimitExceeded
        }
        dispatch.set(CommitmentsStorage.usedSpaceOf, netuid, hotkey, to: usage)
    }
}

/// What is stored of commitments.
enum CommitmentsStorage {
    static let timelockedIndex = StorageItem<OrderedSet<Pair<UInt16, AccountID>>>(
        CommitmentsPallet.name,
        "TimelockedIndex",
        fallback: OrderedSet(),
        about: "Whose commitments wait for a round of the beacon."
    )
    static let commitmentOf = perHotkey("CommitmentOf", of: CommitmentRegistration.self, "What a hotkey commits to.")
    static let lastCommitment = perHotkey("LastCommitment", of: UInt32.self, "The block of a hotkey's commitment.")
    static let revealedCommitments = perHotkey(
        "RevealedCommitments",
        of: [Pair<[UInt8], UInt64>].self,
        "The newest ten sealed commitments that were revealed, and in which block."
    )
    static let usedSpaceOf = perHotkey("UsedSpaceOf", of: UsageTracker.self, "How much a hotkey has used of its space.")
    static let maxSpace = StorageItem<UInt32>(
        CommitmentsPallet.name,
        "MaxSpace",
        fallback: 3100,
        about: "How many bytes a hotkey may commit to in an epoch."
    )

    private static func perHotkey<Value: ScaleDescribed>(
        _ name: String,
        of type: Value.Type,
        _ documentation: String
    ) -> StorageItem<Value, UInt16, AccountID> {
        StorageItem<Value, UInt16, AccountID>(
            CommitmentsPallet.name,
            name,
            .identity,
            .twox64Concat,
            about: documentation
        )
    }
}

/// What is reported of commitments.
enum CommitmentsEvents {
    static let commitment = Event<UInt16, AccountID>(
        CommitmentsPallet.index,
        0,
        "Commitment",
        ["netuid", "who"],
        "A hotkey committed to something in the open."
    )
    static let timelockCommitment = Event<UInt16, AccountID, UInt64>(
        CommitmentsPallet.index,
        1,
        "TimelockCommitment",
        ["netuid", "who", "reveal_round"],
        "A hotkey committed to something sealed."
    )
    static let commitmentRevealed = Event<UInt16, AccountID>(
        CommitmentsPallet.index,
        2,
        "CommitmentRevealed",
        ["netuid", "who"],
        "Something sealed was revealed."
    )
}

/// What is refused of commitments; the numbers are the network's.
enum CommitmentsFailure: UInt8, PalletFailure {
    case tooManyFieldsInCommitmentInfo, accountNotAllowedCommit, spaceLimitExceeded

    static var pallet: UInt8 { CommitmentsPallet.index }

    var documentation: String {
        switch self {
        case .tooManyFieldsInCommitmentInfo: "The commitment has too many fields."
        case .accountNotAllowedCommit: "The hotkey has no uid of the subnet."
        case .spaceLimitExceeded: "The hotkey has used up its space in this epoch."
        }
    }
}
