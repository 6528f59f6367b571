package import Chain
package import Rules
import Substrate

/// Made-up entrants on an embedded chain or one for development: real hotkeys and coldkeys that pay real fees there, and a skill each.
///
/// Their keys lie in wallets of the arena, `entrant-01` and so on. Making the field again changes nothing.
package struct RehearsalField: Sendable {
    /// The entries, by name.
    package let registrants: [Registrant]
    /// What everybody is called.
    package let names: [String: String]
    /// How good everybody is, by hotkey.
    package let skills: [String: Double]
    /// The newest block with a payment of theirs; nil: they pay nothing.
    package let paidThrough: UInt64?

    /// Makes a field, and has every coldkey pay for a tournament.
    ///
    /// - Parameters:
    ///   - field: Who there is, and how good.
    ///   - wallets: Where keys are kept.
    ///   - chain: The chain.
    ///   - arena: The arena's key, which receives fees and may endow accounts of an embedded chain.
    ///   - rao: What every coldkey pays into its balance, in rao; 0: nothing.
    ///   - tournament: The tournament that it is paid for, once.
    ///   - model: How skill is spread.
    /// - Throws: `ChainError`.
    package init(
        _ field: SimulatedField,
        wallets: WalletFolder,
        chain: any RehearsalChain,
        arena: HotkeyPair,
        paying rao: UInt64,
        for tournament: String,
        model: SkillModel
    ) async throws {
        var last: UInt64?
        let known = field.skills(model)
        var (registrants, names, skills): ([Registrant], [String: String], [String: Double]) = ([], [:], [:])
        for (number, name) in field.names.enumerated() {
            let wallet = wallets.wallet(name)
            let hotkey = try Self.hotkey(in: wallet)
            let coldkey = try Self.coldkey(in: wallet)
            try await chain.fund(rao, coldkey.hotkey, toPayFor: tournament, by: arena)
            try await chain.enrol(hotkey, of: coldkey)
            if rao > 0 {
                let block = try await chain.transfer(rao, to: arena.hotkey, reference: tournament, by: coldkey)
                last = max(last ?? block, block)
            }
            names[hotkey.hotkey.text] = name
            skills[hotkey.hotkey.text] = known[name]
            registrants.append(
                Registrant(
                    hotkey: hotkey.hotkey.text,
                    coldkey: coldkey.hotkey.text,
                    address: "198.51.\(100 + number / 250).\(number % 250 + 1)",
                    repository: "https://git.example/\(name)/training",
                    commit: String(repeating: "0", count: 40),
                    registered: Moment(0)
                )
            )
        }
        (self.registrants, self.names, self.skills, paidThrough) = (registrants, names, skills, last)
    }

    private static func hotkey(in wallet: Wallet) throws -> HotkeyPair {
        do {
            return wallet.hotkeys.isEmpty ? try wallet.create() : try wallet.load()
        } catch let error as ChainError where error.code == .walletExists {
            // Fields of several tournaments are made side by side, and somebody else was quicker.
            return try wallet.load()
        }
    }

    private static func coldkey(in wallet: Wallet) throws -> HotkeyPair {
        do {
            return try wallet.hasColdkey
                ? wallet.coldkey() : wallet.storeColdkey(Keyfile(phrase: Mnemonic(drawing: 12).phrase()), password: nil)
        } catch let error as ChainError where error.code == .walletExists {
            return try wallet.coldkey()
        }
    }
}
