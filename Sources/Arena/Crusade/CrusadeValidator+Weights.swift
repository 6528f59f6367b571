import Chain
import Records
import Rules

extension CrusadeValidator {
    /// Sets the weights once a tempo, and at once when the champion changes.
    func payChampion() async throws -> Bool {
        let champion = try await records.champion(presetHash: preset.hash)
        let metagraph = try await chain.metagraph()
        let uid = champion.flatMap { metagraph.uid(of: $0.hotkey) }
        let target = uid ?? metagraph.burnUID
        if let last = try await records.lastWeights(), last.uid == target,
            preset.schedule.epoch(of: last.block) == preset.schedule.epoch(of: metagraph.block)
        {
            return false
        }
        let weights = Payout.weights(champion: uid, burn: metagraph.burnUID)
        let block = try await chain.setWeights(weights, by: validator)
        try await records.recordWeights(block: block, uid: target, hotkey: uid == nil ? nil : champion?.hotkey)
        return false
    }
}
