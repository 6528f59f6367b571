import Substrate

/// What clients ask about subnets.
enum SubnetFunctions {
    private static let interface = "SubnetInfoRuntimeApi"

    static let all = hyperparameters + metagraphs

    private static let hyperparameters = [
        RuntimeFunctionEntry(
            interface,
            "get_subnet_hyperparams",
            ["netuid"],
            .option(HyperparameterShapes.first),
            "The settings of a subnet."
        ) { (query: RuntimeQuery, netuid: UInt16) in
            try ifThere(query, netuid) {
                try query.record(HyperparameterShapes.first, SubnetValues.settings(query.state, netuid))
            }
        },
        RuntimeFunctionEntry(
            interface,
            "get_subnet_hyperparams_v2",
            ["netuid"],
            .option(HyperparameterShapes.second),
            "The settings of a subnet, with those that were added later."
        ) { (query: RuntimeQuery, netuid: UInt16) in
            try ifThere(query, netuid) {
                try query.record(
                    HyperparameterShapes.second,
                    SubnetValues.settings(query.state, netuid).merging(SubnetValues.laterSettings(query.state, netuid))
                    {
                        $1
                    }
                )
            }
        },
    ]

    private static let metagraphs = [
        RuntimeFunctionEntry(
            interface,
            "get_metagraph",
            ["netuid"],
            .option(MetagraphShapes.whole),
            "A whole subnet."
        ) { (query: RuntimeQuery, netuid: UInt16) in
            try ifThere(query, netuid) {
                try query.record(MetagraphShapes.whole, SubnetValues.metagraph(query, netuid))
            }
        },
        RuntimeFunctionEntry(
            interface,
            "get_mechagraph",
            ["netuid", "mecid"],
            .option(MetagraphShapes.whole),
            "A whole subnet, with the figures of one of its mechanisms."
        ) { (query: RuntimeQuery, netuid: UInt16, mechanism: UInt8) in
            try ifThere(query, netuid, mechanism) {
                try query.record(MetagraphShapes.whole, SubnetValues.metagraph(query, netuid))
            }
        },
        RuntimeFunctionEntry(
            interface,
            "get_selective_metagraph",
            ["netuid", "metagraph_indexes"],
            .option(MetagraphShapes.selective),
            "The parts of a subnet that are asked for."
        ) { (query: RuntimeQuery, netuid: UInt16, indices: [UInt16]) in
            try ifThere(query, netuid) { try SubnetValues.selection(query, netuid, indices) }
        },
        RuntimeFunctionEntry(
            interface,
            "get_selective_mechagraph",
            ["netuid", "subid", "metagraph_indexes"],
            .option(MetagraphShapes.selective),
            "The parts of a subnet that are asked for, with the figures of one of its mechanisms."
        ) { (query: RuntimeQuery, netuid: UInt16, mechanism: UInt8, indices: [UInt16]) in
            try ifThere(query, netuid, mechanism) { try SubnetValues.selection(query, netuid, indices) }
        },
        RuntimeFunctionEntry(
            interface,
            "get_subnet_state",
            ["netuid"],
            .option(SubnetStateShape.shape),
            "The neurons of a subnet, a list for each figure."
        ) { (query: RuntimeQuery, netuid: UInt16) in
            try ifThere(query, netuid) {
                let names = SubnetStateShape.names
                let values = SubnetValues.metagraph(query, netuid).filter { names.contains($0.key) }
                return try query.record(SubnetStateShape.shape, values)
            }
        },
        RuntimeFunctionEntry(
            interface,
            "get_all_dynamic_info",
            [],
            .sequence(.option(DynamicInfoShape.shape)),
            "What there is to say about every subnet's token."
        ) { (query: RuntimeQuery) in
            let netuids = (0..<UInt16(4096)).filter { query.state.value(SubtensorStorage.networksAdded, $0) }
            return .list(try netuids.map { Answer.some(try DynamicInfoShape.value(query, $0)) })
        },
        RuntimeFunctionEntry(
            interface,
            "get_dynamic_info",
            ["netuid"],
            .option(DynamicInfoShape.shape),
            "What there is to say about a subnet's token."
        ) { (query: RuntimeQuery, netuid: UInt16) in
            try ifThere(query, netuid) { try DynamicInfoShape.value(query, netuid) }
        },
    ]

    private static func ifThere(
        _ query: RuntimeQuery,
        _ netuid: UInt16,
        _ mechanism: UInt8 = 0,
        _ value: () throws -> DynamicValue
    ) throws -> DynamicValue {
        let isThere = query.state.value(SubtensorStorage.networksAdded, netuid)
        guard isThere, mechanism < query.state.value(SubtensorStorage.mechanismCount, netuid) else {
            return Answer.option(nil)
        }
        return Answer.some(try value())
    }
}
