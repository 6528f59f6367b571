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
    /// One that was sent and not seen yet is waited for, but for rehearsals. Without a book none can have been paid.
    ///
    /// - Throws: `ChainError`: `stateGone` when the node has forgotten what came of it.
    package func fee(_ reference: String, from payer: Hotkey, isRehearsal: Bool) async throws -> Transfer? {
        guard let book else { return nil }
        if isRehearsal {
            guard let noted = try book.transfer(reference, from: payer), noted.block != nil else { return nil }
            return try noted.transfer(from: payer)
        }
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
            let name = "\(reference):stake:\(rao)"
            let earlier = try book.transfer(name, from: pair.hotkey)
            do {
                let stake = try await stake(rao, name, earlier?.to, by: pair, book)
                guard let alpha = stake.outcome, alpha > 0 else {
                    throw ChainError(.unsupported, "the chain does not say how much stake was got for \(rao) rao")
                }
                try await requireWorth(of: alpha, least)
                let order = gift(of: alpha, with: stake.to, worth: rao, to: account, reference)
                return try await payOnce(order, by: pair, book).transfer(from: pair.hotkey)
            } catch let error as ChainError where Self.spoilsStake(error) {
                // Stake of an earlier time may be gone, or worth too little by now: the next time there is new stake.
                if let earlier { try book.forget(name, earlier.signed.hash, from: pair.hotkey) }
                throw error
            }
        }
    }

    /// Whether a refusal is one that the same stake would meet again.
    private static func spoilsStake(_ error: ChainError) -> Bool {
        [.refused, .notPermitted, .notRegistered].contains(error.code) && !error.message.contains("RateLimit")
    }

    /// The payment that gives stake away.
    private func gift(
        of alpha: UInt64,
        with hotkey: Hotkey,
        worth rao: UInt64,
        to account: Hotkey,
        _ reference: String
    ) -> PaymentOrder {
        let arguments: [DynamicValue.Member] = [
            .init("destination_coldkey", .account(account.account)), .init("hotkey", .account(hotkey.account)),
            .init("origin_netuid", .number(netuid)), .init("destination_netuid", .number(netuid)),
            .init("alpha_amount", .number(alpha)),
        ]
        return PaymentOrder(
            reference: reference,
            to: account,
            rao: rao,
            call: ("SubtensorModule", "transfer_stake", arguments),
            outcome: worth
        )
    }

    /// What an extrinsic gave away, by the chain's own account.
    private func worth(_ events: [ChainEvent]) throws -> UInt64? {
        try events.compactMap { try payment(in: $0)?.rao }.first
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
