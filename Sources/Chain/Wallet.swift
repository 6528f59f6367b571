import FoundationEssentials
import Glibc
import Rules

/// A folder of hotkeys, one file a name, readable by its owner alone.
///
/// A file `<name>.json` has mode 0600 and holds the name, the public key and the secret key as hexadecimal digits. It is
/// not encrypted: whoever can read the owner's files can sign.
package struct Wallet: Sendable {
    /// The folder of the files.
    package let folder: String

    /// Names a folder, which is made with mode 0700 when the first hotkey is created.
    package init(folder: String) {
        self.folder = folder
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
    /// - Parameter name: 1 to 64 lower-case letters, digits, hyphens and underscores.
    /// - Returns: The new pair.
    /// - Throws: `ChainError` with `walletInvalid` for another name, `walletExists` when there is a hotkey of this name,
    ///   which is never overwritten, and `unavailable` when the file cannot be written.
    package func create(_ name: String) throws -> HotkeyPair {
        let path = try path(of: name)
        let pair = HotkeyPair()
        let contents = Contents(name: name, hotkey: pair.hotkey.text, secret: Hex.text(pair.secretBytes))
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys]
        mkdir(folder, 0o700)
        try PrivateFile.write(try encoder.encode(contents), to: path)
        return pair
    }

    /// Reads a hotkey.
    ///
    /// - Parameter name: The name that it was created with.
    /// - Returns: The pair.
    /// - Throws: `ChainError` with `walletMissing` when there is none, `walletInsecure` when others may read its file,
    ///   and `walletInvalid` when the file is damaged or its keys do not belong together.
    package func load(_ name: String) throws -> HotkeyPair {
        let data = try PrivateFile.read(try path(of: name))
        guard let contents = try? JSONDecoder().decode(Contents.self, from: data),
            let pair = Hex.bytes(contents.secret).flatMap(HotkeyPair.init(secretBytes:)),
            pair.hotkey.text == contents.hotkey
        else { throw ChainError(.walletInvalid, "the wallet file of '\(name)' is damaged") }
        return pair
    }

    private func path(of name: String) throws -> String {
        let allowed = Set("abcdefghijklmnopqrstuvwxyz0123456789-_")
        guard (1...64).contains(name.count), name.allSatisfy(allowed.contains) else {
            throw ChainError(.walletInvalid, "'\(name)' cannot be the name of a wallet")
        }
        return folder + "/" + name + ".json"
    }
}
