import GRDB
package import Rules

extension Records {
    /// Returns what became of a submission's fee, or nil when it owed none.
    ///
    /// - Throws: `DatabaseError`.
    package func fee(of submission: String) async throws -> ParticipationFee? {
        try await pool.read { db in try Self.fee(of: submission, in: db) }
    }

    /// Returns whether any submission ever brought a fee, so that what the ledger has was paid past the arena.
    ///
    /// - Throws: `DatabaseError`.
    package func hasSubmissionFees() async throws -> Bool {
        try await pool.read { db in
            try Bool.fetchOne(
                db,
                sql: """
                    SELECT EXISTS (SELECT 1 FROM submission_fees)
                        OR EXISTS (SELECT 1 FROM submissions WHERE code_error = 'fee_too_small')
                    """
            ) ?? false
        }
    }

    /// Returns what a coldkey can pay fees with, in rao.
    ///
    /// - Throws: `DatabaseError`.
    package func credit(of coldkey: String) async throws -> UInt64 {
        try await pool.read { db in try Self.credit(of: coldkey, in: db) }
    }

    /// Returns whether a payment was credited.
    ///
    /// - Throws: `DatabaseError`.
    package func hasCredited(_ place: PaymentPlace) async throws -> Bool {
        try await pool.read { db in
            try Bool.fetchOne(
                db,
                sql: "SELECT EXISTS (SELECT 1 FROM ledger_entries WHERE key = ?)",
                arguments: [LedgerEntry.depositKey(place)]
            ) ?? false
        }
    }

    /// Credits the payment that a commitment names, once, and holds the fee of the submission.
    ///
    /// What was paid before and not used counts, too: a payment that was too small, or a fee that was released.
    ///
    /// - Returns: Why the submission is refused, or nil when its fee is held.
    static func reserve(
        _ fee: FeeRule,
        of submission: String,
        _ evidence: FeeEvidence,
        committedAt block: UInt64,
        at milliseconds: Int64,
        in db: Database
    ) throws -> Submission.Refusal? {
        let fault = fee.fault(of: evidence, committedAt: block)
        var isUsed = false
        if fault == nil, let payment = evidence.payment {
            let entry = LedgerEntry.deposit(
                try Stored.column(payment.rao),
                coldkey: payment.coldkey,
                block: payment.place.block,
                index: payment.place.index
            )
            do {
                isUsed = try !post(entry, at: milliseconds, in: db)
            } catch Ledger.Refusal.keyTaken {
                // Something else was credited for this place: it is used all the same.
                isUsed = true
            }
        }
        let held = try credit(of: evidence.coldkey, in: db)
        guard held >= fee.leastRao else {
            if let fault { return .feeFault(fault) }
            if isUsed, let place = evidence.named { return .feeUsed(place) }
            return held == 0 ? .feeMissing(fee.rao) : .feeTooSmall(held, least: fee.leastRao)
        }
        let rao = try Stored.column(min(held, fee.rao))
        try post(.reserve(rao, entry: submission, coldkey: evidence.coldkey), at: milliseconds, in: db)
        try db.execute(
            sql: "INSERT INTO submission_fees (submission_id, coldkey, rao, state) VALUES (?, ?, ?, 'reserved')",
            arguments: [submission, evidence.coldkey, rao]
        )
        return nil
    }

    /// Ends what is held for a submission, if anything is: it is earned, or the coldkey's again.
    static func settleFee(
        of submission: String,
        isEarned: Bool,
        at milliseconds: Int64,
        in db: Database
    ) throws {
        guard let fee = try fee(of: submission, in: db), fee.state == .reserved else { return }
        let entry =
            isEarned
            ? LedgerEntry.capture(fee.rao, entry: submission, coldkey: fee.coldkey)
            : LedgerEntry.release(fee.rao, entry: submission, coldkey: fee.coldkey)
        try post(entry, at: milliseconds, in: db)
        let state: ParticipationFee.State = isEarned ? .captured : .released
        try db.execute(
            sql: "UPDATE submission_fees SET state = ? WHERE submission_id = ?",
            arguments: [state.rawValue, submission]
        )
    }

    private static func fee(of submission: String, in db: Database) throws -> ParticipationFee? {
        try Row.fetchOne(
            db,
            sql: """
                SELECT hotkey, coldkey, rao, submission_fees.state FROM submission_fees
                JOIN submissions ON submissions.id = submission_id WHERE submission_id = ?
                """,
            arguments: [submission]
        ).map { ParticipationFee(hotkey: $0[0], coldkey: $0[1], rao: $0[2], state: try Stored.choice($0[3])) }
    }

    private static func credit(of coldkey: String, in db: Database) throws -> UInt64 {
        let held = try Int64.fetchOne(
            db,
            sql: "SELECT rao FROM ledger_balances WHERE account = ?",
            arguments: [LedgerAccount.available(coldkey: coldkey).text]
        )
        return UInt64(max(0, held ?? 0))
    }
}
