import ArgumentParser
import Chain
import Rules

/// Hotkeys.
struct WalletCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "wallet",
        abstract: "Make and show hotkeys.",
        subcommands: [WalletCreateCommand.self, WalletListCommand.self, WalletShowCommand.self]
    )
}

/// A hotkey as commands show it: nothing in it is secret.
struct HotkeyDescription: Encodable {
    static let kind = "sr25519"

    var wallet: String
    var hotkey: String
    /// The SS58 address, or nil when its file cannot be used.
    var address: String?
    /// The public key, "0x" and hexadecimal digits.
    var publicKey: String?
    /// Why the file cannot be used.
    var problem: String?
    var kind = Self.kind
    var file: String

    enum CodingKeys: String, CodingKey {
        case wallet, hotkey, address, problem, kind, file
        case publicKey = "public_key"
    }

    /// Reads a hotkey.
    ///
    /// - Parameters:
    ///   - hotkey: Its name.
    ///   - wallet: The wallet that it is in.
    /// - Throws: `ChainError` of the wallet.
    init(_ hotkey: String, in wallet: Wallet) throws {
        self.wallet = wallet.name
        self.hotkey = hotkey
        file = try wallet.path(of: hotkey)
        show(try wallet.load(hotkey).hotkey)
    }

    private mutating func show(_ key: Hotkey) {
        address = key.text
        publicKey = "0x" + Hex.text(key.bytes)
    }

    /// Reads a hotkey, and keeps what is wrong with it instead of failing.
    init(listing hotkey: String, in wallet: Wallet) {
        self.wallet = wallet.name
        self.hotkey = hotkey
        file = (try? wallet.path(of: hotkey)) ?? ""
        do {
            show(try wallet.load(hotkey).hotkey)
        } catch {
            problem = "\(error)"
        }
    }

    var lines: [String] {
        Fields([
            ("wallet", wallet), ("hotkey", hotkey), ("address", address ?? "-"),
            ("public key", publicKey ?? "-"), ("kind", Self.kind),
            ("file", "\(file), not encrypted"),
        ]).lines
    }
}
