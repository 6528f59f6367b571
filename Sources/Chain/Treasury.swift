package import Rules

/// A payment from one account to another, as it stands on a chain.
package struct Transfer: Sendable, Hashable {
    /// Who paid.
    package let from: Hotkey
    /// Who was paid.
    package let to: Hotkey
    /// How much, in rao.
    package let rao: UInt64
    /// What the payer calls it; empty: nothing.
    package let reference: String
    /// The block that it is in.
    package let block: UInt64
    /// Its place in the block, counted from 0.
    package let index: Int

    /// Describes a payment.
    package init(from: Hotkey, to: Hotkey, rao: UInt64, reference: String = "", block: UInt64, index: Int = 0) {
        self.from = from
        self.to = to
        self.rao = rao
        self.reference = reference
        self.block = block
        self.index = index
    }
}

/// Payments together with the block before which there are no others.
package struct Transfers: Sendable, Hashable {
    /// The payments by block and place in it.
    package let transfers: [Transfer]
    /// The first block that can still get payments: everything before it is in the answer.
    package let next: UInt64

    /// Puts an answer together.
    package init(transfers: [Transfer], next: UInt64) {
        self.transfers = transfers
        self.next = next
    }
}

/// What Tiltyard needs of a chain to take fees and give them back.
package protocol Treasury: Sendable {
    /// Returns the payments to an account from a block on, as far as blocks are complete.
    func transfers(to account: Hotkey, from block: UInt64) async throws -> Transfers

    /// Returns the payment to an account at a place, or nil when there is none.
    func transfer(at place: PaymentPlace, to account: Hotkey) async throws -> Transfer?

    /// Pays somebody, once for each reference, and returns the block that the payment is in.
    ///
    /// The same payment under the same reference is not made again; another one is refused.
    func transfer(_ rao: UInt64, to account: Hotkey, reference: String, by pair: HotkeyPair) async throws -> UInt64
}

extension Treasury {
    /// Looks for the payment among all from its block on.
    package func transfer(at place: PaymentPlace, to account: Hotkey) async throws -> Transfer? {
        try await transfers(to: account, from: place.block).transfers.first {
            $0.block == place.block && $0.index == place.index
        }
    }
}
