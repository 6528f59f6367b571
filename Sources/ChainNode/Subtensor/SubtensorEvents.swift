import Substrate

/// What the pallet of subnets reports; the network gives the fields no names.
enum SubtensorEvents {
    private static let pallet = SubtensorPallet.index

    static let stakeAdded = Event<AccountID, AccountID, UInt64, UInt64, UInt16, UInt64>(
        pallet,
        2,
        "StakeAdded",
        "Coldkey, hotkey, rao paid, stake got, subnet, fee."
    )
    static let stakeRemoved = Event<AccountID, AccountID, UInt64, UInt64, UInt16, UInt64>(
        pallet,
        3,
        "StakeRemoved",
        "Coldkey, hotkey, rao got, stake given, subnet, fee."
    )
    static let weightsSet = Event<UInt16, UInt16>(pallet, 5, "WeightsSet", "Subnet and mechanism, uid.")
    static let neuronRegistered = Event<UInt16, UInt16, AccountID>(
        pallet,
        6,
        "NeuronRegistered",
        "Subnet, uid, hotkey."
    )
    static let axonServed = Event<UInt16, AccountID>(pallet, 28, "AxonServed", "Subnet, hotkey.")
    static let stakeTransferred = Event<AccountID, AccountID, AccountID, UInt16, UInt16, UInt64>(
        pallet,
        85,
        "StakeTransferred",
        "Coldkey before, coldkey now, hotkey, subnet before, subnet now, worth in rao."
    )
    static let alphaRecycled = Event<AccountID, AccountID, UInt64, UInt16>(
        pallet,
        90,
        "AlphaRecycled",
        "Coldkey, hotkey, stake, subnet."
    )
    static let alphaBurned = Event<AccountID, AccountID, UInt64, UInt16>(
        pallet,
        91,
        "AlphaBurned",
        "Coldkey, hotkey, stake, subnet."
    )
    static let timelockedWeightsCommitted = Event<AccountID, UInt16, Hash256, UInt64>(
        pallet,
        101,
        "TimelockedWeightsCommitted",
        "Hotkey, subnet and mechanism, hash of the ciphertext, round."
    )
    static let timelockedWeightsRevealed = Event<UInt16, AccountID>(
        pallet,
        102,
        "TimelockedWeightsRevealed",
        "Subnet and mechanism, hotkey."
    )

    static var entries: [NamedShape.Case] {
        [
            stakeAdded.entry, stakeRemoved.entry, weightsSet.entry, neuronRegistered.entry, axonServed.entry,
            stakeTransferred.entry, alphaRecycled.entry, alphaBurned.entry, timelockedWeightsCommitted.entry,
            timelockedWeightsRevealed.entry,
        ]
    }
}

extension Event {
    /// An event whose fields have no names.
    init(_ pallet: UInt8, _ index: UInt8, _ name: String, _ documentation: String) {
        self.init(pallet, index, name, [], documentation)
    }
}
