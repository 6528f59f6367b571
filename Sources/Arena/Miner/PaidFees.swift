import Chain
import Foundation
import Records
import Rules

/// The fees that were paid for a hotkey, and which of them its next commitment can name.
///
/// Payments are called by the hotkey and a number, and not by the code: one that was named by a commitment which a newer
/// one replaces before its reveal pays for the newer one.
struct PaidFees {
    /// How many payments of one hotkey are looked through.
    static let most = 100_000
    /// In how many blocks a commitment is on the chain at the latest, for the age of a payment.
    private static let inclusionBlocks: UInt64 = 5
    /// A commitment that is revealed within so many blocks cannot be replaced for certain.
    private static let leastNotice: UInt64 = 2
    /// What comes on top where rounds of a beacon reveal: the time of two of them.
    private static let leastSeconds = 6.0

    /// What a commitment is paid with.
    struct Next: Sendable, Hashable {
        /// What the payment is called.
        var reference: String
        /// Where it is; nil: it has yet to be made.
        var place: PaymentPlace?
        /// Why the commitment should not be made now.
        var obstacle: Preflight.Finding?
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

    /// Looks for a payment that was made and has not been used, and else says what the next one is called.
    ///
    /// - Parameters:
    ///   - hotkey: Who commits.
    ///   - payer: Whose payments are looked through.
    ///   - code: The hash of the code that it is to commit to.
    ///   - credit: What the arena holds for the payer besides, in rao.
    /// - Returns: The payment.
    /// - Throws: `ArenaError.Code.refused` when there are too many; errors of the databases and of the chain.
    func next(for hotkey: Hotkey, payer: Hotkey, code: CodeHash, credit: UInt64) async throws -> Next {
        for number in 0..<Self.most {
            let reference = Self.reference(number, hotkey)
            guard let made = try await chain.fee(reference, from: payer) else { return Next(reference: reference) }
            let place = PaymentPlace(block: made.block, index: made.index)
            guard made.rao.clampedSum(credit) >= rule.leastRao, try await counts(made, at: place) else { continue }
            switch try await reveal(naming: place, of: hotkey) {
            case nil: return Next(reference: reference, place: place, obstacle: try await haste(of: hotkey))
            case (code, let block)?:
                let sentence = "The same code was handed in with this fee, and revealed in block \(block)."
                return Next(reference: reference, place: place, obstacle: .init(code: "copied", sentence: sentence))
            case _?: continue
            }
        }
        throw ArenaError(.refused, "\(hotkey) has paid \(Self.most) fees; no more are looked through")
    }

    /// Returns what a payment is called, in which no code shows: payments are seen at once.
    static func reference(_ number: Int, _ hotkey: Hotkey) -> String {
        "fee:\(number):\(CodeHash(of: Data("tiltyard fee 2 \(hotkey.text)".utf8)).text)"
    }

    /// Whether a payment would be credited if a commitment named it now.
    private func counts(_ made: Transfer, at place: PaymentPlace) async throws -> Bool {
        let account = FeeDesk(treasury: chain, metagraph: metagraph).account
        let soon = metagraph.block.clampedSum(Self.inclusionBlocks)
        guard made.to == account, rule.takes(place, committedAt: soon) else { return false }
        return try await !records.hasCredited(place)
    }

    /// Which code of a hotkey came to light with the payment, and when, as far as the arena has not taken it in yet.
    ///
    /// What was taken in without a credit did not use the payment.
    private func reveal(naming place: PaymentPlace, of hotkey: Hotkey) async throws -> (CodeHash, UInt64)? {
        let since = max(try await records.cursor(), place.block)
        for reveal in try await chain.revealedCommitments(after: since).commitments where reveal.hotkey == hotkey {
            guard let named = try? CodeCommitment(parsing: reveal.payload), named.payment == place else { continue }
            return (named.hash, reveal.revealBlock)
        }
        return nil
    }

    /// Why a commitment that is still sealed, and may have named the payment, is not replaced in time for certain.
    private func haste(of hotkey: Hotkey) async throws -> Preflight.Finding? {
        guard let sealed = try await chain.sealedCommitments(of: hotkey).first else { return nil }
        let rhythm = try await chain.rhythm()
        let rounds = rhythm.sealSlackBlocks > 0 ? (Self.leastSeconds / rhythm.blockTime.value).rounded(.up) : 0
        let notice = Self.leastNotice + (UInt64(exactly: rounds) ?? 0)
        guard sealed.revealBlock <= (try await chain.currentBlock()).clampedSum(notice) else { return nil }
        return Preflight.Finding(
            code: "replaces_too_late",
            sentence: "The commitment of block \(sealed.committedAt) is revealed in block \(sealed.revealBlock), too "
                + "soon for another to take its place and its fee; hand in again when it is revealed."
        )
    }
}
