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

/// What a chain tells of the place where a fee is said to be paid.
package enum FeeSearch: Sendable, Hashable {
    /// This was paid.
    case found(Transfer)
    /// Nothing was paid there to the account.
    case nothing
    /// The node does not know any more what was paid there.
    case forgotten
}

/// Who gives a hotkey a uid that has none, and what it costs.
package struct Registrar: Sendable, Hashable {
    /// The coldkey that pays, and that the hotkey belongs to then; nil: the hotkey itself, and no other.
    package let account: Hotkey?
    /// What it costs, in rao.
    package let rao: UInt64

    /// Describes who registers.
    package init(account: Hotkey?, rao: UInt64) {
        self.account = account
        self.rao = rao
    }
}

/// What Tiltyard needs of a chain to take fees and give them back.
///
/// Tournaments take payments as they come and send them back; a standing contest has its fee paid to an account that is
/// not its own and looks for it at a place. On a network the first are transfers of its tokens, the second of a subnet's.
package protocol Treasury: Sendable {
    /// Returns the payments to an account from a block on, as far as blocks are complete.
    func transfers(to account: Hotkey, from block: UInt64) async throws -> Transfers

    /// Pays somebody, once for each reference, and returns the block that the payment is in.
    ///
    /// The same payment under the same reference is not made again; another one is refused.
    func transfer(_ rao: UInt64, to account: Hotkey, reference: String, by pair: HotkeyPair) async throws -> UInt64

    /// Looks for a fee that was paid to an account at a place.
    func fee(at place: PaymentPlace, to account: Hotkey) async throws -> FeeSearch

    /// Returns the fee that was paid under a reference before, or nil.
    ///
    /// One that was sent and not seen yet is sought, and sent once more where that is needed; in a rehearsal nothing is
    /// sent or waited for, and it counts as not paid.
    func fee(_ reference: String, from payer: Hotkey, isRehearsal: Bool) async throws -> Transfer?

    /// Pays a fee, once for each reference.
    ///
    /// - Parameters:
    ///   - rao: How much, in rao.
    ///   - least: What it has to be worth when it arrives, in rao; it is not given away when it would be less.
    ///   - account: Who is paid.
    ///   - reference: What the payer calls it.
    ///   - pair: Who pays.
    /// - Returns: The payment with its place.
    /// - Throws: What the chain refuses; then nothing was given away.
    func payFee(
        _ rao: UInt64,
        worth least: UInt64,
        to account: Hotkey,
        reference: String,
        by pair: HotkeyPair
    ) async throws -> Transfer

    /// Returns why no fee can be paid at the moment, in one sentence; nil: it can.
    func feeObstacle() async throws -> String?

    /// Returns the coldkey that a hotkey belonged to after a block, now if none is named; nil where the chain knows none.
    func coldkey(of hotkey: Hotkey, at block: UInt64?) async throws -> Hotkey?

    /// Returns who would register a hotkey; nil: nobody would.
    func registrar() async throws -> Registrar?

    /// Returns what an account holds, in rao.
    func balance(of account: Hotkey) async throws -> UInt64

    /// The least that can be paid as a fee, in rao.
    var leastFeeRao: UInt64 { get }

    /// What has to be left for the chain's own charges when a fee is paid, in rao.
    var reserveRao: UInt64 { get }
}

extension Treasury {
    /// Returns the fee that was paid under a reference before, or nil; one that was sent and not seen yet is waited for.
    package func fee(_ reference: String, from payer: Hotkey) async throws -> Transfer? {
        try await fee(reference, from: payer, isRehearsal: false)
    }
}
