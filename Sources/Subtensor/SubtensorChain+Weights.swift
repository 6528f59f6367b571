import Accounts
package import Chain
import FoundationEssentials
package import Rules
import Substrate

extension SubtensorChain {
    /// Sets how the hotkey rates uids, and returns the block in which it was set.
    ///
    /// What the chain would refuse for sure is not sent.
    ///
    /// - Throws: `ChainError`: `invalidWeights`; `notRegistered`; `notPermitted` without a permit; `refused` too soon after
    ///   the last time; `unsupported` when the subnet wants weights sealed and nothing here seals them.
    @discardableResult
    package func setWeights(_ weights: [UInt16: UInt16], by pair: HotkeyPair) async throws -> UInt64 {
        guard weights.values.contains(where: { $0 > 0 }) else {
            throw ChainError(.invalidWeights, "weights are all zero")
        }
        let sorted = weights.filter { $0.value > 0 }.sorted { $0.key < $1.key }
        let state = try await state()
        try await requireTurn(of: pair.hotkey, rating: sorted.map(\.key), state)
        let subnet = [DynamicValue.number(netuid)]
        let rules = try await state.values([
            .subtensor("WeightsVersionKey", subnet), .subtensor("CommitRevealWeightsEnabled", subnet),
        ])
        let version: UInt64 = try rules[0].number("WeightsVersionKey")
        guard rules[1] != .bool(true) else {
            return try await sealWeights(sorted.map(\.key), sorted.map(\.value), version, by: pair)
        }
        let inclusion = try await submit(
            "SubtensorModule",
            "set_weights",
            [
                .init("netuid", .number(netuid)), .init("dests", .numbers(sorted.map(\.key))),
                .init("weights", .numbers(sorted.map(\.value))), .init("version_key", .number(version)),
            ],
            by: pair.key
        )
        return inclusion.block.number
    }

    /// Makes sure that a hotkey may set weights now, by the chain's own rules and with its names.
    private func requireTurn(of hotkey: Hotkey, rating uids: [UInt16], _ state: ChainState) async throws {
        let subnet = [DynamicValue.number(netuid)]
        let told = try await state.values([
            .subtensor("Uids", subnet + [.account(hotkey.account)]), .subtensor("ValidatorPermit", subnet),
            .subtensor("LastUpdate", subnet), .subtensor("WeightsSetRateLimit", subnet),
        ])
        guard let uid = told[0]?.number(UInt16.self) else {
            throw ChainError(.notRegistered, "\(hotkey) has no uid (HotKeyNotRegisteredInSubNet); nothing was sent")
        }
        let permits = try told[1].list("ValidatorPermit")
        guard uids == [uid] || permits.indices.contains(Int(uid)) && permits[Int(uid)] == .bool(true) else {
            throw ChainError(.notPermitted, "\(hotkey) has no permit (NeuronNoValidatorPermit); nothing was sent")
        }
        let updates = try told[2].list("LastUpdate")
        guard updates.indices.contains(Int(uid)) else { return }
        let last: UInt64 = try Optional(updates[Int(uid)]).number("LastUpdate")
        let limit: UInt64 = try told[3].number("WeightsSetRateLimit")
        let (next, overflow) = last.addingReportingOverflow(limit)
        guard last == 0 || !overflow && state.block.number + 1 >= next else {
            throw ChainError(
                .refused,
                "weights can be set again from block \(next) on (SettingWeightsTooFast); nothing was sent"
            )
        }
    }

    private func sealWeights(
        _ uids: [UInt16],
        _ values: [UInt16],
        _ version: UInt64,
        by pair: HotkeyPair
    ) async throws -> UInt64 {
        guard let sealing else {
            throw ChainError(.unsupported, "subnet \(netuid) takes sealed weights only, and nothing here seals them")
        }
        let state = try await bestState()
        try requireNetworksTime(try state.blockTime())
        try requireOwnTime(try await state.time(), in: 0)
        let epochs = try await state.epochs(of: netuid)
        let told = try await state.value("SubtensorModule", "CommitRevealWeightsVersion")
        let format: UInt16 = try told.number("CommitRevealWeightsVersion")
        let sealed = try sealing.seal(
            WeightsToSeal(
                hotkey: pair.hotkey.account,
                uids: uids,
                values: values,
                versionKey: version,
                netuid: netuid,
                tempo: epochs.tempo,
                schedule: epochs.schedule,
                revealPeriod: epochs.revealPeriod,
                block: state.block.number,
                time: try await state.time(),
                blockTime: .seconds(try state.blockTime().value),
                beacon: try await beacon(state)
            )
        )
        let inclusion = try await submit(
            "SubtensorModule",
            "commit_timelocked_weights",
            [
                .init("netuid", .number(netuid)), .init("commit", .bytes(sealed.commit)),
                .init("reveal_round", .number(sealed.round)), .init("commit_reveal_version", .number(format)),
            ],
            by: pair.key
        )
        return inclusion.block.number
    }

    /// Returns the weights that a hotkey has set last, scaled as the chain stores them; nil: it has set none.
    package func weights(of hotkey: Hotkey) async throws -> [UInt16: UInt16]? {
        let state = try await state()
        let place = try await state.value("SubtensorModule", "Uids", [.number(netuid), .account(hotkey.account)])
        guard let uid = place?.number(UInt16.self) else { return nil }
        let stored = try await state.value("SubtensorModule", "Weights", [.number(netuid), .number(uid)])
        let pairs = try stored.list("Weights").map { pair in
            (try pair[0].number("Weights", UInt16.self), try pair[1].number("Weights", UInt16.self))
        }
        let weights = Dictionary(pairs, uniquingKeysWith: { _, last in last }).filter { $0.value > 0 }
        return weights.isEmpty ? nil : weights
    }
}
