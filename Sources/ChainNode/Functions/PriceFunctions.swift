import Substrate

/// What clients ask about exchanges: one token of a subnet is one of the network, and nothing is kept.
enum PriceFunctions {
    private static let interface = "SwapRuntimeApi"

    static let all = [
        RuntimeFunctionEntry(
            interface,
            "current_alpha_price",
            ["netuid"],
            .u64,
            "What a subnet's token costs, in billionths of the network's."
        ) { (_: RuntimeQuery, _: UInt16) in Answer.number(price) },
        RuntimeFunctionEntry(
            interface,
            "sim_swap_tao_for_alpha",
            ["netuid", "tao"],
            exchange,
            "What one would get for tokens of the network."
        ) { (query: RuntimeQuery, _: UInt16, amount: UInt64) in try value(query, amount) },
        RuntimeFunctionEntry(
            interface,
            "sim_swap_alpha_for_tao",
            ["netuid", "alpha"],
            exchange,
            "What one would get for tokens of a subnet."
        ) { (query: RuntimeQuery, _: UInt16, amount: UInt64) in try value(query, amount) },
    ]

    private static let price: UInt64 = 1_000_000_000

    private static let exchange = Shape.composite(
        "pallet_subtensor_swap_runtime_api::SimSwapResult",
        ["tao_amount": .u64, "alpha_amount": .u64, "tao_fee": .u64, "alpha_fee": .u64]
    )

    private static func value(_ query: RuntimeQuery, _ amount: UInt64) throws -> DynamicValue {
        try query.record(exchange, ["tao_amount": Answer.number(amount), "alpha_amount": Answer.number(amount)])
    }
}
