import Chain
import Records
import Rules

extension CrusadeValidator {
    /// Sets the weights once a tempo, and when somebody else is to be paid, or the share that is burned changes, as soon as
    /// the interval between two settings is over.
    func payChampion() async throws -> Bool {
        try await WeightsDuty.crusade.require(in: records)
        let metagraph = try await chain.metagraph()
        if preset.crown.rule == .adaptive, try await reviewCrown(at: metagraph.block) { return true }
        let payee = try await payee(in: metagraph)
        let isBurning = try await records.burnSwitch()?.isOn ?? false
        let share = isBurning ? 1 : preset.payout?.burnShare ?? 0
        let uid = share < 1 ? payee?.uid : nil
        let keeper = WeightsKeeper(
            chain: chain,
            validator: validator,
            records: records,
            rhythm: WeightsRhythm(preset.schedule)
        )
        let weights: [UInt16: UInt16]
        let rated: UInt16
        if let uid, share <= 0 {
            (weights, rated) = ([uid: Payout.fullWeight], uid)
        } else {
            let burnUID = try burnHotkey.flatMap(metagraph.uid) ?? metagraph.requireBurnUID()
            (weights, rated) = (Payout.weights(champion: uid, burn: burnUID, burnShare: share), uid ?? burnUID)
        }
        _ = try await keeper.keep(weights, at: metagraph.block) { block in
            try await records.recordWeights(
                block: block,
                uid: rated,
                hotkey: uid == nil ? nil : payee?.hotkey,
                burnShare: uid == nil ? 1 : share
            )
        }
        return false
    }

    /// Looks whether a threshold that decays has let somebody through, when the weights of a tempo are due.
    private func reviewCrown(at block: UInt64) async throws -> Bool {
        if let last = try await records.lastWeights() {
            let interval = WeightsRhythm(preset.schedule).interval
            guard preset.schedule.epoch(of: last.block) != preset.schedule.epoch(of: block),
                block >= last.block + interval
            else { return false }
        }
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
