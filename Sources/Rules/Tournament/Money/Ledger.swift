/// A double-entry ledger of participation fees: pure arithmetic, which always sums to zero.
///
/// ```swift
/// var ledger = Ledger()
/// try ledger.post(.deposit(250_000_000, coldkey: "c", block: 9, index: 2))
/// try ledger.post(.reserve(250_000_000, entry: "t:h:1", coldkey: "c"))
/// ```
package struct Ledger: Sendable, Hashable {
    /// Why an entry is refused; nothing is changed then.
    package enum Refusal: Error, Sendable, Hashable {
        /// Its amounts do not sum to zero.
        case unbalanced(key: String, sum: Int64)
        /// It moves nothing, or something backwards.
        case notPositive(key: String)
        /// The account does not hold so much.
        case insufficient(LedgerAccount, holds: Int64, needs: Int64)
        /// An amount is beyond what can be counted.
        case overflow(LedgerAccount)
        /// Another entry has this key.
        case keyTaken(String)
    }

    /// What every account holds, in rao; one that was never touched is missing.
    package private(set) var balances: [LedgerAccount: Int64] = [:]
    private var posted: [String: LedgerEntry] = [:]

    /// Makes an empty ledger.
    package init() {}

    /// What an account holds, in rao.
    package subscript(account: LedgerAccount) -> Int64 { balances[account] ?? 0 }

    /// The sum of all accounts, which is zero.
    package var sum: Int64 { balances.values.reduce(0, &+) }

    /// Enters something that happened.
    ///
    /// - Parameter entry: The entry.
    /// - Returns: False when the very same was entered before: it counts once.
    /// - Throws: `Refusal`; then nothing was changed.
    @discardableResult
    package mutating func post(_ entry: LedgerEntry) throws(Refusal) -> Bool {
        if let earlier = posted[entry.key] {
            guard earlier == entry else { throw .keyTaken(entry.key) }
            return false
        }
        var after: [(LedgerAccount, Int64)] = []
        for line in try Self.checked(entry) { after.append((line.account, try Self.balance(self[line.account], line))) }
        for (account, rao) in after { balances[account] = rao }
        posted[entry.key] = entry
        return true
    }

    /// Returns the lines of an entry that may be entered, by itself.
    ///
    /// - Parameter entry: The entry.
    /// - Returns: Its lines.
    /// - Throws: `Refusal`.
    package static func checked(_ entry: LedgerEntry) throws(Refusal) -> [LedgerEntry.Line] {
        var accounts: Set<LedgerAccount> = []
        var sum: Int64 = 0
        for line in entry.lines {
            guard line.rao != 0, line.rao != .min, accounts.insert(line.account).inserted else {
                throw .notPositive(key: entry.key)
            }
            let (total, overflows) = sum.addingReportingOverflow(line.rao)
            guard !overflows else { throw .overflow(line.account) }
            sum = total
        }
        // What an amount is taken from comes first in every entry; backwards, a fee would be a gift.
        guard let first = entry.lines.first, first.rao < 0 else { throw .notPositive(key: entry.key) }
        guard sum == 0 else { throw .unbalanced(key: entry.key, sum: sum) }
        return entry.lines
    }

    /// Returns what an account holds after a line.
    ///
    /// - Parameters:
    ///   - held: What it holds before.
    ///   - line: The line.
    /// - Returns: The amount, in rao.
    /// - Throws: `Refusal`.
    package static func balance(_ held: Int64, _ line: LedgerEntry.Line) throws(Refusal) -> Int64 {
        let (total, overflows) = held.addingReportingOverflow(line.rao)
        guard !overflows else { throw .overflow(line.account) }
        guard total >= 0 || line.account == .network else {
            throw .insufficient(line.account, holds: held, needs: -line.rao)
        }
        return total
    }
}

extension Ledger.Refusal: CustomStringConvertible {
    /// One line for people.
    package var description: String {
        switch self {
        case .unbalanced(let key, let sum): "the entry \(key) does not sum to zero but to \(sum)"
        case .notPositive(let key): "the entry \(key) moves no amount from one account to another"
        case .insufficient(let account, let holds, let needs):
            "the account \(account.text) holds \(holds) rao, which is less than \(needs)"
        case .overflow(let account): "the account \(account.text) cannot count so much"
        case .keyTaken(let key): "another entry has the key \(key)"
        }
    }
}
