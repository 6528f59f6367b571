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
    package func payer(for hotkey: Hotkey) -> String {
        metagraph.neurons.first { $0.hotkey == hotkey }?.coldkey ?? hotkey.text
    }

    /// Looks for the payment that a commitment names.
    ///
    /// - Parameters:
    ///   - commitment: The commitment.
    ///   - hotkey: Who has committed.
    /// - Returns: What was found.
    /// - Throws: What the chain throws when it cannot be asked; that a block is not there, or not any more, is an answer.
    func evidence(of commitment: CodeCommitment, by hotkey: Hotkey) async throws -> FeeEvidence {
        let payer = payer(for: hotkey)
        guard let place = commitment.payment else { return FeeEvidence(coldkey: payer, named: nil, payment: nil) }
        var found: Transfer?
        do {
            found = try await treasury.transfer(at: place, to: account)
        } catch let error as ChainError where error.code == .unknownBlock {
            found = nil
        }
        let payment = found.map { FeeEvidence.Payment(coldkey: $0.from.text, rao: $0.rao, place: place) }
        return FeeEvidence(coldkey: payer, named: place, payment: payment)
    }
}
