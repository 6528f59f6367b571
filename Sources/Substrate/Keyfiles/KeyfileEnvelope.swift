import CSodium

/// The encryption of keyfiles: `$NACL`, a nonce of 24 bytes, and a secretbox (XSalsa20-Poly1305) whose key Argon2i makes of
/// the password.
struct KeyfileEnvelope {
    private static let mark = Array("$NACL".utf8)
    private static let nonceBytes = Int(crypto_secretbox_NONCEBYTES)
    private static let tagBytes = Int(crypto_secretbox_MACBYTES)

    /// The salt is the same for every wallet; it is part of the format.
    private static let salt: [UInt8] = [
        0x13, 0x71, 0x83, 0xDF, 0xF1, 0x5A, 0x09, 0xBC, 0x9C, 0x90, 0xB5, 0x51, 0x87, 0x39, 0xE9, 0xB1,
    ]

    /// What it costs to try a password.
    struct Cost {
        let passes: UInt64
        let memoryBytes: Int

        /// The format's own; half a gigabyte and some seconds.
        static let wallets = Cost(passes: 8, memoryBytes: 512 << 20)
        /// The least that Argon2i has; no wallet has it.
        static let lowest = Cost(passes: 3, memoryBytes: 8192)
    }

    /// Encryptions of older wallets and how their files begin.
    private static let others = ["$ANSIBLE_VAULT": "Ansible Vault", "gAAAAA": "Fernet"]

    private let contents: SecretBytes

    /// Looks how a file begins: nil when it is not encrypted.
    init?(_ contents: SecretBytes) throws {
        let isEnvelope = try contents.withBytes { bytes in
            for (start, name) in Self.others where bytes.starts(with: start.utf8) {
                throw SubstrateError(
                    .unsupportedKeyfile,
                    "the keyfile is encrypted with \(name), which is not read; have its own wallet write it anew"
                )
            }
            return bytes.starts(with: Self.mark)
        }
        guard isEnvelope else { return nil }
        guard contents.count >= Self.mark.count + Self.nonceBytes + Self.tagBytes else {
            throw SubstrateError(.malformedKeyfile, "the encrypted keyfile has \(contents.count) bytes only")
        }
        self.contents = contents
    }

    func open(_ password: SecretBytes, cost: Cost = .wallets) throws -> SecretBytes {
        let key = try Self.key(password, cost)
        let head = Self.mark.count + Self.nonceBytes
        return try contents.withBytes { bytes in
            let box = bytes.part(head, bytes.count - head)
            return try SecretBytes(count: box.count - Self.tagBytes) { plain in
                let status = key.withBytes { key in
                    crypto_secretbox_open_easy(
                        plain.bytes,
                        box.bytes,
                        UInt64(box.count),
                        bytes.part(Self.mark.count, Self.nonceBytes).bytes,
                        key.bytes
                    )
                }
                guard status == 0 else {
                    throw SubstrateError(
                        .wrongPassword,
                        "the password does not open the keyfile, or the file was changed"
                    )
                }
            }
        }
    }

    static func seal(_ plain: SecretBytes, _ password: SecretBytes, cost: Cost = .wallets) throws -> SecretBytes {
        let key = try key(password, cost)
        return try SecretBytes(count: mark.count + nonceBytes + tagBytes + plain.count) { contents in
            let nonce = contents.part(mark.count, nonceBytes)
            contents.copyBytes(from: mark)
            randombytes_buf(nonce.bytes, nonce.count)
            let box = contents.part(mark.count + nonceBytes, tagBytes + plain.count)
            plain.withBytes { plain in
                _ = key.withBytes { key in
                    crypto_secretbox_easy(box.bytes, plain.bytes, UInt64(plain.count), nonce.bytes, key.bytes)
                }
            }
        }
    }

    private static func key(_ password: SecretBytes, _ cost: Cost) throws -> SecretBytes {
        try SecretBytes(count: Int(crypto_secretbox_KEYBYTES)) { key in
            let status = password.withBytes { password in
                crypto_pwhash_argon2i(
                    key.bytes,
                    UInt64(key.count),
                    UnsafeRawPointer(password.bytes).assumingMemoryBound(to: CChar.self),
                    UInt64(password.count),
                    salt,
                    cost.passes,
                    cost.memoryBytes,
                    crypto_pwhash_argon2i_ALG_ARGON2I13
                )
            }
            guard status == 0 else {
                throw SubstrateError(
                    .unavailable,
                    "there are no \(cost.memoryBytes >> 20) MiB of memory for a keyfile's password"
                )
            }
        }
    }
}
