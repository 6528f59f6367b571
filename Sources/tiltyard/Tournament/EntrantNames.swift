import Arena
import Chain
import Rules

/// What hotkeys are called: by the arena's wallets where those hold them, otherwise by their first digits.
struct EntrantNames {
    private var known: [String: String] = [:]

    init(_ home: Home) throws {
        for wallet in home.wallets.wallets where wallet.hotkeys.contains(Wallet.defaultName) {
            guard let pair = try? wallet.load() else { continue }
            known[pair.hotkey.text] = wallet.name
        }
    }

    /// The name of a hotkey.
    func name(_ hotkey: String) -> String { known[hotkey] ?? String(hotkey.prefix(12)) }
}
