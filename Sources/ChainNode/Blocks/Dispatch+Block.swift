import Substrate

extension Dispatch {
    /// Does what every block begins with.
    func beginBlock(after parent: Block) {
        enter(.initialization)
        set(SystemStorage.number, to: block)
        set(SystemStorage.parentHash, to: parent.hash)
        set(SystemStorage.blockHash, parent.number, to: parent.hash)
        if block > 2400 { remove(SystemStorage.blockHash, block - 2401) }
        set(AuraPallet.slot, to: time / max(runtime.settings.blockMilliseconds, 1))
        if let beacon = runtime.beacon { storePulses(beacon) }
        beginBlock(in: runtime.settings.netuid)
        guard runtime.beacon != nil else { return }
        revealCommitments()
        revealWeights(of: runtime.settings.netuid)
    }

    /// Sets the time, as the first extrinsic of every block does.
    ///
    /// - Returns: The extrinsic.
    func applyTime() -> [UInt8] {
        enter(.extrinsic(0))
        set(TimestampPallet.now, to: time)
        deposit(SystemEvents.extrinsicSuccess, DispatchInfo(paysFee: false, isMandatory: true))
        let call = Call(encoded: [TimestampPallet.index, 0] + Compact(time).scale)
        return Extrinsic(unsigned: call).bytes
    }

    /// Carries an extrinsic out.
    ///
    /// - Returns: Whether it became part of the block: false when its signer can no longer pay for it.
    func apply(_ candidate: Candidate, place: UInt32) -> Bool {
        enter(.extrinsic(place), signer: candidate.signer)
        let cost = candidate.fee + candidate.tip
        if cost > 0 {
            let refusal = attempt { try $0.withdraw(cost, from: candidate.signer) }
            guard refusal == nil else { return false }
        }
        update(SystemStorage.account, candidate.signer) { $0.nonce += 1 }
        let info = DispatchInfo(paysFee: candidate.paysFee)
        let failure = attempt(candidate.action)
        if cost > 0 {
            deposit(TransactionPaymentPallet.feePaid, candidate.signer, cost, candidate.tip)
        }
        if let failure {
            deposit(SystemEvents.extrinsicFailed, failure, info)
        } else {
            deposit(SystemEvents.extrinsicSuccess, info)
        }
        return true
    }
}
