import Substrate

/// Subnets: registration, stake, axons and weights.
enum SubtensorPallet {
    static let index: UInt8 = 7

    static let table = PalletTable(
        name: SubtensorStorage.pallet,
        index: index,
        crate: "pallet_subtensor",
        documentation: "Subnets: registration, stake, axons and weights.",
        storage: SubtensorStorage.entries,
        calls: weightCalls + neuronCalls + stakeCalls,
        events: SubtensorEvents.entries,
        errors: SubtensorFailure.entries,
        constants: [
            .init("InitialTempo", UInt16(360), "The tempo of a new subnet."),
            .init("InitialMaxAllowedUids", UInt16(256), "The most uids of a new subnet."),
        ]
    )

    static let weightCalls = [
        CallTableEntry(
            "set_weights",
            0,
            ["netuid", "dests", "weights", "version_key"],
            paysFee: false,
            "Rates the uids of a subnet.",
            action: setWeights
        ),
        CallTableEntry(
            "set_mechanism_weights",
            119,
            ["netuid", "mecid", "dests", "weights", "version_key"],
            paysFee: false,
            "Rates the uids of a subnet for one of its mechanisms.",
            action: setMechanismWeights
        ),
        CallTableEntry(
            "commit_timelocked_weights",
            113,
            ["netuid", "commit", "reveal_round", "commit_reveal_version"],
            paysFee: false,
            "Rates the uids of a subnet, sealed until a round of the beacon.",
            action: commitTimelockedWeights
        ),
        CallTableEntry(
            "commit_timelocked_mechanism_weights",
            118,
            ["netuid", "mecid", "commit", "reveal_round", "commit_reveal_version"],
            paysFee: false,
            "Rates the uids of a subnet for one of its mechanisms, sealed until a round of the beacon.",
            action: commitTimelockedMechanismWeights
        ),
    ]

    static let neuronCalls = [
        CallTableEntry(
            "serve_axon",
            4,
            ["netuid", "version", "ip", "port", "ip_type", "protocol", "placeholder1", "placeholder2"],
            paysFee: false,
            "Says where a hotkey serves.",
            action: serveAxon
        ),
        CallTableEntry(
            "burned_register",
            7,
            ["netuid", "hotkey"],
            paysFee: false,
            "Pays for a uid of a subnet.",
            action: burnedRegister
        ),
    ]

    static let stakeCalls = [
        CallTableEntry(
            "add_stake",
            2,
            ["hotkey", "netuid", "amount_staked"],
            "Exchanges tokens of the network for stake with a hotkey.",
            action: addStake
        ),
        CallTableEntry(
            "remove_stake",
            3,
            ["hotkey", "netuid", "amount_unstaked"],
            "Exchanges stake with a hotkey for tokens of the network.",
            action: removeStake
        ),
        CallTableEntry(
            "transfer_stake",
            86,
            ["destination_coldkey", "hotkey", "origin_netuid", "destination_netuid", "alpha_amount"],
            "Gives stake with a hotkey to another coldkey.",
            action: transferStake
        ),
        CallTableEntry(
            "recycle_alpha",
            101,
            ["hotkey", "amount", "netuid"],
            "Destroys stake, so that it may be paid out anew.",
            action: recycleAlpha
        ),
        CallTableEntry("burn_alpha", 102, ["hotkey", "amount", "netuid"], "Destroys stake.", action: burnAlpha),
    ]
}
