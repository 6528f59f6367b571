package import Chain
import Foundation
import Records
package import Rules

/// Everything for which a commitment would be refused though its owner could have known, before anything is paid.
package struct Preflight: Sendable, Codable, Hashable {
    /// One thing that was looked at.
    package struct Finding: Sendable, Codable, Hashable {
        /// The stable word for it: the verdict's code where there is one.
        package var code: String
        /// One sentence.
        package var sentence: String
    }

    /// Why it would be refused now.
    package var reasons: [Finding] = []
    /// What is worth knowing, and keeps nobody from handing in.
    package var notes: [Finding] = []
    /// What has to be paid, in rao; what is left over from earlier is taken off.
    package var dueRao: UInt64 = 0
    /// What the commitment is paid with; nil where nothing is due.
    var payment: PaidFees.Next?

    enum CodingKeys: String, CodingKey {
        case reasons, notes
        case dueRao = "due_rao"
    }
}

extension Preflight {
    /// Looks at everything that the arena and its chain know.
    ///
    /// - Parameters:
    ///   - commitment: What would be committed to.
    ///   - hotkey: Who would commit; nil: a hotkey that is made for it.
    ///   - payer: Who would pay; nil: the hotkey.
    ///   - home: The arena.
    ///   - chain: The arena's chain; nil: the embedded one.
    ///   - preset: The rules.
    ///   - isRehearsal: Whether nothing comes after it: then an earlier payment whose end nobody saw is left as it is.
    /// - Returns: What was found.
    /// - Throws: `ArenaError.Code.noArena`, and errors of the databases and of the chain.
    package static func read(
        _ commitment: CodeCommitment,
        by hotkey: Hotkey?,
        payer: Hotkey? = nil,
        home: Home,
        chain: (any Chain & Treasury)? = nil,
        preset: Preset,
        isRehearsal: Bool = true
    ) async throws -> Preflight {
        guard home.exists else { throw ArenaError(.noArena, "there is no arena in \(home.path)") }
        let chain = try chain ?? LocalChain.open(at: home.chain)
        let records = try Records.open(at: home.records)
        let metagraph = try await chain.metagraph()
        var found = Preflight()
        let all = try await records.allSubmissions().map(\.submission)
        if preset.intake.copies != CopyRule.none,
            let other = all.first(where: { $0.codeHash == commitment.hash && $0.state != .rejected })
        {
            found.reasons.append(Finding(code: "copied", sentence: "The same code was committed as \(other.id)."))
        }
        let pending = try await records.pendingCount()
        if pending >= preset.schedule.maximumSubmissionsPending {
            found.notes.append(Finding(code: "queue_full", sentence: "\(pending) submissions wait, and so would it."))
        }
        guard let hotkey else {
            if preset.fee != nil, payer == nil {
                found.reasons.append(
                    Finding(code: "fee_missing", sentence: "A new hotkey has nothing that the fee could be paid with.")
                )
            }
            return found
        }
        let reveal = metagraph.block + UInt64(preset.schedule.revealBlocks)
        if let interval = preset.schedule.commitIntervalBlocks,
            let next = try await records.earliestReveal(of: hotkey, interval: interval), reveal < next
        {
            let refusal = Submission.Refusal.rateLimited(until: next)
            found.reasons.append(Finding(code: refusal.code, sentence: refusal.sentence))
        }
        if let sealed = try await chain.sealedCommitments(of: hotkey).first {
            found.notes.append(
                Finding(
                    code: "replaces",
                    sentence: "It replaces the commitment of block \(sealed.committedAt), which is not revealed yet."
                )
            )
        }
        try await found.rehearse(commitment, by: hotkey, chain, preset)
        let purse = FeePurse(chain: chain, metagraph: metagraph, hotkey: hotkey, payer: payer ?? hotkey)
        let credit = try await records.credit(of: try await purse.owner())
        if let fee = preset.fee, credit < fee.leastRao {
            let paid = PaidFees(chain: chain, records: records, rule: fee, metagraph: metagraph)
            let next = try await paid.next(
                for: hotkey,
                payer: payer ?? hotkey,
                code: commitment.hash,
                credit: credit,
                isRehearsal: isRehearsal
            )
            found.payment = next
            if let block = next.revealed {
                let sentence = "The same code was handed in with a fee, and revealed in block \(block)."
                found.reasons.append(Finding(code: "copied", sentence: sentence))
            } else if let place = next.place {
                let sentence = "The fee was paid in block \(place.block) already; nothing is paid again."
                found.notes.append(Finding(code: "fee_paid", sentence: sentence))
            } else {
                found.dueRao = max(fee.rao - credit, min(fee.rao, chain.leastFeeRao))
            }
        }
        found.reasons += try await purse.obstacles(to: found.dueRao)
        return found
    }

    /// Looks what the chain would refuse of the commitment, with the longest place that a payment can have.
    private mutating func rehearse(
        _ commitment: CodeCommitment,
        by hotkey: Hotkey,
        _ chain: any Chain,
        _ preset: Preset
    ) async throws {
        do {
            let longest = PaymentPlace(block: 9_999_999_999, index: 99_999)
            let payload = try CodeCommitment(
                hash: commitment.hash,
                url: commitment.url,
                payment: preset.fee == nil ? nil : longest
            ).payload
            try await chain.rehearseCommit(payload, by: hotkey, revealAfter: preset.schedule.revealBlocks)
        } catch let error as ChainError where Self.isRefusal(error) {
            let sentence = "The chain would refuse it: \(error.message)."
            reasons.append(Finding(code: "commitment_refused", sentence: sentence))
        }
    }

    private static func isRefusal(_ error: ChainError) -> Bool {
        let codes: Set<ChainError.Code> = [
            .malformedCommitment, .invalidPayload, .invalidDelay, .wrongChain, .refused, .unsupported,
        ]
        return codes.contains(error.code)
    }
}
