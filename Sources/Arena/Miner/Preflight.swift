package import Chain
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

    enum CodingKeys: String, CodingKey {
        case reasons, notes
        case dueRao = "due_rao"
    }
}

extension Preflight {
    /// Looks at everything that the arena knows.
    ///
    /// - Parameters:
    ///   - commitment: What would be committed to.
    ///   - hotkey: Who would commit; nil: a hotkey that is made for it.
    ///   - payer: Who would pay; nil: the hotkey.
    ///   - home: The arena.
    ///   - preset: The rules.
    /// - Returns: What was found.
    /// - Throws: `ArenaError.Code.noArena`, and errors of the databases.
    package static func read(
        _ commitment: CodeCommitment,
        by hotkey: Hotkey?,
        payer: Hotkey? = nil,
        home: Home,
        preset: Preset
    ) async throws -> Preflight {
        guard home.exists else { throw ArenaError(.noArena, "there is no arena in \(home.path)") }
        let chain = try LocalChain.open(at: home.chain)
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
            if preset.fee != nil {
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
        try await found.lookAtFee(preset.fee, of: hotkey, paidBy: payer ?? hotkey, metagraph, chain, records)
        return found
    }

    private mutating func lookAtFee(
        _ fee: FeeRule?,
        of hotkey: Hotkey,
        paidBy payer: Hotkey,
        _ metagraph: Metagraph,
        _ chain: LocalChain,
        _ records: Records
    ) async throws {
        guard let fee else { return }
        let wanted = FeeDesk(treasury: chain, metagraph: metagraph).payer(for: hotkey)
        let credit = try await records.credit(of: wanted)
        guard credit < fee.leastRao else { return }
        dueRao = fee.rao - min(credit, fee.rao)
        guard payer.text == wanted else {
            return reasons.append(
                Finding(code: "fee_foreign", sentence: "The fee has to be paid by \(wanted), not by \(payer).")
            )
        }
        let held = try await chain.balance(of: payer)
        guard held < dueRao else { return }
        reasons.append(Finding(code: "fee_missing", sentence: "\(payer) holds \(held) rao; \(dueRao) are to be paid."))
    }
}
