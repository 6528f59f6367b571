import ArgumentParser
import Chain
import Substrate

/// Makes a coldkey and a hotkey.
struct WalletCreateCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "create",
        abstract: "Make a new coldkey and a new hotkey.",
        discussion: """
            Never replaces one that is there: a wallet that has a coldkey gets another hotkey. The coldkey is encrypted with a \
            password, the hotkey is not. The phrases that the keys are made of are shown once, at a terminal only.
            """
    )

    @OptionGroup(title: "Wallet")
    var options: WalletOptions

    @OptionGroup(title: "Password")
    var password: PasswordOptions

    @Flag(help: "Leave the coldkey without encryption.")
    var noPassword = false

    @Flag(help: "Make a hotkey only. The embedded chain asks for no coldkey.")
    var onlyHotkey = false

    @Option(help: "How many words each phrase has: 12, 15, 18, 21 or 24.")
    var words = 12

    @Flag(help: "Print the phrases, also where there is no terminal.")
    var showPhrases = false

    @OptionGroup(title: "Arena")
    var homeOptions: HomeOptions

    @Flag(help: "Print the public halves as JSON.")
    var json = false

    func validate() throws {
        guard [12, 15, 18, 21, 24].contains(words) else {
            throw ValidationError("a phrase has 12, 15, 18, 21 or 24 words, not \(words)")
        }
        guard !json || !showPhrases else { throw ValidationError("phrases are not printed as JSON") }
    }

    func run() async throws {
        let wallet = options.wallet(homeOptions.folder)
        try refuseExisting(wallet)
        var phrases: [(String, SecretBytes)] = []
        if !onlyHotkey, !wallet.hasColdkey {
            let secret = try noPassword ? nil : password.new()
            let keyfile = try drawn()
            if secret != nil { Terminal.progress("encrypting; this takes some seconds") }
            _ = try wallet.storeColdkey(keyfile, password: secret)
            if let phrase = keyfile.phrase { phrases.append(("coldkey", phrase)) }
        }
        let keyfile = try drawn()
        _ = try wallet.store(keyfile, as: options.hotkeyName)
        if let phrase = keyfile.phrase { phrases.append(("hotkey", phrase)) }
        let description = try KeyDescription(options.hotkeyName, in: wallet)
        if json { return try Terminal.json(description) }
        for line in description.lines { Terminal.line(line) }
        show(phrases)
    }

    /// A hotkey that is there is found before a coldkey is made and a password asked for.
    private func refuseExisting(_ wallet: Wallet) throws {
        _ = try wallet.path(of: options.hotkeyName)
        guard wallet.hotkeys.contains(options.hotkeyName) else { return }
        throw CommandFailure(
            .alreadyThere,
            "the wallet '\(wallet.name)' has a hotkey '\(options.hotkeyName)' already; nothing was made"
        )
    }

    private func drawn() throws -> Keyfile { try Keyfile(phrase: Mnemonic(drawing: words).phrase()) }

    private func show(_ phrases: [(String, SecretBytes)]) {
        guard showPhrases || Terminal.isWatched else {
            return Terminal.note("the phrases were not printed, since this is no terminal; the keyfiles hold them")
        }
        Terminal.line("\nWrite these down: whoever has the words has the key.")
        for (name, phrase) in phrases {
            Terminal.line("\(name):")
            Terminal.secret(phrase)
        }
    }
}
