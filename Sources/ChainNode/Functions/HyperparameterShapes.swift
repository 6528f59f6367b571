import Substrate

/// The types in which clients get the settings of a subnet.
enum HyperparameterShapes {
    static let first = shape("SubnetHyperparams", fields)
    static let second = shape("SubnetHyperparamsV2", fields + laterFields)

    private static let fields: [NamedShape.Field] = [
        .init(name: "rho", shape: .compact(.u16)), .init(name: "kappa", shape: .compact(.u16)),
        .init(name: "immunity_period", shape: .compact(.u16)),
        .init(name: "min_allowed_weights", shape: .compact(.u16)),
        .init(name: "max_weights_limit", shape: .compact(.u16)), .init(name: "tempo", shape: .compact(.u16)),
        .init(name: "min_difficulty", shape: .compact(.u64)), .init(name: "max_difficulty", shape: .compact(.u64)),
        .init(name: "weights_version", shape: .compact(.u64)),
        .init(name: "weights_rate_limit", shape: .compact(.u64)),
        .init(name: "adjustment_interval", shape: .compact(.u16)),
        .init(name: "activity_cutoff", shape: .compact(.u16)), .init(name: "registration_allowed", shape: .bool),
        .init(name: "target_regs_per_interval", shape: .compact(.u16)),
        .init(name: "min_burn", shape: .compact(.u64)), .init(name: "max_burn", shape: .compact(.u64)),
        .init(name: "bonds_moving_avg", shape: .compact(.u64)),
        .init(name: "max_regs_per_block", shape: .compact(.u16)),
        .init(name: "serving_rate_limit", shape: .compact(.u64)),
        .init(name: "max_validators", shape: .compact(.u16)), .init(name: "adjustment_alpha", shape: .compact(.u64)),
        .init(name: "difficulty", shape: .compact(.u64)), .init(name: "commit_reveal_period", shape: .compact(.u64)),
        .init(name: "commit_reveal_weights_enabled", shape: .bool), .init(name: "alpha_high", shape: .compact(.u16)),
        .init(name: "alpha_low", shape: .compact(.u16)), .init(name: "liquid_alpha_enabled", shape: .bool),
    ]

    private static let laterFields: [NamedShape.Field] = [
        .init(name: "alpha_sigmoid_steepness", shape: .composite("substrate_fixed::FixedI64", ["bits": .i64])),
        .init(name: "yuma_version", shape: .compact(.u16)), .init(name: "subnet_is_active", shape: .bool),
        .init(name: "transfers_enabled", shape: .bool), .init(name: "bonds_reset_enabled", shape: .bool),
        .init(name: "user_liquidity_enabled", shape: .bool),
    ]

    private static func shape(_ name: String, _ fields: [NamedShape.Field]) -> Shape {
        let path = ["pallet_subtensor", "rpc_info", "subnet_info", name]
        return .named(NamedShape(path: path, content: .fields(fields)))
    }
}
