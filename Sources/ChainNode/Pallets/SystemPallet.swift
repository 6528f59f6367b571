import Substrate

/// Accounts, blocks and events.
enum SystemPallet {
    static let name = "System"
    static let index: UInt8 = 0

    static let table = PalletTable(
        name: name,
        index: index,
        crate: "frame_system",
        documentation: "Accounts, blocks and events.",
        storage: [
            SystemStorage.account.entry, SystemStorage.blockHash.entry, SystemStorage.number.entry,
            SystemStorage.parentHash.entry, SystemStorage.events.entry, SystemStorage.eventCount.entry,
        ],
        calls: [
            CallTableEntry("remark", 0, ["remark"], "Says something that nobody stores.") {
                (dispatch: Dispatch, _: [UInt8]) in _ = try dispatch.signer
            },
            CallTableEntry("remark_with_event", 7, ["remark"], "Says something whose hash becomes an event.") {
                (dispatch: Dispatch, remark: [UInt8]) in
                dispatch.deposit(SystemEvents.remarked, try dispatch.signer, Hash256(blake2bOf: remark))
            },
        ],
        events: [
            SystemEvents.extrinsicSuccess.entry, SystemEvents.extrinsicFailed.entry, SystemEvents.newAccount.entry,
            SystemEvents.killedAccount.entry, SystemEvents.remarked.entry,
        ],
        errors: SystemFailure.entries,
        constants: [
            .init("BlockHashCount", UInt32(2400), "How many blocks back hashes are kept in the state."),
            .init("SS58Prefix", UInt16(42), "The number of the network in addresses."),
            .init("Version", RuntimeVersion.shape, encoded: RuntimeVersion.encoded, "The version of the runtime."),
        ]
    )
}

/// What the system stores.
enum SystemStorage {
    static let account = StorageItem<AccountInfo, AccountID>(
        SystemPallet.name,
        "Account",
        .blake2b128Concat,
        fallback: AccountInfo(),
        about: "Nonce and balance of an account."
    )
    static let blockHash = StorageItem<Hash256, UInt32>(
        SystemPallet.name,
        "BlockHash",
        .twox64Concat,
        fallback: Hash256(blake2bOf: []),
        about: "The hash of an earlier block."
    )
    static let number = StorageItem<UInt32>(SystemPallet.name, "Number", fallback: 0, about: "The number of the block.")
    static let parentHash = StorageItem<Hash256>(
        SystemPallet.name,
        "ParentHash",
        about: "The hash of the block before."
    )
    static let events = StorageItem<EventList>(
        SystemPallet.name,
        "Events",
        fallback: EventList(),
        about: "What happened in the block."
    )
    static let eventCount = StorageItem<UInt32>(
        SystemPallet.name,
        "EventCount",
        fallback: 0,
        about: "How many events there are."
    )
}

/// What the system reports.
enum SystemEvents {
    static let extrinsicSuccess = Event<DispatchInfo>(
        SystemPallet.index,
        0,
        "ExtrinsicSuccess",
        ["dispatch_info"],
        "An extrinsic did what it asked for."
    )
    static let extrinsicFailed = Event<DispatchError, DispatchInfo>(
        SystemPallet.index,
        1,
        "ExtrinsicFailed",
        ["dispatch_error", "dispatch_info"],
        "An extrinsic did nothing, but for its fee and its nonce."
    )
    static let newAccount = Event<AccountID>(SystemPallet.index, 3, "NewAccount", ["account"], "An account began.")
    static let killedAccount = Event<AccountID>(
        SystemPallet.index,
        4,
        "KilledAccount",
        ["account"],
        "An account ended."
    )
    static let remarked = Event<AccountID, Hash256>(
        SystemPallet.index,
        5,
        "Remarked",
        ["sender", "hash"],
        "Somebody said something."
    )
}

/// What goes wrong in the system itself.
enum SystemFailure: UInt8, PalletFailure {
    case invalidSpecName, specVersionNeedsToIncrease, failedToExtractRuntimeVersion, nonDefaultComposite
    case nonZeroRefCount, callFiltered

    static var pallet: UInt8 { SystemPallet.index }

    var documentation: String { ChainReference.unused }
}
