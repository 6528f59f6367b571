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
    /// - Returns: What was carried out.
    @discardableResult
    package func send() async throws -> [Withdrawal] {
        var sent: [Withdrawal] = []
        for withdrawal in try await records.withdrawals(isOpen: true) {
            guard let receiver = withdrawal.kind == .burn ? Self.burnAccount : Hotkey(withdrawal.coldkey) else {
                throw ArenaError(.refused, "'\(withdrawal.coldkey)' is no account that can be paid")
            }
            let block = try await treasury.transfer(
                withdrawal.rao,
                to: receiver,
                reference: withdrawal.id,
                by: account
            )
            try await records.confirm(withdrawal, block: block)
            sent.append(withdrawal)
        }
        return sent
    }
}
