import ArgumentParser
import Chain
import Foundation
import Rules

/// Signs a text.
struct WalletSignCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "sign",
        abstract: "Sign a message, as btcli wallet sign does.",
        discussion:
            "Two signatures over the same message differ. The UTF-8 text is signed as it is, also where it begins with 0x."
    )

    struct Report: Encodable {
        var address: String
        var signature: String
    }

    @Argument(help: "The message.")
    var message: String

    @Flag(help: "Sign with the coldkey and not with the hotkey.")
    var coldkey = false

    @OptionGroup(title: "Wallet")
    var options: WalletOptions

    @OptionGroup(title: "Password")
    var password: PasswordOptions

    @OptionGroup(title: "Arena")
    var homeOptions: HomeOptions

    @Flag(help: "Print address and signature as JSON.")
    var json = false

    func run() async throws {
        let wallet = options.wallet(homeOptions.folder)
        let pair = try coldkey ? opened(wallet) : wallet.load(options.hotkeyName)
        let signature = Hex.text(try pair.sign(Data(message.utf8)))
        if json { return try Terminal.json(Report(address: pair.hotkey.text, signature: signature)) }
        Terminal.line(signature)
    }

    private func opened(_ wallet: Wallet) throws -> HotkeyPair {
        guard try wallet.hasColdkey && wallet.coldkeyIsEncrypted() else { return try wallet.coldkey() }
        let secret = try password.known()
        Terminal.progress("opening the coldkey; this takes some seconds")
        return try wallet.coldkey(password: secret)
    }
}
