/// A key as `~/.bittensor/wallets` holds it in `coldkey` and `hotkeys/NAME`: the pair, and what it was made from.
package struct Keyfile: Sendable {
    /// The key.
    package let pair: SR25519KeyPair
    /// The seed that the key was made of; nil for keys that were not made of one, such as `//Alice` there.
    package let seed: SecretBytes?
    /// The phrase that the seed was made of, if it was.
    package let phrase: SecretBytes?

    /// Makes a key of a phrase.
    ///
    /// - Throws: `SubstrateError` with `malformedMnemonic` or `unavailable`.
    package init(phrase: SecretBytes) throws {
        let mnemonic = try Mnemonic(phrase)
        let seed = try mnemonic.seed()
        pair = try SR25519KeyPair(seed: seed)
        self.seed = seed
        self.phrase = try mnemonic.phrase()
    }

    /// Makes a key of a seed.
    ///
    /// - Throws: `SubstrateError` with `malformedKey` or `unavailable`.
    package init(seed: SecretBytes) throws {
        pair = try SR25519KeyPair(seed: seed)
        self.seed = seed
        phrase = nil
    }

    /// Makes a key of a seed that is written down.
    ///
    /// - Parameter text: 64 hexadecimal digits, with or without "0x".
    /// - Throws: `SubstrateError` with `malformedKey` or `unavailable`.
    package init(seedDigits text: SecretBytes) throws {
        let seed = try text.withBytes { text in
            let start = text.starts(with: "0x".utf8) ? 2 : 0
            guard text.count == start + 64 else {
                throw SubstrateError(.malformedKey, "a seed has 64 hexadecimal digits")
            }
            return try SecretBytes(count: 32) { seed in
                for place in 0..<32 {
                    guard let byte = Hexadecimal.bytes(ofDigits: text.part(start + 2 * place, 2))?.first else {
                        throw SubstrateError(.malformedKey, "a seed has 64 hexadecimal digits")
                    }
                    seed[place] = byte
                }
            }
        }
        try self.init(seed: seed)
    }

    /// Wraps a key of which nobody knows what it was made of.
    package init(_ pair: SR25519KeyPair) {
        self.pair = pair
        seed = nil
        phrase = nil
    }

    init(pair: SR25519KeyPair, seed: SecretBytes?, phrase: SecretBytes?) {
        self.pair = pair
        self.seed = seed
        self.phrase = phrase
    }

    /// The largest keyfile that is read, in bytes.
    package static let maximumBytes = 64 << 10

    /// Names of members, as the files spell them.
    enum Name: String {
        case accountId, publicKey, privateKey, secretPhrase, secretSeed, ss58Address, cryptoType
    }

    /// What newer files write for sr25519 under `cryptoType`.
    static let sr25519 = 1
}

extension Keyfile: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    /// The key's address, and that there is a secret.
    package var description: String { "the keyfile of \(pair.publicKey.account) (not shown)" }
    /// The key's address, and that there is a secret.
    package var debugDescription: String { description }
    /// Shows the public key only.
    package var customMirror: Mirror { Mirror(self, children: ["publicKey": pair.publicKey]) }
}
