import FoundationEssentials
import Substrate
import Timelock

/// Seals weights as version 4 of commit-reveal has it.
///
/// Epochs follow from the number of the block, as the network's did up to version 343 of its rules, or from what the chain
/// keeps as state.
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
        let round = try Self.round(of: weights)
        let sealed = try TimelockCiphertext.seal(payload.scale, until: round, of: weights.beacon)
        return (sealed.bytes, round.number)
    }

    private static func round(of weights: WeightsToSeal) throws -> DrandRound {
        if let schedule = weights.schedule {
            return try weights.beacon.weightsRevealRound(
                under: schedule,
                revealPeriod: weights.revealPeriod,
                blockTime: weights.blockTime,
                from: weights.time
            )
        }
        // A commit is in the next block at the earliest, with which an epoch may begin; the network's tool counts from the
        // newest, and such a commit of its own opens an epoch before the chain looks at it.
        return try weights.beacon.weightsRevealRound(
            at: weights.block + 1,
            netuid: weights.netuid,
            tempo: weights.tempo,
            revealPeriod: weights.revealPeriod,
            blockTime: weights.blockTime,
            from: weights.time.addingTimeInterval(weights.blockTime / .seconds(1))
        )
    }
}

extension SubtensorChain {
    /// Returns whether the subnet has weights sealed.
    package func sealsWeights() async throws -> Bool {
        let state = try await state()
        return try await state.value("SubtensorModule", "CommitRevealWeightsEnabled", [.number(netuid)]) == .bool(true)
    }
}
