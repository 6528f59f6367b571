import Substrate

/// What clients ask about stake.
enum StakeFunctions {
    static let all = [
        RuntimeFunctionEntry(
            "StakeInfoRuntimeApi",
            "get_stake_info_for_coldkey",
            ["coldkey_account"],
            .sequence(shape),
            "A coldkey's stake with every hotkey in every subnet."
        ) { (query: RuntimeQuery, coldkey: AccountID) in
            .list(
                try query.state.value(SubtensorStorage.stakingHotkeys, coldkey).flatMap { hotkey in
                    try netuids(query).filter { query.state.stake(with: hotkey, of: coldkey, in: $0) > 0 }
                        .map { try stake(query, hotkey, coldkey, $0) }
                }
            )
        },
        RuntimeFunctionEntry(
            "StakeInfoRuntimeApi",
            "get_stake_info_for_hotkey_coldkey_netuid",
            ["hotkey_account", "coldkey_account", "netuid"],
            .option(shape),
            "A coldkey's stake with a hotkey in a subnet."
        ) { (query: RuntimeQuery, hotkey: AccountID, coldkey: AccountID, netuid: UInt16) in
            guard query.state.value(SubtensorStorage.networksAdded, netuid) else { return Answer.option(nil) }
            return Answer.some(try stake(query, hotkey, coldkey, netuid))
        },
        RuntimeFunctionEntry(
            "StakeInfoRuntimeApi",
            "get_stake_fee",
            ["origin", "origin_coldkey_account", "destination", "destination_coldkey_account", "amount"],
            .u64,
            "What is kept of an exchange of stake; here nothing."
        ) {
            (
                _: RuntimeQuery,
                _: Pair<AccountID, UInt16>?,
                _: AccountID,
                _: Pair<AccountID, UInt16>?,
                _: AccountID,
                _: UInt64
            ) in Answer.number(UInt64(0))
        },
    ]

    private static let shape = Shape.composite(
        "pallet_subtensor::rpc_info::stake_info::StakeInfo",
        [
            "hotkey": AccountID.shape, "coldkey": AccountID.shape, "netuid": .compact(.u16), "stake": .compact(.u64),
            "locked": .compact(.u64), "emission": .compact(.u64), "tao_emission": .compact(.u64),
            "drain": .compact(.u64), "is_registered": .bool,
        ]
    )

    private static func netuids(_ query: RuntimeQuery) -> [UInt16] { [0, query.runtime.settings.netuid] }

    private static func stake(
        _ query: RuntimeQuery,
        _ hotkey: AccountID,
        _ coldkey: AccountID,
        _ netuid: UInt16
    ) throws -> DynamicValue {
        try query.record(
            shape,
            [
                "hotkey": Answer.account(hotkey), "coldkey": Answer.account(coldkey), "netuid": Answer.number(netuid),
                "stake": Answer.number(query.state.stake(with: hotkey, of: coldkey, in: netuid)),
                "is_registered": .bool(query.state.value(SubtensorStorage.isNetworkMember, hotkey, netuid)),
            ]
        )
    }
}
