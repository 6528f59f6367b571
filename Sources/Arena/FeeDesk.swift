package import Chain
package import Rules

/// Fees of a standing contest, as a chain has them: where they are paid to, who has to pay, and what was paid.
package struct FeeDesk: Sendable {
    private let treasury: any Treasury
    private let metagraph: Metagraph

    /// Makes a desk.
    ///
    /// - Parameters:
    ///   - treasury: The chain's payments.
    ///   - metagraph: Who is there, and whose each hotkey is.
    package init(treasury: any Treasury, metagraph: Metagraph) {
        self.treasury = treasury
        self.metagraph = metagraph
    }

    /// Where fees are paid to: whoever owns the uid whose emission is burned, or else the account that nobody has the key of.
    package var account: Hotkey {
        metagraph.neurons.first { $0.uid == metagraph.burnUID }?.coldkey.flatMap { Hotkey($0) } ?? Cashier.burnAccount
    }

    /// Who has to pay for a hotkey: its coldkey, or the hotkey itself while the chain knows none.
    ///
    /// - Throws: What the chain throws when it cannot be asked.
    package func payer(for hotkey: Hotkey) async throws -> String { try await coldkey(of: hotkey) ?? hotkey.text }

    /// The coldkey that a hotkey belongs to; nil while the chain knows none.
    func coldkey(of hotkey: Hotkey) async throws -> String? {
        if let coldkey = metagraph.neurons.first(where: { $0.hotkey == hotkey })?.coldkey { return coldkey }
        return try await treasury.coldkey(of: hotkey, at: nil)?.text
    }

    /// Looks for the payment that a commitment names.
    ///
    /// Whom the hotkey belonged to when it was paid may have paid, too. Nothing is looked for at a place that cannot count.
    ///
    /// - Parameters:
    ///   - commitment: The commitment.
    ///   - hotkey: Who has committed.
    ///   - block: The block of the commitment.
    ///   - rule: What it costs.
    /// - Returns: What was found.
    /// - Throws: What the chain throws when it cannot be asked; that a block is not there, or not any more, is an answer.
    func evidence(
        of commitment: CodeCommitment,
        by hotkey: Hotkey,
        committedAt block: UInt64,
        under rule: FeeRule
    ) async throws -> FeeEvidence {
        let payer = try await payer(for: hotkey)
        guard let place = commitment.payment, rule.takes(place, committedAt: block) else {
            return FeeEvidence(coldkey: payer, named: commitment.payment, payment: nil)
        }
        switch try await treasury.fee(at: place, to: account) {
        case .nothing: return FeeEvidence(coldkey: payer, named: place, payment: nil)
        case .forgotten: return FeeEvidence(coldkey: payer, named: place, payment: nil, isForgotten: true)
        case .found(let transfer):
            let from = transfer.from.text
            var wasIts = from == payer
            if !wasIts { wasIts = try await treasury.coldkey(of: hotkey, at: place.block) == transfer.from }
            let payment = FeeEvidence.Payment(coldkey: from, rao: transfer.rao, place: place)
            return FeeEvidence(coldkey: wasIts ? from : payer, named: place, payment: payment)
        }
    }
}
