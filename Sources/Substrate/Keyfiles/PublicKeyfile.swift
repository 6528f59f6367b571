/// The public half of a key as `coldkeypub.txt` and `hotkeys/NAMEpub.txt` hold it.
package struct PublicKeyfile: Sendable, Hashable {
    /// The account; most often the public key of a pair.
    package let account: AccountID

    /// Names an account.
    package init(_ account: AccountID) { self.account = account }

    /// Reads a file's contents.
    ///
    /// - Parameter contents: The file's bytes: a JSON object with one or more of `accountId`, `publicKey` and
    ///   `ss58Address`, or an address and nothing else.
    /// - Throws: `SubstrateError` with `malformedKeyfile`, also when the parts name different accounts,
    ///   `unsupportedKeyfile` for other kinds of key, `tooLarge`.
    package init(_ contents: [UInt8]) throws {
        guard contents.count <= Keyfile.maximumBytes else {
            throw SubstrateError(.tooLarge, "a keyfile of \(contents.count) bytes; \(Keyfile.maximumBytes) are read")
        }
        let text = String(decoding: contents, as: UTF8.self)
        if !text.contains("{") {
            account = try Self.account(String(text.filter { !$0.isWhitespace }))
            return
        }
        let members = try contents.withUnsafeBytes { try KeyfileText($0).members }
        if case .number(let kind)? = members[Keyfile.Name.cryptoType.rawValue], kind != Keyfile.sr25519 {
            throw SubstrateError(.unsupportedKeyfile, "the keyfile has a key of the kind \(kind), not sr25519")
        }
        var accounts: Set<AccountID> = []
        for (name, value) in members {
            guard case .string(let range) = value, let name = Keyfile.Name(rawValue: name) else { continue }
            let text = String(decoding: contents[range], as: UTF8.self)
            switch name {
            case .accountId, .publicKey:
                guard let account = AccountID(try Hexadecimal.bytes(text)) else {
                    throw SubstrateError(.malformedKeyfile, "the keyfile's '\(name.rawValue)' has not 32 bytes")
                }
                accounts.insert(account)
            case .ss58Address: accounts.insert(try Self.account(text))
            case .privateKey, .secretPhrase, .secretSeed, .cryptoType: continue
            }
        }
        guard accounts.count == 1, let account = accounts.first else {
            throw SubstrateError(.malformedKeyfile, "the keyfile names \(accounts.count) accounts, not one")
        }
        self.account = account
    }

    private static func account(_ address: String) throws -> AccountID {
        do {
            return try SS58Address(address).account
        } catch {
            throw SubstrateError(.malformedKeyfile, "the keyfile has no good address: \(error)")
        }
    }

    /// The file's contents.
    package var contents: String {
        let digits = Hexadecimal.text(account.bytes)
        let address = SS58Address(account).text
        return "{\"accountId\":\"\(digits)\",\"publicKey\":\"\(digits)\",\"ss58Address\":\"\(address)\"}"
    }
}
