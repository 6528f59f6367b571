/// Amounts that change accounts together: what one loses, others gain.
///
/// The key says what happened in the world. The same thing has the same key whoever finds it, so that it counts once.
package struct LedgerEntry: Sendable, Hashable {
    /// What happened.
    package enum Kind: String, Sendable, Hashable, Codable, CaseIterable {
        /// A coldkey paid in, seen on the chain.
        case deposit
        /// A fee is held for an entry.
        case reserve
        /// The entry plays: the fee is earned.
        case capture
        /// The entry does not play: the fee is the coldkey's again.
        case release
        /// A balance goes back to its coldkey.
        case refund
        /// Earned fees go where nobody can spend them.
        case burn
        /// A refund was seen on the chain.
        case refunded
        /// A burn was seen on the chain.
        case burnt
    }

    /// One amount on one account.
    package struct Line: Sendable, Hashable {
        /// The account.
        package let account: LedgerAccount
        /// What it gains, in rao; below zero: what it loses.
        package let rao: Int64

        /// Makes a line.
        package init(account: LedgerAccount, rao: Int64) {
            self.account = account
            self.rao = rao
        }
    }

    /// What tells the thing that happened from all others.
    package let key: String
    /// What happened.
    package let kind: Kind
    /// The amounts; they sum to zero.
    package let lines: [Line]

    /// Puts an entry together as it was stored, whatever its lines sum to.
    package init(key: String, kind: Kind, lines: [Line]) {
        self.key = key
        self.kind = kind
        self.lines = lines
    }

    private init(_ kind: Kind, _ key: String, _ rao: Int64, from: LedgerAccount, to: LedgerAccount) {
        self.init(
            key: "\(kind.rawValue):\(key)",
            kind: kind,
            lines: [Line(account: from, rao: -rao), Line(account: to, rao: rao)]
        )
    }
}

extension LedgerEntry {
    /// A payment that was found on the chain; its place there tells it from all others.
    package static func deposit(_ rao: Int64, coldkey: String, block: UInt64, index: Int) -> LedgerEntry {
        LedgerEntry(.deposit, "\(block):\(index)", rao, from: .network, to: .available(coldkey: coldkey))
    }

    /// The key of the payment at a place.
    package static func depositKey(_ place: PaymentPlace) -> String {
        "\(Kind.deposit.rawValue):\(place.block):\(place.index)"
    }

    /// A fee that is held for an entry.
    ///
    /// - Parameters:
    ///   - rao: The fee.
    ///   - entry: Which entry, and which time: an entry that was released can be held for again.
    ///   - coldkey: Who pays.
    /// - Returns: The entry.
    package static func reserve(_ rao: Int64, entry: String, coldkey: String) -> LedgerEntry {
        LedgerEntry(.reserve, entry, rao, from: .available(coldkey: coldkey), to: .reserved(coldkey: coldkey))
    }

    /// A fee that is earned, because the entry plays.
    package static func capture(_ rao: Int64, entry: String, coldkey: String) -> LedgerEntry {
        LedgerEntry(.capture, entry, rao, from: .reserved(coldkey: coldkey), to: .income)
    }

    /// A fee that goes back, because the entry does not play.
    package static func release(_ rao: Int64, entry: String, coldkey: String) -> LedgerEntry {
        LedgerEntry(.release, entry, rao, from: .reserved(coldkey: coldkey), to: .available(coldkey: coldkey))
    }

    /// A balance that is on its way back to its coldkey.
    package static func refund(_ rao: Int64, id: String, coldkey: String) -> LedgerEntry {
        LedgerEntry(.refund, id, rao, from: .available(coldkey: coldkey), to: .outgoing)
    }

    /// A refund that the chain has carried out.
    package static func refunded(_ rao: Int64, id: String) -> LedgerEntry {
        LedgerEntry(.refunded, id, rao, from: .outgoing, to: .network)
    }

    /// Earned fees that are on their way to where nobody can spend them.
    package static func burn(_ rao: Int64, id: String) -> LedgerEntry {
        LedgerEntry(.burn, id, rao, from: .income, to: .outgoing)
    }

    /// A burn that the chain has carried out.
    package static func burnt(_ rao: Int64, id: String) -> LedgerEntry {
        LedgerEntry(.burnt, id, rao, from: .outgoing, to: .burned)
    }
}
