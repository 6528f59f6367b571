import Chain
import Foundation
import Records
import Rules

/// The fees that were paid for a hotkey, and whether its next commitment can name the newest of them.
///
/// Payments are called by the hotkey and a number, and not by the code: one that was named by a commitment which a newer
/// one replaces before its reveal pays for the newer one. A further one is made only when the newest is used or void, so
/// that no other has to be looked at.
struct PaidFees {
    /// How many payments of one hotkey are counted.
    static let most = 100_000
    /// In how many blocks a commitment is on the chain at the latest, for the age of a payment.
    private static let inclusionBlocks: UInt64 = 8
    /// For how many blocks after its reveal code that is handed in again with the same payment counts as the same command
    /// given twice.
    private static let repetitionBlocks: UInt64 = 64

    /// What a commitment is paid with.
    struct Next: Sendable, Hashable {
        /// What the payment is called.
        var reference: String
        /// Where it is; nil: it has yet to be made.
        var place: PaymentPlace?
        /// The block in which the same code came to light with the newest payment a short while ago.
        var revealed: UInt64?
    }

    private let chain: any Chain & Treasury
    private let records: Records
    private let rule: FeeRule
    private let metagraph: Metagraph

    /// - Parameters:
    ///   - chain: The chain that fees are paid on.
    ///   - records: What the arena in this folder has taken in.
    ///   - rule: What handing in costs.
    ///   - metagraph: The chain's participants.
    init(chain: any Chain & Treasury, records: Records, rule: FeeRule, metagraph: Metagraph) {
        self.chain = chain
        self.records = records
        self.rule = rule
        self.metagraph = metagraph
    }

    /// Looks whether the newest payment is free, and else says what the next one is called.
    ///
    /// - Parameters:
    ///   - hotkey: Who commits.
    ///   - payer: Whose payments are looked at.
    ///   - code: The hash of the code that it is to commit to.
    ///   - credit: What the arena holds for the payer besides, in rao.
    ///   - isRehearsal: Whether nothing may be sent, not even once more.
    /// - Returns: The payment.
    /// - Throws: `ArenaError.Code.refused` when there are too many; errors of the databases and of the chain.
    func next(
        for hotkey: Hotkey,
        payer: Hotkey,
        code: CodeHash,
        credit: UInt64,
        isRehearsal: Bool
    ) async throws -> Next {
        var number = 0
        var newest: Transfer?
        while let made = try await chain.fee(
            Self.reference(number, hotkey),
            from: payer,
            isRehearsal: isRehearsal
        ) {
            newest = made
            number += 1
            guard number < Self.most else {
                throw ArenaError(.refused, "\(hotkey) has paid \(number) fees; no more are counted")
            }
        }
        let next = Next(reference: Self.reference(number, hotkey))
        guard let newest else { return next }
        let place = PaymentPlace(block: newest.block, index: newest.index)
        let used = try await use(of: place, by: hotkey)
        if used == nil, newest.rao.clampedSum(credit) >= rule.leastRao, try await counts(place) {
            return Next(reference: Self.reference(number - 1, hotkey), place: place)
        }
        guard case .reveal(code, let block)? = used,
            metagraph.block <= block.clampedSum(Self.repetitionBlocks)
        else { return next }
        return Next(reference: next.reference, revealed: block)
    }

    /// Returns what a payment is called, in which no code shows: payments are seen at once.
    static func reference(_ number: Int, _ hotkey: Hotkey) -> String {
        "fee:\(number):\(CodeHash(of: Data("tiltyard fee 2 \(hotkey.text)".utf8)).text)"
    }

    /// Whether a commitment of a hotkey to other code has come to light with a payment.
    func isUsed(_ place: PaymentPlace, by hotkey: Hotkey, besides code: CodeHash) async throws -> Bool {
        try await reveals(naming: place, of: hotkey, after: place.block).contains { $0.code != code }
    }

    /// What a payment was used for.
    private enum Use {
        /// The arena has credited it.
        case credit
        /// A commitment to a code named it, which was revealed in a block.
        case reveal(CodeHash, UInt64)
    }

    /// Looks for what a payment was used for.
    ///
    /// What was taken in without a credit did not use it. Where taking in goes on meanwhile, the order of these questions
    /// leaves no gap.
    private func use(of place: PaymentPlace, by hotkey: Hotkey) async throws -> Use? {
        let since = max(try await records.cursor(), place.block)
        if try await records.hasCredited(place) { return .credit }
        let reveal = try await reveals(naming: place, of: hotkey, after: since).first
        return reveal.map { .reveal($0.code, $0.block) }
    }

    /// What a hotkey committed to with a payment, as far as it came to light after a block.
    private func reveals(
        naming place: PaymentPlace,
        of hotkey: Hotkey,
        after start: UInt64
    ) async throws -> [(code: CodeHash, block: UInt64)] {
        var found: [(code: CodeHash, block: UInt64)] = []
        var block = start
        while true {
            let revealed = try await chain.revealedCommitments(after: block)
            for reveal in revealed.commitments where reveal.hotkey == hotkey {
                guard let named = try? CodeCommitment(parsing: reveal.payload), named.payment == place else { continue }
                found.append((named.hash, reveal.revealBlock))
            }
            guard revealed.through > block, revealed.through < metagraph.block else { return found }
            block = revealed.through
        }
    }

    /// Whether a validator would find and credit a payment that a commitment named now.
    private func counts(_ place: PaymentPlace) async throws -> Bool {
        guard rule.takes(place, committedAt: metagraph.block.clampedSum(Self.inclusionBlocks)) else { return false }
        let account = FeeDesk(treasury: chain, metagraph: metagraph).account
        guard case .found = try await chain.fee(at: place, to: account) else { return false }
        return true
    }
}
