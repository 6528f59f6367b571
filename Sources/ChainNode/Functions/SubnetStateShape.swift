import Substrate

/// The type in which clients get the neurons of a subnet as lists.
enum SubnetStateShape {
    private static let small = ["pruning_score", "dividends", "incentives", "consensus", "trust", "rank"]

    private static let fields: [NamedShape.Field] = [
        .init(name: "netuid", shape: .compact(.u16)), .init(name: "hotkeys", shape: .sequence(AccountID.shape)),
        .init(name: "coldkeys", shape: .sequence(AccountID.shape)), .init(name: "active", shape: .sequence(.bool)),
        .init(name: "validator_permit", shape: .sequence(.bool)),
        number("pruning_score", .u16), number("last_update", .u64), number("emission", .u64),
        number("dividends", .u16), number("incentives", .u16), number("consensus", .u16), number("trust", .u16),
        number("rank", .u16), number("block_at_registration", .u64), number("alpha_stake", .u64),
        number("tao_stake", .u64), number("total_stake", .u64),
        .init(name: "emission_history", shape: .sequence(.sequence(.compact(.u64)))),
    ]

    static let names = Set(fields.compactMap(\.name))

    static let shape = Shape.named(
        NamedShape(path: ["pallet_subtensor", "rpc_info", "show_subnet", "SubnetState"], content: .fields(fields))
    )

    private static func number(_ name: String, _ shape: Shape) -> NamedShape.Field {
        .init(name: name, shape: .sequence(.compact(shape)))
    }
}

/// The type in which clients get what there is to say about a subnet's token.
enum DynamicInfoShape {
    private static let numbers = [
        "emission", "alpha_in", "alpha_out", "tao_in", "alpha_out_emission", "alpha_in_emission", "tao_in_emission",
        "pending_alpha_emission", "pending_root_emission",
    ]

    private static let fields: [NamedShape.Field] =
        [
            .init(name: "netuid", shape: .compact(.u16)), .init(name: "owner_hotkey", shape: AccountID.shape),
            .init(name: "owner_coldkey", shape: AccountID.shape),
            .init(name: "subnet_name", shape: .sequence(.compact(.u8))),
            .init(name: "token_symbol", shape: .sequence(.compact(.u8))), .init(name: "tempo", shape: .compact(.u16)),
            .init(name: "last_step", shape: .compact(.u64)),
            .init(name: "blocks_since_last_step", shape: .compact(.u64)),
        ]
        + numbers.map { .init(name: $0, shape: .compact(.u64)) }
        + [
            .init(name: "subnet_volume", shape: .compact(.u128)),
            .init(name: "network_registered_at", shape: .compact(.u64)),
            .init(name: "subnet_identity", shape: MetagraphShapes.identity),
            .init(name: "moving_price", shape: MetagraphShapes.price),
        ]

    static let shape = Shape.named(
        NamedShape(path: ["pallet_subtensor", "rpc_info", "dynamic_info", "DynamicInfo"], content: .fields(fields))
    )

    static func value(_ query: RuntimeQuery, _ netuid: UInt16) throws -> DynamicValue {
        let state = query.state
        return try query.record(
            shape,
            [
                "netuid": Answer.number(netuid),
                "owner_hotkey": Answer.account(state.value(SubtensorStorage.subnetOwnerHotkey, netuid)),
                "owner_coldkey": Answer.account(state.value(SubtensorStorage.subnetOwner, netuid)),
                "subnet_name": Answer.letters(SubnetValues.name(netuid)),
                "token_symbol": Answer.letters(state.value(SubtensorStorage.tokenSymbol, netuid)),
                "tempo": Answer.number(state.value(SubtensorStorage.tempo, netuid)),
                "last_step": Answer.number(state.value(SubtensorStorage.lastMechansimStepBlock, netuid)),
                "blocks_since_last_step": Answer.number(state.value(SubtensorStorage.blocksSinceLastStep, netuid)),
                "network_registered_at": Answer.number(state.value(SubtensorStorage.networkRegisteredAt, netuid)),
                "moving_price": .list([.signed(1 << 32)]),
            ]
        )
    }
}
