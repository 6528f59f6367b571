import Chain
import Rules
import Substrate

/// Stake that fees are paid in: how it is got, and what it is worth.
extension SubtensorChain {
    /// Gets the stake that is to be given away, once: with the hotkey that it was got with before, or the one of the
    /// subnet's owner.
    func stake(
        _ rao: UInt64,
        _ name: String,
        _ earlier: Hotkey?,
        by pair: HotkeyPair,
        _ book: any TransferBook
    ) async throws -> NotedTransfer {
        let hotkey: Hotkey
        if let earlier { hotkey = earlier } else { hotkey = try await ownerHotkey() }
        return try await payOnce(stakeOrder(rao, with: hotkey, name), by: pair, book)
    }

    private func stakeOrder(_ rao: UInt64, with hotkey: Hotkey, _ reference: String) -> PaymentOrder {
        PaymentOrder(
            reference: reference,
            to: hotkey,
            rao: rao,
            call: (
                "SubtensorModule", "add_stake",
                [
                    .init("hotkey", .account(hotkey.account)), .init("netuid", .number(netuid)),
                    .init("amount_staked", .number(rao)),
                ]
            ),
            outcome: { events in
                events.first { $0.pallet == "SubtensorModule" && $0.name == "StakeAdded" }?
                    .content[3]?.number(UInt64.self)
            }
        )
    }

    /// The hotkey that stake is got with: the one of the subnet's owner.
    private func ownerHotkey() async throws -> Hotkey {
        let state = try await state()
        guard let owner = try await state.value("SubtensorModule", "SubnetOwnerHotkey", [.number(netuid)])?.account
        else {
            throw ChainError(.unsupported, "subnet \(netuid) has no owner's hotkey")
        }
        return try Hotkey(owner)
    }

    /// Makes sure that stake is worth enough at the price of the moment, where the chain tells it.
    func requireWorth(of alpha: UInt64, _ least: UInt64) async throws {
        guard let price = try await price() else { return }
        let worth = UInt64(clamping: UInt128(alpha) * UInt128(price) / 1_000_000_000)
        guard worth >= least else {
            throw ChainError(
                .refused,
                "the stake that was got is worth \(worth) rao, and \(least) are wanted; it is still the payer's own"
            )
        }
    }

    /// What a token of the subnet costs, in billionths of one of the network; nil where the chain does not tell.
    private func price() async throws -> UInt64? {
        let block = try await state().block.hash.description
        do {
            let answer = try await client.call(
                "state_call",
                [.string("SwapRuntimeApi_current_alpha_price"), .bytes(netuid.scale), .string(block)]
            )
            guard let bytes = try answer.bytesOrNil("state_call") else { return nil }
            return try? UInt64(scale: bytes)
        } catch let error as ChainError where [.unsupported, .nodeFailed].contains(error.code) {
            return nil
        }
    }
}
