import FoundationEssentials
import Glibc
import Rules

/// A named wallet: hotkeys by name, each in a file that its owner alone may read.
///
/// The key `alice` of the wallet `team` is the file `team/hotkeys/alice.json` in the folder of wallets. It has mode 0600
/// in folders of mode 0700 and holds the name, the public key and the secret key as hexadecimal digits. It is not
/// encrypted: whoever can read the owner's files can sign.
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

    private struct Contents: Codable {
        let name: String
        let hotkey: String
        let secret: String
    }
}

extension Wallet {
    /// Draws a new hotkey and stores it.
    ///
    /// - Parameter hotkey: 1 to 64 lower-case letters, digits, hyphens and underscores.
    /// - Returns: The new pair.
    /// - Throws: `ChainError` with `walletInvalid` for another name, `walletExists` when there is a hotkey of this name,
    ///   which is never overwritten, and `unavailable` when the file cannot be written.
    package func create(_ hotkey: String = defaultName) throws -> HotkeyPair {
        let path = try path(of: hotkey)
        try refuseOlderLayout(hotkey)
        let pair = HotkeyPair()
        let contents = Contents(name: hotkey, hotkey: pair.hotkey.text, secret: Hex.text(pair.secretBytes))
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys]
        do {
            try FileManager.default.createDirectory(
                atPath: hotkeysFolder,
                withIntermediateDirectories: true,
                attributes: [.posixPermissions: 0o700]
            )
        } catch {
            throw ChainError(.unavailable, "the folder \(hotkeysFolder) cannot be made", cause: error)
        }
        do {
            try PrivateFile.write(try encoder.encode(contents), to: path)
        } catch let error as ChainError where error.code == .walletExists {
            throw ChainError(.walletExists, "the wallet '\(name)' has a hotkey '\(hotkey)' already: \(path)")
        }
        return pair
    }

    /// Reads a hotkey.
    ///
    /// - Parameter hotkey: The name that it was created with.
    /// - Returns: The pair.
    /// - Throws: `ChainError` with `walletMissing` when there is none, `walletInsecure` when others may read its file,
    ///   and `walletInvalid` when the file is damaged, its keys do not belong together, or it lies where an older layout
    ///   had it.
    package func load(_ hotkey: String = defaultName) throws -> HotkeyPair {
        let path = try path(of: hotkey)
        let data: Data
        do {
            data = try PrivateFile.read(path)
        } catch let error as ChainError where error.code == .walletMissing {
            try refuseOlderLayout(hotkey)
            throw ChainError(.walletMissing, "the wallet '\(name)' has no hotkey '\(hotkey)' in \(folder)")
        }
        guard let contents = try? JSONDecoder().decode(Contents.self, from: data),
            let pair = Hex.bytes(contents.secret).flatMap(HotkeyPair.init(secretBytes:)),
            pair.hotkey.text == contents.hotkey
        else { throw ChainError(.walletInvalid, "the file of the hotkey '\(hotkey)' is damaged: \(path)") }
        return pair
    }

    /// Returns the names of this wallet's hotkeys in alphabetical order; none when there is no such wallet.
    package var hotkeys: [String] {
        let files = (try? FileManager.default.contentsOfDirectory(atPath: hotkeysFolder)) ?? []
        return files.filter { $0.hasSuffix(".json") }.map { String($0.dropLast(".json".count)) }
            .filter(Self.isName).sorted()
    }

    /// Returns the path of a hotkey's file.
    ///
    /// - Parameter hotkey: Its name.
    /// - Returns: The path, whether there is such a file or not.
    /// - Throws: `ChainError.Code.walletInvalid` when one of the two names cannot be a name.
    package func path(of hotkey: String) throws -> String {
        for name in [name, hotkey] where !Self.isName(name) {
            throw ChainError(
                .walletInvalid,
                "'\(name)' cannot be a name: names have 1 to 64 lower-case letters, digits, '-' and '_'"
            )
        }
        return "\(hotkeysFolder)/\(hotkey).json"
    }

    private var hotkeysFolder: String { "\(folder)/\(name)/hotkeys" }

    /// Whether a text can name a wallet or a hotkey, and so a file anywhere.
    static func isName(_ text: String) -> Bool {
        let allowed = Set("abcdefghijklmnopqrstuvwxyz0123456789-_")
        return (1...64).contains(text.count) && text.allSatisfy(allowed.contains)
    }

    /// A key that lies beside the wallets' folders is from before there were any; it is neither ignored nor shadowed.
    private func refuseOlderLayout(_ hotkey: String) throws {
        guard name == Self.defaultName || hotkey == Self.defaultName else { return }
        let old = "\(folder)/\(name == Self.defaultName ? hotkey : name).json"
        guard access(old, F_OK) == 0 else { return }
        throw ChainError(
            .walletInvalid,
            "\(old) is a key in an older layout; move it to \(hotkeysFolder)/\(hotkey).json, with mode 0600"
        )
    }
}
