import FoundationEssentials

/// The folder in which the wallets of one user lie side by side.
package struct WalletFolder: Sendable, Hashable {
    /// The folder's path.
    package let path: String

    /// Names a folder, which need not exist.
    package init(_ path: String) {
        self.path = path
    }

    /// Returns a wallet by name, whether it exists or not.
    package func wallet(_ name: String) -> Wallet { Wallet(folder: path, name: name) }

    /// The wallets that have a coldkey or at least one hotkey, in alphabetical order.
    package var wallets: [Wallet] {
        names.filter(Wallet.isName).map(wallet).filter { $0.hasColdkey || !$0.hotkeys.isEmpty }
    }

    private var names: [String] {
        ((try? FileManager.default.contentsOfDirectory(atPath: path)) ?? []).sorted()
    }
}
