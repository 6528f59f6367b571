import Chain
import Records
import Rules

extension CrusadeValidator {
    /// Sets the weights once a tempo, and at once when somebody else is to be paid, or the share that is burned changes.
    func payChampion() async throws -> Bool {
        try await WeightsDuty.crusade.require(in: records)
        let metagraph = try await chain.metagraph()
        if preset.crown.rule == .adaptive, try await reviewCrown(at: metagraph.block) { return true }
        let payee = try await payee(in: metagraph)
        let burnUID = burnHotkey.flatMap(metagraph.uid) ?? metagraph.burnUID
        let isBurning = try await records.burnSwitch()?.isOn ?? false
        let share = isBurning ? 1 : preset.payout?.burnShare ?? 0
        let uid = share < 1 ? payee?.uid : nil
        let target = uid ?? burnUID
        if let last = try await records.lastWeights(), last.uid == target, last.burnShare == (uid == nil ? 1 : share),
            preset.schedule.epoch(of: last.block) == preset.schedule.epoch(of: metagraph.block)
        {
            return false
        }
        let weights = Payout.weights(champion: uid, burn: burnUID, burnShare: share)
        let block = try await chain.setWeights(weights, by: validator)
        FaultPoint.reach(.weightsOnChain)
        try await records.recordWeights(
            block: block,
            uid: target,
            hotkey: uid == nil ? nil : payee?.hotkey,
            burnShare: uid == nil ? 1 : share
        )
        FaultPoint.reach(.weightsRecorded)
        return false
    }

    /// Looks whether a threshold that decays has let somebody through, when the weights of a tempo are due.
    private func reviewCrown(at block: UInt64) async throws -> Bool {
        let last = try await records.lastWeights().map { preset.schedule.epoch(of: $0.block) }
        guard last != preset.schedule.epoch(of: block) else { return false }
        return try await records.reviewCrown(presetHash: preset.hash, rule: preset.crown, atBlock: block)
    }

    /// The champion, or, when it has left the network, the best of the board who has not.
    private func payee(in metagraph: Metagraph) async throws -> (uid: UInt16, hotkey: Hotkey)? {
        guard let champion = try await records.champion(presetHash: preset.hash) else { return nil }
        if let uid = metagraph.uid(of: champion.hotkey) { return (uid, champion.hotkey) }
        var place: ScoredSubmission.Place?
        while true {
            let part = try await records.standings(
                presetHash: preset.hash,
                scope: .bestOfEachHotkey,
                after: place,
                limit: 200
            )
            for row in part { if let uid = metagraph.uid(of: row.hotkey) { return (uid, row.hotkey) } }
            guard let last = part.last else { return nil }
            place = last.place
        }
    }
}
