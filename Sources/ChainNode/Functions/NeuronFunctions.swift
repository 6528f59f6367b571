import Substrate

/// What clients ask about neurons.
enum NeuronFunctions {
    static let all = [
        RuntimeFunctionEntry(
            "NeuronInfoRuntimeApi",
            "get_neurons",
            ["netuid"],
            .sequence(full),
            "All neurons of a subnet."
        ) { (query: RuntimeQuery, netuid: UInt16) in
            let figures = SubnetFigures(query.state, netuid)
            return .list(try figures.uids.map { try neuron(query, figures, $0, isLite: false) })
        },
        RuntimeFunctionEntry(
            "NeuronInfoRuntimeApi",
            "get_neuron",
            ["netuid", "uid"],
            .option(full),
            "A neuron."
        ) { (query: RuntimeQuery, netuid: UInt16, uid: UInt16) in
            let figures = SubnetFigures(query.state, netuid)
            guard figures.uids.contains(uid) else { return Answer.option(nil) }
            return Answer.some(try neuron(query, figures, uid, isLite: false))
        },
        RuntimeFunctionEntry(
            "NeuronInfoRuntimeApi",
            "get_neurons_lite",
            ["netuid"],
            .sequence(lite),
            "All neurons of a subnet, without weights and bonds."
        ) { (query: RuntimeQuery, netuid: UInt16) in
            let figures = SubnetFigures(query.state, netuid)
            return .list(try figures.uids.map { try neuron(query, figures, $0, isLite: true) })
        },
        RuntimeFunctionEntry(
            "NeuronInfoRuntimeApi",
            "get_neuron_lite",
            ["netuid", "uid"],
            .option(lite),
            "A neuron, without weights and bonds."
        ) { (query: RuntimeQuery, netuid: UInt16, uid: UInt16) in
            let figures = SubnetFigures(query.state, netuid)
            guard figures.uids.contains(uid) else { return Answer.option(nil) }
            return Answer.some(try neuron(query, figures, uid, isLite: true))
        },
    ]

    static let full = shape("NeuronInfo", isLite: false)
    static let lite = shape("NeuronInfoLite", isLite: true)

    private static func shape(_ name: String, isLite: Bool) -> Shape {
        let pairs = Shape.sequence(.tuple([.compact(.u16), .compact(.u16)]))
        var fields: [NamedShape.Field] = [
            .init(name: "hotkey", shape: AccountID.shape), .init(name: "coldkey", shape: AccountID.shape),
            .init(name: "uid", shape: .compact(.u16)), .init(name: "netuid", shape: .compact(.u16)),
            .init(name: "active", shape: .bool), .init(name: "axon_info", shape: AxonInfo.shape),
            .init(name: "prometheus_info", shape: PrometheusInfo.shape),
            .init(name: "stake", shape: .sequence(.tuple([AccountID.shape, .compact(.u64)]))),
            .init(name: "rank", shape: .compact(.u16)), .init(name: "emission", shape: .compact(.u64)),
            .init(name: "incentive", shape: .compact(.u16)), .init(name: "consensus", shape: .compact(.u16)),
            .init(name: "trust", shape: .compact(.u16)), .init(name: "validator_trust", shape: .compact(.u16)),
            .init(name: "dividends", shape: .compact(.u16)), .init(name: "last_update", shape: .compact(.u64)),
            .init(name: "validator_permit", shape: .bool),
        ]
        if !isLite { fields += [.init(name: "weights", shape: pairs), .init(name: "bonds", shape: pairs)] }
        fields.append(.init(name: "pruning_score", shape: .compact(.u16)))
        let path = ["pallet_subtensor", "rpc_info", "neuron_info", name]
        return .named(NamedShape(path: path, content: .fields(fields)))
    }

    private static func neuron(
        _ query: RuntimeQuery,
        _ figures: SubnetFigures,
        _ uid: UInt16,
        isLite: Bool
    ) throws -> DynamicValue {
        let place = Int(uid)
        let hotkey = figures.hotkeys[place]
        var values: [String: DynamicValue] = [
            "hotkey": Answer.account(hotkey), "coldkey": Answer.account(figures.coldkeys[place]),
            "uid": Answer.number(uid), "netuid": Answer.number(figures.netuid),
            "active": .bool(figures.active[place]), "axon_info": figures.axons[place].value,
            "stake": .list([
                .list([Answer.account(figures.coldkeys[place]), Answer.number(figures.stakes[place])])
            ]),
            "rank": Answer.number(figures.incentive[place]), "emission": Answer.number(figures.emission[place]),
            "incentive": Answer.number(figures.incentive[place]),
            "consensus": Answer.number(figures.consensus[place]),
            "dividends": Answer.number(figures.dividends[place]),
            "last_update": Answer.number(figures.lastUpdate[place]),
            "validator_permit": .bool(figures.permits[place]),
        ]
        if !isLite {
            let weights = query.state.value(SubtensorStorage.weights, figures.netuid, uid)
            values["weights"] = .list(weights.map { .list([Answer.number($0.first), Answer.number($0.second)]) })
        }
        return try query.record(isLite ? lite : full, values)
    }
}
