package import Chain
package import Rules
import Substrate

/// What accounts and hotkeys have.
extension SubtensorChain {
    /// Returns the coldkey that a hotkey belonged to after a block, now if none is named; nil when it belonged to nobody.
    ///
    /// A hotkey keeps its coldkey when it loses its uid.
    package func coldkey(of hotkey: Hotkey, at block: UInt64?) async throws -> Hotkey? {
        let state = try await state(at: block)
        guard let owner = try await state.value("SubtensorModule", "Owner", [.account(hotkey.account)])?.account,
            owner.bytes.contains(where: { $0 != 0 })
        else { return nil }
        return try Hotkey(owner)
    }

    /// Returns who would register a hotkey, if anybody pays for it, and what the chain takes for it now.
    package func registrar() async throws -> Registrar? {
        guard let payer else { return nil }
        let price = try await state().value("SubtensorModule", "Burn", [.number(netuid)])
        return Registrar(account: try Hotkey(payer.publicKey.account), rao: try price.number("Burn"))
    }

    /// Returns what an account holds and may spend, in rao.
    package func balance(of account: Hotkey) async throws -> UInt64 {
        let state = try await state()
        let held = try await state.value("System", "Account", [.account(account.account)])
        return try held?["data"]?["free"].number("free") ?? 0
    }
}
