import FoundationEssentials
import Glibc
package import Rules
package import Substrate

/// The key that owns a wallet's hotkeys and their tokens: `coldkey`, mostly encrypted, and `coldkeypub.txt` beside it.
extension Wallet {
    /// Where the coldkey is, if there is one.
    package var coldkeyPath: String { "\(folder)/\(name)/coldkey" }

    private var coldkeyPublicPath: String { "\(folder)/\(name)/coldkeypub.txt" }

    /// Whether there is a coldkey with its secret half.
    package var hasColdkey: Bool { access(coldkeyPath, F_OK) == 0 }

    /// Stores a key as the wallet's coldkey.
    ///
    /// Encryption takes half a gigabyte of memory for some seconds.
    ///
    /// - Parameters:
    ///   - keyfile: The key.
    ///   - password: What it is encrypted with; nil leaves it open to whoever can read the owner's files.
    /// - Returns: The pair.
    /// - Throws: `ChainError` with `walletExists` when there is a coldkey, which is never overwritten, `walletInvalid` for a
    ///   name that is none or when the wallet's public half is that of another coldkey, and `unavailable`.
    package func storeColdkey(_ keyfile: Keyfile, password: SecretBytes?) throws -> HotkeyPair {
        try checkName()
        guard !hasColdkey else { throw coldkeyExists }
        let pair = HotkeyPair(keyfile.pair)
        let known = try coldkeyAddress()
        guard known == nil || known == pair.hotkey else {
            throw ChainError(.walletInvalid, "\(coldkeyPublicPath) belongs to another coldkey than \(pair.hotkey)")
        }
        let contents: SecretBytes
        do {
            contents = try password.map(keyfile.encryptedContents) ?? keyfile.plainContents()
        } catch {
            throw ChainError(.unavailable, "the coldkey cannot be encrypted: \(error)", cause: error)
        }
        do {
            try PrivateFile.write(contents, to: coldkeyPath)
        } catch let error as ChainError where error.code == .walletExists {
            throw coldkeyExists
        }
        if known == nil { try PrivateFile.write(Self.publicHalf(of: keyfile), to: coldkeyPublicPath) }
        return pair
    }

    /// Reads the coldkey.
    ///
    /// - Parameter password: Opens an encrypted one, which takes half a gigabyte of memory for some seconds.
    /// - Returns: The pair.
    /// - Throws: `ChainError` with `walletMissing`, `walletLocked` for a password that is missing or wrong, `walletInsecure`
    ///   when others may read the file, `walletInvalid` when it is damaged or of a kind that is not read, and `unavailable`.
    package func coldkey(password: SecretBytes? = nil) throws -> HotkeyPair {
        try checkName()
        guard hasColdkey else { throw ChainError(.walletMissing, "the wallet '\(name)' has no coldkey in \(folder)") }
        return HotkeyPair(try Self.open("the coldkey", at: coldkeyPath, password: password).pair)
    }

    /// Whether the coldkey is encrypted.
    ///
    /// - Throws: `ChainError` as ``coldkey(password:)`` does.
    package func coldkeyIsEncrypted() throws -> Bool {
        do {
            return try Keyfile.isEncrypted(PrivateFile.read(coldkeyPath))
        } catch let error as SubstrateError {
            throw Self.failure(error, "the coldkey", coldkeyPath)
        }
    }

    /// Returns the coldkey's address as `coldkeypub.txt` tells it; nil when there is no such file.
    ///
    /// - Throws: `ChainError.Code.walletInvalid` when the file is damaged.
    package func coldkeyAddress() throws -> Hotkey? {
        guard let data = FileManager.default.contents(atPath: coldkeyPublicPath) else { return nil }
        do {
            return Hotkey(bytes: try PublicKeyfile(Array(data)).account.bytes)
        } catch {
            throw ChainError(.walletInvalid, "\(coldkeyPublicPath) cannot be used: \(error)", cause: error)
        }
    }

    private var coldkeyExists: ChainError {
        ChainError(.walletExists, "the wallet '\(name)' has a coldkey already: \(coldkeyPath)")
    }
}
