import Substrate
import Timelock

/// Seals weights as version 4 of commit-reveal has it, for chains whose epochs follow from the number of the block.
///
/// Those are the network's up to version 343 of its rules, and chains of `tiltyard chain run`. Later rules keep epochs as
/// state, which `EpochSchedule` counts.
package struct TimelockSealing: WeightsSealing {
    /// Makes it.
    package init() {}

    /// Seals weights to the round three blocks into the epoch in which the chain looks at them.
    ///
    /// - Throws: `TimelockError` when there is no such round.
    package func seal(_ weights: WeightsToSeal) throws -> (commit: [UInt8], round: UInt64) {
        let payload = WeightsPayload(
            hotkey: weights.hotkey.bytes,
            uids: weights.uids,
            values: weights.values,
            version: weights.versionKey
        )
        let round = try weights.beacon.weightsRevealRound(
            at: weights.block,
            netuid: weights.netuid,
            tempo: weights.tempo,
            revealPeriod: weights.revealPeriod,
            blockTime: weights.blockTime,
            from: weights.time
        )
        let sealed = try TimelockCiphertext.seal(payload.scale, until: round, of: weights.beacon)
        return (sealed.bytes, round.number)
    }
}

extension SubtensorChain {
    /// Returns whether the subnet has weights sealed.
    package func sealsWeights() async throws -> Bool {
        let state = try await state()
        return try await state.value("SubtensorModule", "CommitRevealWeightsEnabled", [.number(netuid)]) == .bool(true)
    }
}
