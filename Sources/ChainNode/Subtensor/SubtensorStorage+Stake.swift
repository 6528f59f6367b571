import Substrate

extension SubtensorStorage {
    static let owner = perAccount("Owner", nobody, "The coldkey of a hotkey.")
    static let ownedHotkeys = perAccount("OwnedHotkeys", [AccountID](), "The hotkeys of a coldkey.")
    static let stakingHotkeys = perAccount(
        "StakingHotkeys",
        [AccountID](),
        "The hotkeys that a coldkey has stake with."
    )
    static let delegates = perAccount(
        "Delegates",
        UInt16(11796),
        "What a hotkey keeps of others' dividends, in 65535ths."
    )
    static let totalStake = single("TotalStake", UInt64(0), "All stake, in rao.")
    static let totalHotkeyAlpha = StorageItem<UInt64, AccountID, UInt16>(
        pallet,
        "TotalHotkeyAlpha",
        .blake2b128Concat,
        .identity,
        fallback: 0,
        about: "A hotkey's stake in a subnet, everybody's together."
    )
    static let totalHotkeyShares = StorageItem<FixedU128, AccountID, UInt16>(
        pallet,
        "TotalHotkeyShares",
        .blake2b128Concat,
        .identity,
        fallback: FixedU128(whole: 0),
        about: "The shares of a hotkey's stake; here one for each unit."
    )
    static let alpha = StorageItem<FixedU128, AccountID, AccountID, UInt16>(
        pallet,
        "Alpha",
        .blake2b128Concat,
        .blake2b128Concat,
        .identity,
        fallback: FixedU128(whole: 0),
        about: "The shares that a coldkey has of a hotkey's stake."
    )
    static let childKeys = StorageItem<[Pair<UInt64, AccountID>], AccountID, UInt16>(
        pallet,
        "ChildKeys",
        .blake2b128Concat,
        .identity,
        fallback: [],
        about: "The hotkeys that a hotkey lends stake to; here none."
    )
    static let parentKeys = StorageItem<[Pair<UInt64, AccountID>], AccountID, UInt16>(
        pallet,
        "ParentKeys",
        .blake2b128Concat,
        .identity,
        fallback: [],
        about: "The hotkeys that lend a hotkey stake; here none."
    )

    static var stakeEntries: [StorageTableEntry] {
        [
            owner.entry, ownedHotkeys.entry, stakingHotkeys.entry, delegates.entry, totalStake.entry,
            totalHotkeyAlpha.entry, totalHotkeyShares.entry, alpha.entry, childKeys.entry, parentKeys.entry,
        ]
    }
}
