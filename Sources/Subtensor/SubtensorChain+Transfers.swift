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
    /// With a book, a payment is noted before it is sent; whoever pays the same at the same time, in this process or
    /// another that has the same book, waits and finds it paid. Without a reference it is made each time.
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
        let arguments = [
            DynamicValue.Member("dest", .address(account.account)), DynamicValue.Member("value", .number(rao)),
        ]
        let call = (pallet: "Balances", name: "transfer_keep_alive", arguments: arguments)
        guard !reference.isEmpty else {
            return try await submit(call.pallet, call.name, arguments, by: pair.key).block.number
        }
        return try await payingInTurn(of: pair.hotkey, for: reference) { book in
            let order = PaymentOrder(reference: reference, to: account, rao: rao, call: call)
            let made = try await payOnce(order, by: pair, book)
            guard let block = made.block else { preconditionFailure("what was paid has a block") }
            return block
        }
    }
}

extension SubtensorChain: Chain {}
