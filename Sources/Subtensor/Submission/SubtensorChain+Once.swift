import Chain
import Rules
import Substrate

/// Something that is paid once under its reference.
struct PaymentOrder {
    /// What the payer calls it.
    let reference: String
    /// Who is paid.
    let to: Hotkey
    /// How much, in rao.
    let rao: UInt64
    /// The call that pays.
    let call: (pallet: String, name: String, arguments: [DynamicValue.Member])
    /// Reads from the events of the extrinsic what came of it.
    var outcome: ([ChainEvent]) throws -> UInt64? = { _ in nil }
}

extension SubtensorChain {
    /// Runs something when nobody else pays from an account: no other task of this process, and no other process that
    /// notes its payments in the same book.
    ///
    /// - Throws: `ChainError.Code.unavailable` without a book, or when somebody else does not come to an end in the time
    ///   of the options.
    func payingInTurn<Result>(
        of payer: Hotkey,
        for reference: String,
        _ body: (any TransferBook) async throws -> Result
    ) async throws -> Result {
        guard let book else {
            throw ChainError(.unavailable, "there is no book in which the payment '\(reference)' could be noted")
        }
        return try await queue.inTurn(of: payer.account) {
            let lock = try await lock(book, of: payer)
            defer { withExtendedLifetime(lock) {} }
            return try await body(book)
        }
    }

    private func lock(_ book: any TransferBook, of payer: Hotkey) async throws -> any Sendable {
        let deadline = ContinuousClock.now + options.submissionTime
        var pause = options.firstPause
        while true {
            if let lock = try book.take(payer) { return lock }
            guard ContinuousClock.now + pause < deadline else {
                throw ChainError(.unavailable, "another process pays from \(payer), and does not come to an end")
            }
            try await Task.sleep(for: pause)
            pause = min(pause * 2, options.longestPause)
        }
    }

    /// Pays once, in the turn of the payer.
    ///
    /// A payment is noted before it is sent. When this process or the node dies, the same extrinsic is sought in the blocks,
    /// and a new one is signed only when the noted one is in none and its era is over.
    ///
    /// - Returns: The payment with its block and place.
    /// - Throws: `ChainError`: `notPermitted` when another payment has the reference; the chain's own refusals.
    func payOnce(_ order: PaymentOrder, by pair: HotkeyPair, _ book: any TransferBook) async throws -> NotedTransfer {
        if let noted = try await settle(order.reference, of: pair.hotkey, book, order.outcome) {
            guard noted.to == order.to, noted.rao == order.rao else { throw Self.otherPayment(order.reference) }
            return noted
        }
        var latest: NotedTransfer?
        let inclusion: Inclusion
        do {
            inclusion = try await submitInTurn(
                order.call.pallet,
                order.call.name,
                order.call.arguments,
                by: pair.key,
                onSigned: { signed in
                    let noted = NotedTransfer(reference: order.reference, to: order.to, rao: order.rao, signed: signed)
                    try book.note(noted, from: pair.hotkey)
                    latest = noted
                }
            )
        } catch let error as ChainError where Self.meansUnpaid.contains(error.code) {
            if let latest { try book.forget(order.reference, latest.signed.hash, from: pair.hotkey) }
            throw error
        }
        guard let latest else { preconditionFailure("nothing is sent before it is noted") }
        return try keep(latest, inclusion, of: pair.hotkey, book, order.outcome)
    }

    /// Looks what became of a payment that was noted before, in the turn of the payer.
    ///
    /// - Returns: The payment with its block and place; nil when none is noted, or the one that was is in no block and never
    ///   will be.
    func settle(
        _ reference: String,
        of payer: Hotkey,
        _ book: any TransferBook,
        _ outcome: ([ChainEvent]) throws -> UInt64? = { _ in nil }
    ) async throws -> NotedTransfer? {
        guard let noted = try book.transfer(reference, from: payer) else { return nil }
        if noted.block != nil { return noted }
        do {
            return try keep(noted, try await include(noted.signed, wasSent: true), of: payer, book, outcome)
        } catch let error as ChainError where Self.meansUnpaid.contains(error.code) {
            try book.forget(reference, noted.signed.hash, from: payer)
            guard [.expired, .badNonce].contains(error.code) else { throw error }
            return nil
        } catch let error as ChainError where error.code == .stateGone {
            throw ChainError(
                .stateGone,
                "the payment '\(reference)' is in a block of which this node does not know any more what came of it; "
                    + "ask one that keeps all states",
                cause: error
            )
        }
    }

    /// Writes down where a payment is.
    private func keep(
        _ noted: NotedTransfer,
        _ inclusion: Inclusion,
        of payer: Hotkey,
        _ book: any TransferBook,
        _ outcome: ([ChainEvent]) throws -> UInt64?
    ) throws -> NotedTransfer {
        var noted = noted
        noted.block = inclusion.block.number
        noted.index = inclusion.index
        noted.outcome = try outcome(inclusion.events)
        try book.note(noted, from: payer)
        return noted
    }

    static func otherPayment(_ reference: String) -> ChainError {
        ChainError(.notPermitted, "the reference '\(reference)' is of another transfer")
    }

    /// After these a payment was not made and never will be.
    private static let meansUnpaid: Set<ChainError.Code> = [
        .refused, .notPermitted, .notRegistered, .expired, .badNonce,
    ]
}
