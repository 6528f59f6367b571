package import Chain
package import Rules
import Substrate

/// Fees on a network: stake in the subnet that changes hands (`transfer_stake`).
///
/// It is got with the owner's hotkey by `add_stake` and then given to the account of fees. What it is worth is what the
/// chain says in the event of that transfer: tokens of the network at the price of that block, so that no later price
/// matters.
extension SubtensorChain {
    /// The least that can be paid as a fee, as the options say.
    package var leastFeeRao: UInt64 { options.leastFeeRao }

    /// What has to be left for the chain's own charges, as the options say.
    package var reserveRao: UInt64 { options.feeReserveRao }

    /// Looks for a fee that was paid to an account at a place: a block and an extrinsic in it.
    ///
    /// What an extrinsic gave away counts whatever the extrinsic was, provided that it stayed in this subnet. Nothing is
    /// asked about blocks before the arena.
    ///
    /// - Throws: `ChainError` when the node cannot be asked, or does not have the state of a block that is not old.
    package func fee(at place: PaymentPlace, to account: Hotkey) async throws -> FeeSearch {
        let newest = try await state()
        guard (since...max(since, newest.block.number)).contains(place.block),
            let index = UInt32(exactly: place.index)
        else { return .nothing }
        let found = try await remembered(at: place.block, newest) { state in
            try await state.events().filter { $0.extrinsic == index }.compactMap { try payment(in: $0) }
        }
        guard let found else { return .forgotten }
        let ours = found.filter { $0.to == account }
        guard let first = ours.first else { return .nothing }
        // One extrinsic can hold several calls, but only one payer's count.
        let rao = try ours.filter { $0.from == first.from }.reduce(0) { try Self.sum($0, $1.rao) }
        return .found(Transfer(from: first.from, to: account, rao: rao, block: place.block, index: place.index))
    }

    /// The payment that an event tells of, if it does.
    private func payment(in event: ChainEvent) throws -> (from: Hotkey, to: Hotkey, rao: UInt64)? {
        guard event.pallet == "SubtensorModule", event.name == "StakeTransferred" else { return nil }
        guard let from = event.content[0]?.account, let to = event.content[1]?.account,
            let origin = event.content[3]?.number(UInt16.self), let target = event.content[4]?.number(UInt16.self),
            let rao = event.content[5]?.number(UInt64.self)
        else { throw ChainError(.unsupported, "the chain tells of transfers of stake in a way that is not known") }
        guard origin == netuid, target == netuid else { return nil }
        return (try Hotkey(from), try Hotkey(to), rao)
    }

    /// Returns the fee that was paid under a reference before, or nil.
    ///
    /// One that was sent and not seen yet is waited for. Without a book none can have been paid.
    ///
    /// - Throws: `ChainError`: `stateGone` when the node has forgotten what came of it.
    package func fee(_ reference: String, from payer: Hotkey) async throws -> Transfer? {
        guard book != nil else { return nil }
        return try await payingInTurn(of: payer, for: reference) { book in
            try await settle(reference, of: payer, book, worth).map { try $0.transfer(from: payer) }
        }
    }

    /// Pays a fee, once for each reference: gets stake with the owner's hotkey, and gives it away.
    ///
    /// Both are noted before they are sent. When this is killed in between, the stake that was got is used the next time;
    /// until it is given away it is the payer's own.
    ///
    /// - Throws: `ChainError`: `refused` when the stake would be worth less than the least; `notPermitted` when the account
    ///   has too little; the chain's own refusals by name; `unavailable` without a book.
    package func payFee(
        _ rao: UInt64,
        worth least: UInt64,
        to account: Hotkey,
        reference: String,
        by pair: HotkeyPair
    ) async throws -> Transfer {
        try await payingInTurn(of: pair.hotkey, for: reference) { book in
            if let made = try await settle(reference, of: pair.hotkey, book, worth) {
                guard made.to == account else { throw Self.otherPayment(reference) }
                return try made.transfer(from: pair.hotkey)
            }
            let stake = try await stake(worth: rao, reference, by: pair, book)
            guard let alpha = stake.outcome, alpha > 0 else {
                throw ChainError(.unsupported, "the chain does not say how much stake was got for \(rao) rao")
            }
            try await requireWorth(of: alpha, least)
            let arguments: [DynamicValue.Member] = [
                .init("destination_coldkey", .account(account.account)), .init("hotkey", .account(stake.to.account)),
                .init("origin_netuid", .number(netuid)), .init("destination_netuid", .number(netuid)),
                .init("alpha_amount", .number(alpha)),
            ]
            let order = PaymentOrder(
                reference: reference,
                to: account,
                rao: rao,
                call: ("SubtensorModule", "transfer_stake", arguments),
                outcome: worth
            )
            do {
                return try await payOnce(order, by: pair, book).transfer(from: pair.hotkey)
            } catch let error as ChainError where error.message.contains(Self.isGone) {
                // Its owner has used it for something else; the next time there is new stake.
                try book.forget(stake.reference, stake.signed.hash, from: pair.hotkey)
                throw error
            }
        }
    }

    /// How the chain says that an account does not have the stake that it wants to give.
    private static let isGone = "NotEnoughStakeToWithdraw"

    /// Gets the stake that is to be given away, once: with the hotkey of the subnet's owner, or with whichever it was got.
    private func stake(
        worth rao: UInt64,
        _ reference: String,
        by pair: HotkeyPair,
        _ book: any TransferBook
    ) async throws -> NotedTransfer {
        let name = "\(reference):stake:\(rao)"
        let hotkey: Hotkey
        if let noted = try book.transfer(name, from: pair.hotkey) {
            hotkey = noted.to
        } else {
            hotkey = try await ownerHotkey()
        }
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

    /// What an extrinsic gave away, by the chain's own account.
    private func worth(_ events: [ChainEvent]) throws -> UInt64? {
        try events.compactMap { try payment(in: $0)?.rao }.first
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
    private func requireWorth(of alpha: UInt64, _ least: UInt64) async throws {
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

extension SubtensorChain {
    /// Returns why no fee can be paid at the moment: the subnet's stake cannot change hands, or there is no book.
    package func feeObstacle() async throws -> String? {
        guard book != nil else { return "There is no book in which a payment could be noted." }
        let state = try await state()
        let hasToggle = (try? state.metadata.storageEntry("SubtensorModule", "TransferToggle")) != nil
        guard hasToggle, try await state.value("SubtensorModule", "TransferToggle", [.number(netuid)]) == .bool(false)
        else { return nil }
        return "Stake of subnet \(netuid) cannot be transferred (TransferDisallowed), so that no fee can be paid."
    }
}

extension NotedTransfer {
    /// The payment with its place.
    fileprivate func transfer(from payer: Hotkey) throws -> Transfer {
        guard let block, let index else {
            throw ChainError(.unavailable, "the note of the payment '\(reference)' does not say where it is")
        }
        return Transfer(from: payer, to: to, rao: outcome ?? rao, reference: reference, block: block, index: index)
    }
}
