import Substrate

/// The values of the answers about a subnet, by the names of their fields.
enum SubnetValues {
    static func settings(_ state: any StateReader, _ netuid: UInt16) -> [String: DynamicValue] {
        [
            "rho": Answer.number(state.value(SubtensorStorage.rho, netuid)),
            "kappa": Answer.number(state.value(SubtensorStorage.kappa, netuid)),
            "immunity_period": Answer.number(state.value(SubtensorStorage.immunityPeriod, netuid)),
            "min_allowed_weights": Answer.number(state.value(SubtensorStorage.minAllowedWeights, netuid)),
            "max_weights_limit": Answer.number(state.value(SubtensorStorage.maxWeightsLimit, netuid)),
            "tempo": Answer.number(state.value(SubtensorStorage.tempo, netuid)),
            "min_difficulty": Answer.number(state.value(SubtensorStorage.difficulty, netuid)),
            "max_difficulty": Answer.number(state.value(SubtensorStorage.difficulty, netuid)),
            "weights_version": Answer.number(state.value(SubtensorStorage.weightsVersionKey, netuid)),
            "weights_rate_limit": Answer.number(state.value(SubtensorStorage.weightsSetRateLimit, netuid)),
            "adjustment_interval": Answer.number(state.value(SubtensorStorage.adjustmentInterval, netuid)),
            "activity_cutoff": Answer.number(state.value(SubtensorStorage.activityCutoff, netuid)),
            "registration_allowed": .bool(state.value(SubtensorStorage.networkRegistrationAllowed, netuid)),
            "target_regs_per_interval": Answer.number(state.value(SubtensorStorage.maxRegistrationsPerBlock, netuid)),
            "min_burn": Answer.number(state.value(SubtensorStorage.minBurn, netuid)),
            "max_burn": Answer.number(state.value(SubtensorStorage.maxBurn, netuid)),
            "bonds_moving_avg": Answer.number(state.value(SubtensorStorage.bondsMovingAverage, netuid)),
            "max_regs_per_block": Answer.number(state.value(SubtensorStorage.maxRegistrationsPerBlock, netuid)),
            "serving_rate_limit": Answer.number(state.value(SubtensorStorage.servingRateLimit, netuid)),
            "max_validators": Answer.number(state.value(SubtensorStorage.maxAllowedValidators, netuid)),
            "adjustment_alpha": Answer.number(state.value(SubtensorStorage.adjustmentAlpha, netuid)),
            "difficulty": Answer.number(state.value(SubtensorStorage.difficulty, netuid)),
            "commit_reveal_period": Answer.number(state.value(SubtensorStorage.revealPeriodEpochs, netuid)),
            "commit_reveal_weights_enabled": .bool(state.value(SubtensorStorage.commitRevealEnabled, netuid)),
        ]
    }

    static func laterSettings(_ state: any StateReader, _ netuid: UInt16) -> [String: DynamicValue] {
        [
            "yuma_version": Answer.number(UInt16(2)), "subnet_is_active": .bool(true),
            "transfers_enabled": .bool(state.value(SubtensorStorage.transferToggle, netuid)),
        ]
    }

    static func metagraph(_ query: RuntimeQuery, _ netuid: UInt16) -> [String: DynamicValue] {
        let names = Set(MetagraphShapes.selectable.compactMap(\.name))
        return settings(query.state, netuid).filter { names.contains($0.key) }
            .merging(subnet(query, netuid)) { $1 }
            .merging(neurons(SubnetFigures(query.state, netuid))) { $1 }
    }

    private static func subnet(_ query: RuntimeQuery, _ netuid: UInt16) -> [String: DynamicValue] {
        let state = query.state
        let owner = state.value(SubtensorStorage.subnetOwner, netuid)
        return [
            "netuid": Answer.number(netuid), "name": Answer.letters(name(netuid)),
            "symbol": Answer.letters(state.value(SubtensorStorage.tokenSymbol, netuid)),
            "network_registered_at": Answer.number(state.value(SubtensorStorage.networkRegisteredAt, netuid)),
            "owner_hotkey": Answer.account(state.value(SubtensorStorage.subnetOwnerHotkey, netuid)),
            "owner_coldkey": Answer.account(owner), "block": Answer.number(query.block),
            "last_step": Answer.number(state.value(SubtensorStorage.lastMechansimStepBlock, netuid)),
            "blocks_since_last_step": Answer.number(state.value(SubtensorStorage.blocksSinceLastStep, netuid)),
            "moving_price": .list([.signed(1 << 32)]),
            "num_uids": Answer.number(state.value(SubtensorStorage.subnetworkN, netuid)),
            "max_uids": Answer.number(state.value(SubtensorStorage.maxAllowedUIDs, netuid)),
            "burn": Answer.number(state.value(SubtensorStorage.burn, netuid)),
            "pow_registration_allowed": .bool(state.value(SubtensorStorage.powRegistrationAllowed, netuid)),
        ]
    }

    static func name(_ netuid: UInt16) -> [UInt8] { Array((netuid == 0 ? "root" : "tiltyard").utf8) }

    private static func neurons(_ figures: SubnetFigures) -> [String: DynamicValue] {
        let zeros = [UInt16](repeating: 0, count: figures.uids.count)
        let missing = [DynamicValue](repeating: Answer.option(nil), count: figures.uids.count)
        return [
            "hotkeys": Answer.accounts(figures.hotkeys), "coldkeys": Answer.accounts(figures.coldkeys),
            "identities": .list(missing), "axons": .list(figures.axons.map(\.value)),
            "active": Answer.flags(figures.active), "validator_permit": Answer.flags(figures.permits),
            "pruning_score": Answer.numbers(figures.incentive), "last_update": Answer.numbers(figures.lastUpdate),
            "emission": Answer.numbers(figures.emission), "dividends": Answer.numbers(figures.dividends),
            "incentives": Answer.numbers(figures.incentive), "consensus": Answer.numbers(figures.consensus),
            "trust": Answer.numbers(zeros), "rank": Answer.numbers(figures.incentive),
            "block_at_registration": Answer.numbers(figures.registeredAt),
            "alpha_stake": Answer.numbers(figures.stakes), "tao_stake": Answer.numbers(zeros),
            "total_stake": Answer.numbers(figures.stakes),
        ]
    }

    /// The parts of a subnet that are asked for by number.
    static func selection(_ query: RuntimeQuery, _ netuid: UInt16, _ indices: [UInt16]) throws -> DynamicValue {
        var all = metagraph(query, netuid)
        let figures = SubnetFigures(query.state, netuid)
        all["validators"] = Answer.numbers(figures.uids.filter { figures.permits[Int($0)] })
        var chosen: [String: DynamicValue] = ["netuid": Answer.number(netuid)]
        for index in indices where 1...MetagraphShapes.selectable.count ~= Int(index) {
            let field = MetagraphShapes.selectable[Int(index) - 1]
            guard let name = field.name else { continue }
            chosen[name] = Answer.some(try all[name] ?? query.runtime.zero(field.shape))
        }
        return try query.record(MetagraphShapes.selective, chosen)
    }
}
