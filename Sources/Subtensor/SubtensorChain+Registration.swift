package import Chain
package import Rules
import Substrate

extension SubtensorChain {
    /// Gives a hotkey a uid, which the payer's account pays for; one that has a uid keeps it.
    ///
    /// - Throws: `ChainError`: `notRegistered` when nobody pays, `notPermitted` when the payer has too little, `full`.
    @discardableResult
    package func register(_ pair: HotkeyPair) async throws -> UInt16 {
        try await register(pair.hotkey, paidBy: payer.map { HotkeyPair($0) })
    }

    /// Gives a hotkey a uid, as that of the coldkey that pays for it; one that has a uid keeps it.
    ///
    /// - Throws: `ChainError`: `notRegistered` when nobody pays, `notPermitted` when the coldkey has too little, `full`.
    @discardableResult
    package func register(_ hotkey: Hotkey, paidBy coldkey: HotkeyPair?) async throws -> UInt16 {
        if let uid = try await metagraph().uid(of: hotkey) { return uid }
        guard let coldkey else {
            throw ChainError(
                .notRegistered,
                "hotkey \(hotkey) has no uid on subnet \(netuid); register it first, which its coldkey pays for"
            )
        }
        _ = try await submit(
            "SubtensorModule",
            "burned_register",
            [.init("netuid", .number(netuid)), .init("hotkey", .account(hotkey.account))],
            by: coldkey.key
        )
        guard let uid = try await metagraph().uid(of: hotkey) else {
            throw ChainError(.notRegistered, "hotkey \(hotkey) was not registered")
        }
        return uid
    }

    /// Pays somebody from the payer's account, once for each reference.
    ///
    /// - Throws: `ChainError`: `notPermitted` without a payer, or when it has too little.
    package func grant(_ rao: UInt64, to account: Hotkey, reference: String) async throws {
        guard let payer else { throw ChainError(.notPermitted, "nobody pays \(rao) rao to \(account)") }
        _ = try await transfer(rao, to: account, reference: reference, by: HotkeyPair(payer))
    }
}
