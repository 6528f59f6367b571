import Chain
import Records
import Rules

extension MinerClient {
    /// Commits to code, with the payment of the fee where there is one.
    ///
    /// Where it was to take the place of a commitment that came to light in the last moment, with the fee of that one, it is
    /// committed once more with a fee of its own: nobody has seen it yet.
    func commit(_ wanted: CodeCommitment, as name: String) async throws -> Receipt {
        let pair = try hotkey(name)
        // Asked for before anything is sent: what is committed to is not to end in a failure.
        let blockTime = try await chain.rhythm().blockTime
        var (paid, receipt) = try await commitOnce(wanted, by: pair)
        if paid.isReused, try await isUsedElsewhere(paid.commitment, by: pair.hotkey) {
            (paid, receipt) = try await commitOnce(wanted, by: pair)
        }
        return Receipt(
            hotkey: pair.hotkey.text,
            codeHash: paid.commitment.hash.text,
            url: paid.commitment.url,
            committedAt: receipt.committedAt,
            revealBlock: receipt.revealBlock,
            sealedSeconds: Double(receipt.revealBlock - receipt.committedAt) * blockTime.value,
            feeBlock: paid.commitment.payment?.block,
            feeIndex: paid.commitment.payment?.index
        )
    }

    /// A commitment that is paid for.
    private struct Paid {
        var commitment: CodeCommitment
        /// Whether it names a payment that was there before.
        var isReused = false
    }

    private func commitOnce(
        _ wanted: CodeCommitment,
        by pair: HotkeyPair
    ) async throws -> (Paid, CommitmentReceipt) {
        let paid = try await payingFee(wanted, by: pair)
        FaultPoint.reach(.feePaid)
        let receipt = try await chain.commit(
            paid.commitment.payload,
            by: pair,
            revealAfter: preset.schedule.revealBlocks
        )
        FaultPoint.reach(.commitmentSent)
        return (paid, receipt)
    }

    private func isUsedElsewhere(_ commitment: CodeCommitment, by hotkey: Hotkey) async throws -> Bool {
        guard let place = commitment.payment, let fee = preset.fee, let chain = chain as? any Chain & Treasury else {
            return false
        }
        let records = try Records.open(at: home.records)
        let metagraph = try await chain.metagraph()
        return try await PaidFees(chain: chain, records: records, rule: fee, metagraph: metagraph)
            .isUsed(place, by: hotkey, besides: commitment.hash)
    }

    /// Sees to it that the hotkey has a uid, and that the fee is paid, if there is one.
    ///
    /// Whatever can be known to be refused is refused before. A payment that no commitment has used is found and named:
    /// who is killed after it and starts again does not pay again, nor does who replaces a commitment before its reveal.
    ///
    /// - Returns: The commitment, with the place of the payment.
    private func payingFee(_ commitment: CodeCommitment, by pair: HotkeyPair) async throws -> Paid {
        guard let fee = preset.fee else {
            try await register(pair)
            return Paid(commitment: commitment)
        }
        guard let chain = chain as? any Chain & Treasury else {
            throw ArenaError(.refused, "\(preset.name) has a fee, and payments cannot be made on this chain")
        }
        let payer = payer ?? FeePayer(pair)
        let preflight = try await Preflight.read(
            commitment,
            by: pair.hotkey,
            payer: payer.account,
            home: home,
            chain: chain,
            preset: preset,
            isRehearsal: false
        )
        guard preflight.reasons.isEmpty else {
            throw ArenaError(.refused, preflight.reasons.map(\.sentence).joined(separator: " "))
        }
        guard let payment = preflight.payment else {
            try await register(pair)
            return Paid(commitment: commitment)
        }
        if let place = payment.place {
            try await register(pair)
            return Paid(commitment: try commitment.naming(place), isReused: true)
        }
        let key = try payer.unlock()
        try await register(pair)
        let desk = FeeDesk(treasury: chain, metagraph: try await chain.metagraph())
        let made = try await chain.payFee(
            preflight.dueRao,
            worth: fee.least(of: preflight.dueRao),
            to: desk.account,
            reference: payment.reference,
            by: key
        )
        return Paid(commitment: try commitment.naming(PaymentPlace(block: made.block, index: made.index)))
    }

    private func register(_ pair: HotkeyPair) async throws {
        if try await chain.metagraph().uid(of: pair.hotkey) == nil { try await chain.register(pair) }
    }

    private func hotkey(_ name: String) throws -> HotkeyPair {
        do {
            return try wallet.load(name)
        } catch let error as ChainError where error.code == .walletMissing {
            return try wallet.create(name)
        }
    }
}

extension CodeCommitment {
    /// The same with the place of a payment.
    fileprivate func naming(_ place: PaymentPlace) throws -> CodeCommitment {
        try CodeCommitment(hash: hash, url: url, payment: place)
    }
}
