import Arena
import ArgumentParser
import Chain
import Foundation

/// Whose key signs.
///
/// An option goes before the environment, and the environment before the file `.env`.
struct WalletOptions: ParsableArguments {
    @Option(
        name: .customLong("wallet.name"),
        help: "The wallet. Default: $CRUSADES_WALLET_NAME, $TOURNAMENT_WALLET_NAME, or 'default'."
    )
    var name: String?

    @Option(
        name: [.customLong("wallet.hotkey"), .customLong("hotkey")],
        help: "The hotkey in it. Default: $CRUSADES_WALLET_HOTKEY, $TOURNAMENT_WALLET_HOTKEY, or 'default'."
    )
    var hotkey: String?

    @Option(
        name: .customLong("wallet.path"),
        help: "The folder of wallets, such as ~/.bittensor/wallets. Default: 'wallets' in the arena's folder."
    )
    var path: String?

    /// Whether wallet or hotkey was named, here or in the environment.
    var isNamed: Bool { chosenName != nil || chosenHotkey != nil }

    /// Whether new hotkeys may be made without asking: in the arena's own wallet for competitors, and nowhere else.
    var mayCreate: Bool { path == nil && (chosenName ?? Wallet.defaultName) == Wallet.defaultName }

    var hotkeyName: String { chosenHotkey ?? Wallet.defaultName }

    func wallet(_ home: Home) -> Wallet {
        Self.folder(path, home: home).wallet(chosenName ?? Wallet.defaultName)
    }

    /// The folder of an option, or the one of the arena.
    static func folder(_ option: String?, home: Home) -> WalletFolder {
        guard let option else { return home.wallets }
        let path = NSString(string: option).expandingTildeInPath
        return WalletFolder(URL(fileURLWithPath: path).standardizedFileURL.path)
    }

    private var chosenName: String? {
        name ?? EnvironmentFile.setting(["CRUSADES_WALLET_NAME", "TOURNAMENT_WALLET_NAME"])?.value
    }

    private var chosenHotkey: String? {
        hotkey ?? EnvironmentFile.setting(["CRUSADES_WALLET_HOTKEY", "TOURNAMENT_WALLET_HOTKEY"])?.value
    }
}
