extension Keyfile {
    /// Reads a file's contents, plain or encrypted.
    ///
    /// Every part that is there is held against the others; a file whose address belongs to another key is refused.
    ///
    /// - Parameters:
    ///   - contents: The file's bytes.
    ///   - password: Opens an encrypted file. It is not looked at for a plain one.
    /// - Throws: `SubstrateError` with `malformedKeyfile`, `unsupportedKeyfile` for other encryptions and kinds of key,
    ///   `passwordMissing`, `wrongPassword`, `tooLarge`, `unavailable`.
    package init(_ contents: SecretBytes, password: SecretBytes? = nil) throws {
        guard contents.count <= Self.maximumBytes else {
            throw SubstrateError(.tooLarge, "a keyfile of \(contents.count) bytes; \(Self.maximumBytes) are read")
        }
        guard let envelope = try KeyfileEnvelope(contents) else {
            self = try contents.withBytes(Self.init(json:))
            return
        }
        guard let password else {
            throw SubstrateError(.passwordMissing, "the keyfile is encrypted, and no password was given")
        }
        self = try envelope.open(password).withBytes(Self.init(json:))
    }

    /// Returns whether a file's contents are encrypted in a way that is read here.
    ///
    /// - Parameter contents: The file's bytes.
    /// - Returns: Whether they are.
    /// - Throws: `SubstrateError` with `malformedKeyfile`, and `unsupportedKeyfile` for other encryptions.
    package static func isEncrypted(_ contents: SecretBytes) throws -> Bool { try KeyfileEnvelope(contents) != nil }

    private init(json: UnsafeRawBufferPointer) throws {
        let text = try KeyfileText(json)
        if case .number(let kind)? = text.members[Name.cryptoType.rawValue], kind != Self.sr25519 {
            throw SubstrateError(.unsupportedKeyfile, "the keyfile has a key of the kind \(kind), not sr25519")
        }
        let parts = Parts(text: text, json: json)
        let secret = try parts.hexadecimal(.privateKey, count: SR25519KeyPair.secretBytes)
        var seed = try parts.hexadecimal(.secretSeed, count: 32)
        let phrase = try parts.range(.secretPhrase).map { try SecretBytes(copying: json.part($0.lowerBound, $0.count)) }
        let phraseSeed = try phrase.map { try Mnemonic($0).seed() }
        if let seed, let phraseSeed, !seed.isEqual(to: phraseSeed) {
            throw SubstrateError(.malformedKeyfile, "the keyfile's phrase and seed do not belong together")
        }
        seed = seed ?? phraseSeed
        let pair = try Self.pair(secret: secret, seed: seed)
        try parts.check(pair)
        self.init(pair: pair, seed: seed, phrase: phrase)
    }

    private static func pair(secret: SecretBytes?, seed: SecretBytes?) throws -> SR25519KeyPair {
        let fromSeed = try seed.map { try SR25519KeyPair(seed: $0) }
        let fromSecret = try secret.map { try SR25519KeyPair(secret: $0) }
        guard let pair = fromSecret ?? fromSeed else {
            throw SubstrateError(.malformedKeyfile, "the keyfile has neither a secret key nor a seed nor a phrase")
        }
        guard fromSeed == nil || fromSeed?.publicKey == pair.publicKey else {
            throw SubstrateError(.malformedKeyfile, "the keyfile's secret key and its seed do not belong together")
        }
        return pair
    }
}

/// What a keyfile's members say.
private struct Parts {
    let text: KeyfileText
    let json: UnsafeRawBufferPointer

    func range(_ name: Keyfile.Name) throws -> Range<Int>? {
        switch text.members[name.rawValue] {
        case .string(let range): return range
        case .number:
            throw SubstrateError(.malformedKeyfile, "the keyfile has a number where '\(name.rawValue)' should be")
        case .null, nil: return nil
        }
    }

    /// Bytes written as hexadecimal digits, which go into memory for secrets at once.
    func hexadecimal(_ name: Keyfile.Name, count: Int) throws -> SecretBytes? {
        guard let range = try range(name) else { return nil }
        let text = json.part(range.lowerBound, range.count)
        guard range.count == 2 + 2 * count, text.starts(with: "0x".utf8) else {
            throw SubstrateError(.malformedKeyfile, "the keyfile's '\(name.rawValue)' has not \(count) bytes")
        }
        return try SecretBytes(count: count) { bytes in
            for place in 0..<count {
                guard let byte = Hexadecimal.bytes(ofDigits: text.part(2 + 2 * place, 2))?.first else {
                    throw SubstrateError(.malformedKeyfile, "the keyfile's '\(name.rawValue)' is not hexadecimal")
                }
                bytes[place] = byte
            }
        }
    }

    /// Throws when the public parts are those of another key.
    func check(_ pair: SR25519KeyPair) throws {
        let account = pair.publicKey.account
        let expected: [(Keyfile.Name, String)] = [
            (.accountId, Hexadecimal.text(account.bytes)), (.publicKey, Hexadecimal.text(account.bytes)),
            (.ss58Address, SS58Address(account).text),
        ]
        for (name, value) in expected {
            guard let range = try range(name) else { continue }
            guard json.part(range.lowerBound, range.count).elementsEqual(value.utf8) else {
                throw SubstrateError(.malformedKeyfile, "the keyfile's '\(name.rawValue)' belongs to another key")
            }
        }
    }
}
