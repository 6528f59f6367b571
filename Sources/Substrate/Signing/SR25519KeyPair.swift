import CSodium

/// A key of sr25519 with its secret half, which can sign.
///
/// It cannot be encoded, and nothing prints the secret. Calculations with the secret take the same time whatever it is:
/// those on curve and scalars are libsodium's, the transcript has no branch or table that depends on what goes into it.
package struct SR25519KeyPair: Sendable {
    /// The public half.
    package let publicKey: SR25519PublicKey

    /// A scalar of 32 bytes, then the 32 bytes that hide every signature's own secret.
    private let secret: SecretBytes

    /// How many bytes the secret half has.
    package static let secretBytes = 64

    /// Restores a pair from a secret half as keyfiles have it (`privateKey`): a scalar and a nonce.
    ///
    /// - Throws: `SubstrateError` with `malformedKey`, also for a scalar that is not less than the group's order.
    package init(secret: SecretBytes) throws {
        guard secret.count == Self.secretBytes else {
            throw SubstrateError(.malformedKey, "a secret key has \(Self.secretBytes) bytes, not \(secret.count)")
        }
        let point: [UInt8]? = secret.withBytes { bytes in
            guard Ristretto.isScalar(bytes.part(0, 32)) else { return nil }
            return Ristretto.base(times: bytes.part(0, 32))
        }
        guard let point, let publicKey = SR25519PublicKey(point) else {
            throw SubstrateError(.malformedKey, "the secret key is no scalar of ristretto255")
        }
        self.publicKey = publicKey
        self.secret = secret
    }

    /// Makes a pair of a seed ("mini secret"), in the way that Substrate calls Ed25519's.
    ///
    /// - Throws: `SubstrateError` with `malformedKey` for another number of bytes than 32, and `unavailable`.
    package init(seed: SecretBytes) throws {
        guard seed.count == 32 else {
            throw SubstrateError(.malformedKey, "a seed has 32 bytes, not \(seed.count)")
        }
        try self.init(
            secret: SecretBytes(count: Self.secretBytes) { key in
                seed.withBytes { Sodium.sha512([$0], into: key) }
                key[0] &= 0b1111_1000
                key[31] = key[31] & 0b0011_1111 | 0b0100_0000
                for place in 0..<32 { key[place] = key[place] >> 3 | (place < 31 ? key[place + 1] << 5 : 0) }
            }
        )
    }

    /// Lets a piece of code look at the secret half, for a keyfile alone.
    func withSecret<Result>(_ body: (UnsafeRawBufferPointer) throws -> Result) rethrows -> Result {
        try secret.withBytes(body)
    }
}

extension SR25519KeyPair {
    /// Signs a message in the signing context `substrate`.
    ///
    /// Two signatures over the same message differ: 32 random bytes go into each, and so does the secret half, should the
    /// random bytes be bad.
    ///
    /// - Parameter message: The bytes to sign.
    /// - Returns: The signature.
    /// - Throws: `SubstrateError.Code.unavailable`, which takes a random number with odds of one in 2^252.
    package func sign(_ message: [UInt8]) throws -> SR25519Signature {
        var transcript = SR25519PublicKey.transcript(message, signer: publicKey)
        return try Sodium.withScratch(64 + 32 + 32 + 32) { scratch in
            let (wide, random) = (scratch.part(0, 64), scratch.part(64, 32))
            let (hidden, challenge) = (scratch.part(96, 32), scratch.part(128, 32))
            randombytes_buf(random.bytes, random.count)
            secret.withBytes { secret in
                transcript.witness(
                    "signing\0",
                    secret: secret.part(32, 32),
                    random: UnsafeRawBufferPointer(random),
                    into: wide
                )
            }
            Ristretto.reduce(wide, into: hidden)
            guard let point = Ristretto.base(times: UnsafeRawBufferPointer(hidden)) else {
                throw SubstrateError(.unavailable, "the random number for a signature is zero")
            }
            transcript.append("sign:R", point)
            transcript.challenge("sign:c", into: wide)
            Ristretto.reduce(wide, into: challenge)
            secret.withBytes { secret in
                Ristretto.multiplyAdd(challenge, secret.part(0, 32), UnsafeRawBufferPointer(hidden))
            }
            return SR25519Signature(point: point, scalar: UnsafeRawBufferPointer(challenge))
        }
    }

    /// Returns the seed of the pair that is derived under a chain code, such that nobody can tell the two belong together.
    ///
    /// - Parameter chainCode: 32 bytes.
    /// - Returns: The seed, 32 bytes.
    /// - Throws: `SubstrateError.Code.unavailable`.
    func hardDerivedSeed(_ chainCode: [UInt8]) throws -> SecretBytes {
        var transcript = MerlinTranscript(label: "SchnorrRistrettoHDKD")
        transcript.append("sign-bytes", [])
        transcript.append("chain-code", chainCode)
        secret.withBytes { transcript.append("secret-key", $0.part(0, 32)) }
        return try SecretBytes(count: 32) { transcript.challenge("HDKD-hard", into: $0) }
    }
}

extension SR25519KeyPair: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    /// The public key's address, and that there is a secret.
    package var description: String { "the key \(publicKey.account) with its secret (not shown)" }
    /// The public key's address, and that there is a secret.
    package var debugDescription: String { description }
    /// Shows the public key only.
    package var customMirror: Mirror { Mirror(self, children: ["publicKey": publicKey]) }
}
