/// Whom an amount belongs to.
package enum LedgerAccount: Sendable, Hashable {
    /// Everything outside: what came in is missing here.
    ///
    /// The only account below zero.
    case network
    /// What a coldkey can pay fees with, or have back.
    case available(coldkey: String)
    /// What is held for entries that have not begun to play.
    case reserved(coldkey: String)
    /// Fees that were earned.
    case income
    /// What is on its way out and not yet seen on the chain.
    case outgoing
    /// What was sent where nobody can spend it.
    case burned

    /// The account as text, such as `available:5C…`.
    package var text: String {
        switch self {
        case .network: "network"
        case .available(let coldkey): "available:\(coldkey)"
        case .reserved(let coldkey): "reserved:\(coldkey)"
        case .income: "income"
        case .outgoing: "outgoing"
        case .burned: "burned"
        }
    }

    /// Reads an account; nil when the text is none.
    package init?(_ text: String) {
        let parts = text.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
        switch (parts[0], parts.count > 1 ? parts[1] : nil) {
        case ("network", nil): self = .network
        case ("income", nil): self = .income
        case ("outgoing", nil): self = .outgoing
        case ("burned", nil): self = .burned
        case ("available", let coldkey?) where !coldkey.isEmpty: self = .available(coldkey: coldkey)
        case ("reserved", let coldkey?) where !coldkey.isEmpty: self = .reserved(coldkey: coldkey)
        default: return nil
        }
    }
}
