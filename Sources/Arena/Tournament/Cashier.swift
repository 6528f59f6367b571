package import Chain
package import Records
package import Rules

/// Takes fees from the chain into the ledger, and sends back what is to leave.
package struct Cashier: Sendable {
    /// The account that nobody holds the key of: what is sent there is burned.
    package static let burnAccount: Hotkey = {
        guard let account = Hotkey(bytes: [UInt8](repeating: 0, count: 32)) else {
            preconditionFailure("32 bytes make an account")
        }
        return account
    }()

    private let records: Records
    private let treasury: any Treasury
    private let account: HotkeyPair

    /// Makes the cashier of an account.
    ///
    /// - Parameters:
    ///   - records: Where the ledger is.
    ///   - treasury: The chain.
    ///   - account: The arena's account, to which fees are paid.
    package init(records: Records, treasury: any Treasury, account: HotkeyPair) {
        self.records = records
        self.treasury = treasury
        self.account = account
    }

    /// Credits the payments that were made since the last look.
    ///
    /// - Returns: How many were new.
    @discardableResult
    package func collect() async throws -> Int {
        let found = try await treasury.transfers(to: account.hotkey, from: try await records.nextDepositBlock())
        let deposits = found.transfers.map {
            Deposit(coldkey: $0.from.text, rao: $0.rao, block: $0.block, index: $0.index)
        }
        return try await records.credit(deposits, next: found.next)
    }

    /// Sends what is to leave; what was sent before a crash is found on the chain by its identifier and not sent again.
    ///
    /// One that cannot be sent keeps no other from being sent.
    ///
    /// - Returns: What was carried out.
    /// - Throws: `ArenaError.Code.refused` at the end, naming all that could not be sent; they stay noted.
    @discardableResult
    package func send() async throws -> [Withdrawal] {
        var sent: [Withdrawal] = []
        var failures: [String] = []
        for withdrawal in try await records.withdrawals(isOpen: true) {
            do {
                try await send(withdrawal)
                sent.append(withdrawal)
            } catch let error as CancellationError {
                throw error
            } catch {
                failures.append("'\(withdrawal.id)': \(error)")
            }
        }
        guard failures.isEmpty else {
            throw ArenaError(.refused, "\(failures.count) could not be sent: \(failures.joined(separator: "; "))")
        }
        return sent
    }

    /// Sends an amount out of the arena, once: asked again after a crash, it is what was noted before that is sent.
    ///
    /// Without an identifier, what was noted before is told by kind, account and amount, and only until it was seen on the
    /// chain. Everything else that is to leave is sent, too.
    ///
    /// - Parameters:
    ///   - kind: Where it goes.
    ///   - coldkey: The coldkey that gets it; empty when it is burned.
    ///   - rao: How much, in rao; nil: all that there is.
    ///   - id: The identifier; nil: one that nobody has.
    ///   - reason: Why, in the operator's words.
    /// - Returns: What was sent.
    /// - Throws: `Ledger.Refusal`, `RecordsError`, and what cannot be sent.
    package func pay(
        _ kind: Withdrawal.Kind,
        to coldkey: String,
        rao: UInt64? = nil,
        id: String? = nil,
        reason: String = ""
    ) async throws -> Withdrawal {
        let withdrawal = try await records.withdraw(kind, to: coldkey, rao: rao, id: id, reason: reason)
        do {
            try await send()
        } catch let error as ArenaError {
            let isOpen = try await records.withdrawals(isOpen: true).contains { $0.id == withdrawal.id }
            // Whoever is told of others' trouble must not ask for this one again.
            throw isOpen ? error : ArenaError(error.code, "'\(withdrawal.id)' was sent, but \(error.message)")
        }
        return withdrawal
    }

    /// Notes that an amount has left the arena, as a block shows; for records that were restored and do not know of it.
    ///
    /// - Parameters:
    ///   - kind: Where it went.
    ///   - coldkey: The coldkey that got it; empty when it was burned.
    ///   - rao: How much, in rao; nil: what the block shows.
    ///   - id: The identifier; nil: that of the same amount that left in this block or is to leave, or one that nobody has.
    ///   - block: The block.
    ///   - reason: Why, in the operator's words.
    /// - Returns: What was noted.
    /// - Throws: `ArenaError.Code.refused` when the block shows no such payment of the arena's account; `Ledger.Refusal`,
    ///   `RecordsError`, `ChainError`.
    package func acknowledge(
        _ kind: Withdrawal.Kind,
        to coldkey: String,
        rao: UInt64? = nil,
        id: String? = nil,
        in block: UInt64,
        reason: String = ""
    ) async throws -> Withdrawal {
        let receiver = try Self.receiver(kind, coldkey)
        let paid = try await treasury.transfers(to: receiver, from: block).transfers.first { transfer in
            transfer.block == block && transfer.from == account.hotkey && (rao == nil || transfer.rao == rao)
        }
        guard let paid else {
            let amount = rao.map { "\($0) rao" } ?? "anything"
            throw ArenaError(.refused, "in block \(block) \(account.hotkey) has not paid \(amount) to \(receiver)")
        }
        let known = try await records.withdrawals().first {
            $0.kind == kind && $0.coldkey == coldkey && $0.rao == paid.rao && $0.block == block
        }
        // Given twice, it is the same payment; a second one of the same block has to be named.
        if id == nil, let known { return known }
        let withdrawal = try await records.withdraw(kind, to: coldkey, rao: paid.rao, id: id, reason: reason)
        try await records.confirm(withdrawal, block: block)
        return withdrawal
    }

    private func send(_ withdrawal: Withdrawal) async throws {
        guard Withdrawal.isIdentifier(withdrawal.id) else {
            throw ArenaError(.refused, "a chain does not know payments by such an identifier")
        }
        let block = try await treasury.transfer(
            withdrawal.rao,
            to: try Self.receiver(withdrawal.kind, withdrawal.coldkey),
            reference: withdrawal.id,
            by: account
        )
        try await records.confirm(withdrawal, block: block)
    }

    private static func receiver(_ kind: Withdrawal.Kind, _ coldkey: String) throws -> Hotkey {
        guard let receiver = kind == .burn ? burnAccount : Hotkey(coldkey) else {
            throw ArenaError(.refused, "'\(coldkey)' is no account that can be paid")
        }
        return receiver
    }
}
