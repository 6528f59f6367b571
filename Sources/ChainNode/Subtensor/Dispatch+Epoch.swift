import Substrate

extension Dispatch {
    /// What an epoch pays for each block of it, in rao, where the settings say nothing else.
    static let emissionPerBlock: UInt64 = 1_000_000_000

    /// Begins a block for a subnet: counts, and closes the epoch when it is over.
    func beginBlock(in netuid: UInt16) {
        set(SubtensorStorage.registrationsThisBlock, netuid, to: 0)
        update(SubtensorStorage.blocksSinceLastStep, netuid) { $0 += 1 }
        guard isEpochOver(netuid) else { return }
        set(SubtensorStorage.blocksSinceLastStep, netuid, to: 0)
        set(SubtensorStorage.lastMechansimStepBlock, netuid, to: UInt64(block))
        if runtime.settings.epochs == .stateful {
            set(SubtensorStorage.lastEpochBlock, netuid, to: UInt64(block))
            set(SubtensorStorage.pendingEpochAt, netuid, to: 0)
            update(SubtensorStorage.subnetEpochIndex, netuid) { $0 += 1 }
        }
        closeEpoch(of: netuid, emission: runtime.settings.epochEmission ?? epochLength(netuid) * Self.emissionPerBlock)
    }

    /// The number of the epoch that a subnet is in.
    func epochIndex(_ netuid: UInt16) -> UInt64 {
        switch runtime.settings.epochs {
        case .byBlockNumber: (UInt64(block) + UInt64(netuid) + 1) / epochLength(netuid)
        case .stateful: value(SubtensorStorage.subnetEpochIndex, netuid)
        }
    }

    /// Blocks from one epoch to the next.
    private func epochLength(_ netuid: UInt16) -> UInt64 {
        UInt64(value(SubtensorStorage.tempo, netuid)) + (runtime.settings.epochs == .stateful ? 0 : 1)
    }

    private func isEpochOver(_ netuid: UInt16) -> Bool {
        guard value(SubtensorStorage.tempo, netuid) > 0 else { return false }
        let length = epochLength(netuid)
        guard runtime.settings.epochs == .stateful else { return (UInt64(block) + UInt64(netuid) + 1) % length == 0 }
        let pending = value(SubtensorStorage.pendingEpochAt, netuid)
        if pending > 0, UInt64(block) >= pending { return true }
        return UInt64(block) >= value(SubtensorStorage.lastEpochBlock, netuid) + length
    }

    /// Pays an epoch: 18 % to the owner, 41 % by ratings to those who are rated, 41 % by stake to those who rate.
    ///
    /// A uid's rating is the mean of what those with a permit give it, each counted by stake. The network's own consensus
    /// also cuts off what few agree with and remembers earlier epochs; that is left out here.
    private func closeEpoch(of netuid: UInt16, emission: UInt64) {
        let count = Int(value(SubtensorStorage.subnetworkN, netuid))
        let hotkeys = (0..<count).map { value(SubtensorStorage.keys, netuid, UInt16($0)) }
        let stakes = hotkeys.map { value(SubtensorStorage.totalHotkeyAlpha, $0, netuid) }
        let permits = permits(stakes, netuid)
        let raters = (0..<count).filter { permits[$0] && stakes[$0] > 0 && !weights(of: $0, netuid).isEmpty }
        var ratings = [Double](repeating: 0, count: count)
        for rater in raters {
            let weights = weights(of: rater, netuid)
            let sum = weights.reduce(0) { $0 + Double($1.second) }
            for weight in weights where sum > 0 && Int(weight.first) < count {
                ratings[Int(weight.first)] += Double(stakes[rater]) * Double(weight.second) / sum
            }
        }
        let incentives = Self.shares(ratings)
        let dividends = Self.shares((0..<count).map { raters.contains($0) ? Double(stakes[$0]) : 0 })
        var paid = [UInt64](repeating: 0, count: count)
        for uid in 0..<count {
            let share = 0.41 * incentives[uid] + 0.41 * dividends[uid]
            paid[uid] = UInt64(Double(emission) * share)
            if paid[uid] > 0 { pay(paid[uid], to: hotkeys[uid], netuid) }
        }
        pay(emission * 18 / 100, to: value(SubtensorStorage.subnetOwnerHotkey, netuid), netuid)
        set(SubtensorStorage.validatorPermit, netuid, to: permits)
        set(SubtensorStorage.incentive, netuid, to: incentives.map { UInt16(65535 * $0) })
        set(SubtensorStorage.consensus, netuid, to: incentives.map { UInt16(65535 * $0) })
        set(SubtensorStorage.dividends, netuid, to: dividends.map { UInt16(65535 * $0) })
        set(SubtensorStorage.emission, netuid, to: paid)
    }

    private func weights(of uid: Int, _ netuid: UInt16) -> [Pair<UInt16, UInt16>] {
        value(SubtensorStorage.weights, netuid, UInt16(uid))
    }

    /// The uids with most stake may rate, as many as the subnet has validators.
    private func permits(_ stakes: [UInt64], _ netuid: UInt16) -> [Bool] {
        let most = Int(value(SubtensorStorage.maxAllowedValidators, netuid))
        let threshold = value(SubtensorStorage.stakeThreshold)
        let ranked = stakes.indices.filter { stakes[$0] > 0 && stakes[$0] >= threshold }
            .sorted { (stakes[$1], $0) < (stakes[$0], $1) }
        let chosen = Set(ranked.prefix(most))
        return stakes.indices.map(chosen.contains)
    }

    private func pay(_ amount: UInt64, to hotkey: AccountID, _ netuid: UInt16) {
        guard let coldkey = find(SubtensorStorage.owner, hotkey) else { return }
        addStake(amount, with: hotkey, of: coldkey, in: netuid)
    }

    private static func shares(_ values: [Double]) -> [Double] {
        let sum = values.reduce(0, +)
        return sum > 0 ? values.map { $0 / sum } : values
    }
}
