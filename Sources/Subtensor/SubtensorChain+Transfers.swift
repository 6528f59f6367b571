import Accounts
package import Chain
package import Rules
import Substrate

extension SubtensorChain: Treasury {
    /// Returns the payments to an account from a block on, as far as blocks are final.
    ///
    /// They are the chain's `Balances.Transfer` events that an extrinsic caused, whatever the extrinsic was. The chain has no
    /// place for a reference: it is empty. One answer covers so many blocks as the options say.
    package func transfers(to account: Hotkey, from block: UInt64) async throws -> Transfers {
        let newest = try await heads.newestNumber()
        let first = max(block, since)
        guard first <= newest else { return Transfers(transfers: [], next: block) }
        let last = min(newest, first + options.transferBlocks - 1)
        var transfers: [Transfer] = []
        for number in first...last {
            var index = 0
            for event in try await state(at: number).events() {
                guard event.pallet == "Balances", event.name == "Transfer", event.extrinsic != nil,
                    let from = (event.content["from"] ?? event.content[0])?.account,
                    let to = (event.content["to"] ?? event.content[1])?.account,
                    let rao = (event.content["amount"] ?? event.content[2])?.number(UInt64.self)
                else { continue }
                // Counted over all payments of the block, so that a payment's place is the same for every account.
                if to == account.account {
                    transfers.append(
                        Transfer(from: try Hotkey(from), to: account, rao: rao, block: number, index: index)
                    )
                }
                index += 1
            }
        }
        return Transfers(transfers: transfers, next: last + 1)
    }

    /// Pays somebody, once for each reference, and returns the block that the payment is in.
    ///
    /// With a book, a payment is noted before it is sent. When this process or the node dies, the same extrinsic is sought
    /// in the blocks, and a new one is signed only when the noted one is in none and its era is over.
    ///
    /// - Throws: `ChainError`: `notPermitted` when the account has too little, or another payment has the reference;
    ///   `unavailable` when a payment with a reference cannot be noted.
    package func transfer(
        _ rao: UInt64,
        to account: Hotkey,
        reference: String,
        by pair: HotkeyPair
    ) async throws -> UInt64 {
        guard rao > 0, reference.utf8.count <= 128 else {
            throw ChainError(.invalidPayload, "a transfer of \(rao) rao cannot be made")
        }
        guard !reference.isEmpty else { return try await pay(rao, to: account, by: pair) { _ in } }
        guard let book else {
            throw ChainError(.unavailable, "there is no book in which the payment '\(reference)' could be noted")
        }
        if let block = try await settle(reference, rao, account, pair, book) { return block }
        let block = try await paid(reference, pair.hotkey, book) {
            try await pay(rao, to: account, by: pair) { signed in
                let noted = NotedTransfer(reference: reference, to: account, rao: rao, signed: signed, block: nil)
                try book.note(noted, from: pair.hotkey)
            }
        }
        return block
    }

    /// Looks what became of a payment that was noted before.
    ///
    /// - Returns: The block that it is in; nil when it has to be made.
    private func settle(
        _ reference: String,
        _ rao: UInt64,
        _ account: Hotkey,
        _ pair: HotkeyPair,
        _ book: any TransferBook
    ) async throws -> UInt64? {
        guard let noted = try book.transfer(reference, from: pair.hotkey) else { return nil }
        guard noted.to == account, noted.rao == rao else {
            throw ChainError(.notPermitted, "the reference '\(reference)' is of another transfer")
        }
        if let block = noted.block { return block }
        do {
            return try await paid(reference, pair.hotkey, book) {
                try await queue.inTurn(of: noted.signed.signer) {
                    try await include(noted.signed, wasSent: true).block.number
                }
            }
        } catch let error as ChainError where [.expired, .badNonce].contains(error.code) {
            return nil
        }
    }

    /// Writes down where a payment is, or that it was not made.
    private func paid(
        _ reference: String,
        _ payer: Hotkey,
        _ book: any TransferBook,
        _ body: () async throws -> UInt64
    ) async throws -> UInt64 {
        do {
            let block = try await body()
            if var noted = try book.transfer(reference, from: payer) {
                noted.block = block
                try book.note(noted, from: payer)
            }
            return block
        } catch let error as ChainError where Self.meansUnpaid.contains(error.code) {
            try book.forget(reference, from: payer)
            throw error
        }
    }

    /// After these a payment was not made and never will be.
    private static let meansUnpaid: Set<ChainError.Code> = [.refused, .notPermitted, .expired, .badNonce]

    private func pay(
        _ rao: UInt64,
        to account: Hotkey,
        by pair: HotkeyPair,
        onSigned: (SignedCall) async throws -> Void
    ) async throws -> UInt64 {
        try await submit(
            "Balances",
            "transfer_keep_alive",
            [.init("dest", .address(account.account)), .init("value", .number(rao))],
            by: pair.key,
            onSigned: onSigned
        ).block.number
    }
}

extension SubtensorChain: Chain {}
