import Substrate

/// The types in which clients get a whole subnet.
enum MetagraphShapes {
    /// All of it.
    static let whole = Shape.named(NamedShape(path: path("Metagraph"), content: .fields([netuid] + fields)))

    /// The parts that were asked for; the place of a field is the number by which it is asked for.
    static let selective = Shape.named(
        NamedShape(
            path: path("SelectiveMetagraph"),
            content: .fields(
                [netuid] + selectable.map { .init(name: $0.name, shape: .option($0.shape)) }
            )
        )
    )

    /// The fields that can be asked for, in the order of their numbers from 1 on.
    static let selectable: [NamedShape.Field] =
        fields + [
            .init(name: "validators", shape: .sequence(.compact(.u16))),
            .init(name: "commitments", shape: .sequence(.tuple([AccountID.shape, .sequence(.compact(.u8))]))),
        ]

    private static let netuid = NamedShape.Field(name: "netuid", shape: .compact(.u16))

    private static func path(_ name: String) -> [String] { ["pallet_subtensor", "rpc_info", "metagraph", name] }

    static let identity = Shape.option(SubnetIdentity.shape)
    static let price = Shape.composite("substrate_fixed::FixedI128", ["bits": .i128])

    private static let fields = subnet + pools + settings + neurons

    private static let subnet: [NamedShape.Field] = [
        .init(name: "name", shape: .sequence(.compact(.u8))), .init(name: "symbol", shape: .sequence(.compact(.u8))),
        .init(name: "identity", shape: identity), .init(name: "network_registered_at", shape: .compact(.u64)),
        .init(name: "owner_hotkey", shape: AccountID.shape), .init(name: "owner_coldkey", shape: AccountID.shape),
        .init(name: "block", shape: .compact(.u64)), .init(name: "tempo", shape: .compact(.u16)),
        .init(name: "last_step", shape: .compact(.u64)), .init(name: "blocks_since_last_step", shape: .compact(.u64)),
    ]

    private static let pools: [NamedShape.Field] =
        [
            "subnet_emission", "alpha_in", "alpha_out", "tao_in", "alpha_out_emission", "alpha_in_emission",
            "tao_in_emission", "pending_alpha_emission", "pending_root_emission",
        ].map { .init(name: $0, shape: .compact(.u64)) } + [
            .init(name: "subnet_volume", shape: .compact(.u128)), .init(name: "moving_price", shape: price),
        ]

    private static let settings: [NamedShape.Field] = [
        .init(name: "rho", shape: .compact(.u16)), .init(name: "kappa", shape: .compact(.u16)),
        .init(name: "min_allowed_weights", shape: .compact(.u16)),
        .init(name: "max_weights_limit", shape: .compact(.u16)),
        .init(name: "weights_version", shape: .compact(.u64)),
        .init(name: "weights_rate_limit", shape: .compact(.u64)),
        .init(name: "activity_cutoff", shape: .compact(.u16)), .init(name: "max_validators", shape: .compact(.u16)),
        .init(name: "num_uids", shape: .compact(.u16)), .init(name: "max_uids", shape: .compact(.u16)),
        .init(name: "burn", shape: .compact(.u64)), .init(name: "difficulty", shape: .compact(.u64)),
        .init(name: "registration_allowed", shape: .bool), .init(name: "pow_registration_allowed", shape: .bool),
        .init(name: "immunity_period", shape: .compact(.u16)), .init(name: "min_difficulty", shape: .compact(.u64)),
        .init(name: "max_difficulty", shape: .compact(.u64)), .init(name: "min_burn", shape: .compact(.u64)),
        .init(name: "max_burn", shape: .compact(.u64)), .init(name: "adjustment_alpha", shape: .compact(.u64)),
        .init(name: "adjustment_interval", shape: .compact(.u16)),
        .init(name: "target_regs_per_interval", shape: .compact(.u16)),
        .init(name: "max_regs_per_block", shape: .compact(.u16)),
        .init(name: "serving_rate_limit", shape: .compact(.u64)),
        .init(name: "commit_reveal_weights_enabled", shape: .bool),
        .init(name: "commit_reveal_period", shape: .compact(.u64)), .init(name: "liquid_alpha_enabled", shape: .bool),
        .init(name: "alpha_high", shape: .compact(.u16)), .init(name: "alpha_low", shape: .compact(.u16)),
        .init(name: "bonds_moving_avg", shape: .compact(.u64)),
    ]

    private static let neurons: [NamedShape.Field] =
        [
            .init(name: "hotkeys", shape: .sequence(AccountID.shape)),
            .init(name: "coldkeys", shape: .sequence(AccountID.shape)),
            .init(name: "identities", shape: .sequence(.option(ChainIdentity.shape))),
            .init(name: "axons", shape: .sequence(AxonInfo.shape)), .init(name: "active", shape: .sequence(.bool)),
            .init(name: "validator_permit", shape: .sequence(.bool)),
            .init(name: "pruning_score", shape: .sequence(.compact(.u16))),
            .init(name: "last_update", shape: .sequence(.compact(.u64))),
            .init(name: "emission", shape: .sequence(.compact(.u64))),
            .init(name: "dividends", shape: .sequence(.compact(.u16))),
            .init(name: "incentives", shape: .sequence(.compact(.u16))),
            .init(name: "consensus", shape: .sequence(.compact(.u16))),
            .init(name: "trust", shape: .sequence(.compact(.u16))),
            .init(name: "rank", shape: .sequence(.compact(.u16))),
        ]
        + ["block_at_registration", "alpha_stake", "tao_stake", "total_stake"].map {
            .init(name: $0, shape: .sequence(.compact(.u64)))
        }
        + ["tao_dividends_per_hotkey", "alpha_dividends_per_hotkey"].map {
            .init(name: $0, shape: .sequence(.tuple([AccountID.shape, .compact(.u64)])))
        }
}
