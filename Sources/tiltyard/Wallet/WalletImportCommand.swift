import ArgumentParser
import Chain
import Substrate

/// Takes a key in that was made elsewhere.
struct WalletImportCommand: AsyncParsableCommand {
    /// Which of a wallet's keys.
    enum Part: String, CaseIterable, ExpressibleByArgument {
        case coldkey, hotkey
    }

    static let configuration = CommandConfiguration(
        commandName: "import",
        abstract: "Take in a coldkey or hotkey from its phrase, its seed or a keyfile.",
        discussion: """
            Without a file, the phrase is asked for at the terminal, where it is not shown. Secrets are never given on the \
            command line, where others could see them. Never replaces a key that is there. An encrypted keyfile is opened with \
            the password that the coldkey gets.
            """
    )

    @Argument(help: "coldkey or hotkey.")
    var part: Part

    @Option(help: "A file of mode 0600 with the phrase: 12 to 24 words.")
    var phraseFile: String?

    @Option(help: "A file of mode 0600 with the seed: \"0x\" and 64 hexadecimal digits.")
    var seedFile: String?

    @Option(help: "A keyfile of mode 0600, encrypted or not.")
    var keyfile: String?

    @OptionGroup(title: "Wallet")
    var options: WalletOptions

    @OptionGroup(title: "Password")
    var password: PasswordOptions

    @Flag(help: "Leave the coldkey without encryption.")
    var noPassword = false

    @OptionGroup(title: "Arena")
    var homeOptions: HomeOptions

    @Flag(help: "Print the public half as JSON.")
    var json = false

    func validate() throws {
        guard [phraseFile, seedFile, keyfile].count(where: { $0 != nil }) <= 1 else {
            throw ValidationError("a key has one source: --phrase-file, --seed-file or --keyfile")
        }
    }

    func run() async throws {
        let wallet = options.wallet(homeOptions.folder)
        var opened: SecretBytes?
        let key = try source(&opened)
        switch part {
        case .coldkey:
            let secret = try noPassword ? nil : opened ?? password.new()
            if secret != nil { Terminal.progress("encrypting; this takes some seconds") }
            _ = try wallet.storeColdkey(key, password: secret)
        case .hotkey: _ = try wallet.store(key, as: options.hotkeyName)
        }
        let description =
            switch part {
            case .coldkey: KeyDescription(coldkeyOf: wallet)
            case .hotkey: try KeyDescription(options.hotkeyName, in: wallet)
            }
        if json { return try Terminal.json(description) }
        for line in description.lines { Terminal.line(line) }
    }

    /// Reads the key; `opened` becomes the password of a keyfile that was encrypted.
    private func source(_ opened: inout SecretBytes?) throws -> Keyfile {
        do {
            if let seedFile { return try Keyfile(seedDigits: PrivateFile.read(seedFile).trimmed()) }
            if let phraseFile { return try Keyfile(phrase: PrivateFile.read(phraseFile)) }
            guard let keyfile else {
                guard let phrase = try SecretPrompt.ask("phrase of the \(part)") else {
                    throw CommandFailure(.usage, "there is no terminal to ask for a phrase: name a file that has it")
                }
                return try Keyfile(phrase: phrase)
            }
            let contents = try PrivateFile.read(keyfile)
            guard try Keyfile.isEncrypted(contents) else { return try Keyfile(contents) }
            let secret = try password.known()
            opened = secret
            return try Keyfile(contents, password: secret)
        } catch let error as SubstrateError {
            let isLocked = [.wrongPassword, .passwordMissing].contains(error.code)
            throw CommandFailure(isLocked ? .rejected : .damaged, "\(error)")
        }
    }
}
