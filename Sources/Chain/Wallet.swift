import FoundationEssentials
import Glibc
import Rules
package import Substrate

/// A named wallet, as `~/.bittensor/wallets` has them: a coldkey and hotkeys by name, each in a file that its owner alone may
/// read.
///
/// The key `alice` of the wallet `team` is the file `team/hotkeys/alice` in the folder of wallets, with its public half in
/// `alicepub.txt` beside it. Files have mode 0600 in folders of mode 0700. Hotkeys are not encrypted: whoever can read the
/// owner's files can sign.
package struct Wallet: Sendable, Hashable {
    /// The name that is used where none is given, for wallets and for hotkeys.
    package static let defaultName = "default"

    /// The folder of all wallets.
    package let folder: String
    /// The name of this one.
    package let name: String

    /// Names a wallet, whose folders are made when its first hotkey is created.
    package init(folder: String, name: String = defaultName) {
        self.folder = folder
        self.name = name
    }
}

extension Wallet {
    /// Draws a new hotkey and stores it.
    ///
    /// - Parameter hotkey: 1 to 64 letters, digits, hyphens and underscores.
    /// - Returns: The new pair.
    /// - Throws: `ChainError` with `walletInvalid` for another name, `walletExists` when there is a hotkey of this name,
    ///   which is never overwritten, and `unavailable` when the file cannot be written.
    package func create(_ hotkey: String = defaultName) throws -> HotkeyPair {
        try store(Keyfile(phrase: Mnemonic(drawing: 12).phrase()), as: hotkey)
    }

    /// Stores a key as a hotkey, without encryption.
    ///
    /// - Parameters:
    ///   - keyfile: The key.
    ///   - hotkey: 1 to 64 letters, digits, hyphens and underscores.
    /// - Returns: The pair.
    /// - Throws: `ChainError` as ``create(_:)`` does.
    package func store(_ keyfile: Keyfile, as hotkey: String = defaultName) throws -> HotkeyPair {
        let path = try path(of: hotkey)
        try refuseEarlierKind(hotkey)
        do {
            try PrivateFile.write(try keyfile.plainContents(), to: path)
        } catch let error as ChainError where error.code == .walletExists {
            throw ChainError(.walletExists, "the wallet '\(name)' has a hotkey '\(hotkey)' already: \(path)")
        }
        try? PrivateFile.write(Self.publicHalf(of: keyfile), to: "\(path)pub.txt")
        return HotkeyPair(keyfile.pair)
    }

    /// Reads a hotkey.
    ///
    /// - Parameter hotkey: The name that it was created with.
    /// - Returns: The pair.
    /// - Throws: `ChainError` with `walletMissing` when there is none, `walletInsecure` when others may read its file,
    ///   `walletLocked` when it is encrypted, and `walletInvalid` when it is damaged or of a kind that is not read.
    package func load(_ hotkey: String = defaultName) throws -> HotkeyPair {
        let path = try path(of: hotkey)
        do {
            return HotkeyPair(try Self.open("the hotkey '\(hotkey)'", at: path).pair)
        } catch let error as ChainError where error.code == .walletMissing {
            try refuseEarlierKind(hotkey)
            throw ChainError(.walletMissing, "the wallet '\(name)' has no hotkey '\(hotkey)' in \(folder)")
        }
    }

    /// Returns the names of this wallet's hotkeys in alphabetical order; none when there is no such wallet.
    package var hotkeys: [String] {
        ((try? FileManager.default.contentsOfDirectory(atPath: hotkeysFolder)) ?? []).filter(Self.isName).sorted()
    }

    /// Returns the path of a hotkey's file.
    ///
    /// - Parameter hotkey: Its name.
    /// - Returns: The path, whether there is such a file or not.
    /// - Throws: `ChainError.Code.walletInvalid` when one of the two names cannot be a name.
    package func path(of hotkey: String) throws -> String {
        try checkName()
        try Self.checkName(hotkey)
        return "\(hotkeysFolder)/\(hotkey)"
    }

    private var hotkeysFolder: String { "\(folder)/\(name)/hotkeys" }

    /// Whether a text can name a wallet or a hotkey, and so a file anywhere.
    package static func isName(_ text: String) -> Bool {
        (1...64).contains(text.utf8.count)
            && text.utf8.allSatisfy { byte in
                switch byte {
                case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"): true
                case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "_"): true
                default: false
                }
            }
    }

    func checkName() throws { try Self.checkName(name) }

    private static func checkName(_ name: String) throws {
        guard isName(name) else {
            throw ChainError(
                .walletInvalid,
                "'\(name)' cannot be a name: names have 1 to 64 letters, digits, '-' and '_'"
            )
        }
    }

    /// An Ed25519 key, as earlier versions made them, is neither ignored nor shadowed.
    private func refuseEarlierKind(_ hotkey: String) throws {
        let old = "\(hotkeysFolder)/\(hotkey).json"
        guard access(old, F_OK) == 0 else { return }
        throw ChainError(
            .walletInvalid,
            "\(old) is an Ed25519 key, which no chain takes any more; move it away and make a new hotkey"
        )
    }
}

extension Wallet {
    /// Reads a keyfile, and says of which key it is where that fails.
    static func open(_ what: String, at path: String, password: SecretBytes? = nil) throws -> Keyfile {
        do {
            return try Keyfile(PrivateFile.read(path), password: password)
        } catch let error as SubstrateError {
            throw failure(error, what, path)
        }
    }

    static func failure(_ error: SubstrateError, _ what: String, _ path: String) -> ChainError {
        let code: ChainError.Code =
            switch error.code {
            case .passwordMissing, .wrongPassword: .walletLocked
            case .unavailable: .unavailable
            default: .walletInvalid
            }
        return ChainError(code, "\(what) in \(path) cannot be used: \(error)", cause: error)
    }

    static func publicHalf(of keyfile: Keyfile) throws -> SecretBytes {
        try SecretBytes(utf8: PublicKeyfile(keyfile.pair.publicKey.account).contents)
    }
}
