import Substrate

extension SubtensorStorage {
    static let subnetworkN = perSubnet("SubnetworkN", UInt16(0), "How many uids a subnet has.")
    static let uids = perHotkey("Uids", UInt16?.none, "The uid of a hotkey.")
    static let keys = perUID("Keys", nobody, "The hotkey of a uid.")
    static let isNetworkMember = StorageItem<Bool, AccountID, UInt16>(
        pallet,
        "IsNetworkMember",
        .blake2b128Concat,
        .identity,
        fallback: false,
        about: "Whether a hotkey has a uid of a subnet."
    )
    static let blockAtRegistration = perUID("BlockAtRegistration", UInt64(0), "The block in which a uid was given out.")
    static let axons = perHotkey("Axons", AxonInfo?.none, "Where a hotkey serves.")
    static let prometheus = perHotkey("Prometheus", PrometheusInfo?.none, "Where a hotkey shows figures; here nowhere.")
    static let neuronCertificates = perHotkey(
        "NeuronCertificates",
        NeuronCertificate?.none,
        "A hotkey's certificate; here none has one."
    )
    static let identities = StorageItem<ChainIdentity, AccountID>(
        pallet,
        "IdentitiesV2",
        .blake2b128Concat,
        about: "What a coldkey says about itself; here nothing."
    )
    static let active = perSubnet("Active", [Bool](), "Whether each uid is active.")
    static let incentive = perSubnet("Incentive", [UInt16](), "What each uid earned by being rated, in 65535ths.")
    static let consensus = perSubnet("Consensus", [UInt16](), "How each uid is rated, in 65535ths.")
    static let dividends = perSubnet("Dividends", [UInt16](), "What each uid earned by rating, in 65535ths.")
    static let emission = perSubnet("Emission", [UInt64](), "What each uid got in the last epoch, in rao.")
    static let lastUpdate = perSubnet("LastUpdate", [UInt64](), "The block in which each uid last set weights.")
    static let validatorPermit = perSubnet("ValidatorPermit", [Bool](), "Whether each uid may set weights.")
    static let weights = perUID("Weights", [Pair<UInt16, UInt16>](), "The uids that a uid rates, and how, in 65535ths.")
    static let bonds = perUID(
        "Bonds",
        [Pair<UInt16, UInt16>](),
        "A figure of the network's consensus; here there is none."
    )

    static var neuronEntries: [StorageTableEntry] {
        [
            subnetworkN.entry, uids.entry, keys.entry, isNetworkMember.entry, blockAtRegistration.entry, axons.entry,
            prometheus.entry, neuronCertificates.entry, identities.entry, active.entry, incentive.entry,
            consensus.entry, dividends.entry, emission.entry, lastUpdate.entry, validatorPermit.entry, weights.entry,
            bonds.entry,
        ]
    }
}
