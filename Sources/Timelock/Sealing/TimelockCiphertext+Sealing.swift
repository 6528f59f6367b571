import Crypto
import FoundationEssentials

extension TimelockCiphertext {
    /// What is drawn anew for every message.
    struct Secrets {
        /// From which, with the key, the scalar r is made: 32 bytes.
        let seed: [UInt8]
        /// The key of AES-256-GCM, 32 bytes.
        let key: [UInt8]
        /// The nonce of AES-GCM, 12 bytes.
        let nonce: [UInt8]

        /// Draws all three from the system's generator.
        static func random() -> Secrets {
            Secrets(
                seed: SymmetricKey(size: .bits256).withUnsafeBytes { Array($0) },
                key: SymmetricKey(size: .bits256).withUnsafeBytes { Array($0) },
                nonce: Array(AES.GCM.Nonce())
            )
        }
    }

    /// Seals a message until a round of a chain.
    ///
    /// - Parameters:
    ///   - message: Any number of bytes; none are allowed.
    ///   - round: The round whose pulse opens it. One that is past opens at once.
    ///   - chain: The chain whose pulses count.
    /// - Returns: The ciphertext, another one each time.
    /// - Throws: What AES-GCM throws, which has no reason to.
    package static func seal(
        _ message: [UInt8],
        until round: DrandRound,
        of chain: DrandChain
    ) throws -> TimelockCiphertext {
        try seal(message, until: round, of: chain, with: .random())
    }

    /// Seals with secrets that are given, which nobody but a test does.
    ///
    /// e(message, public key)ʳ is computed as e(r · message, public key).
    static func seal(
        _ message: [UInt8],
        until round: DrandRound,
        of chain: DrandChain,
        with secrets: Secrets
    ) throws -> TimelockCiphertext {
        let scalar = try scalar(seed: secrets.seed, key: secrets.key)
        let pairing = Pairing(chain.message(of: round).multiplied(by: scalar), chain.publicKey)
        let box = try AES.GCM.seal(
            message,
            using: SymmetricKey(data: secrets.key),
            nonce: AES.GCM.Nonce(data: secrets.nonce)
        )
        return TimelockCiphertext(
            commitment: Point(G2.generator).multiplied(by: scalar),
            maskedSeed: masked(secrets.seed, by: pairing.bytes),
            maskedKey: masked(secrets.key, by: secrets.seed),
            sealedBody: Array(box.ciphertext + box.tag),
            nonce: secrets.nonce
        )
    }

    /// Opens the ciphertext with a pulse.
    ///
    /// - Throws: `TimelockError` with the codes `wrongPulse` and `alteredBody`.
    package func open(with pulse: VerifiedPulse) throws -> [UInt8] {
        let seed = TimelockCiphertext.masked(maskedSeed, by: Pairing(pulse.signature, commitment).bytes)
        let key = TimelockCiphertext.masked(maskedKey, by: seed)
        let scalar = try TimelockCiphertext.scalar(seed: seed, key: key)
        guard Point(G2.generator).multiplied(by: scalar) == commitment else {
            throw TimelockError(.wrongPulse, "the pulse of round \(pulse.pulse.round) does not open the ciphertext")
        }
        do {
            let box = try AES.GCM.SealedBox(
                nonce: AES.GCM.Nonce(data: nonce),
                ciphertext: sealedBody.dropLast(TimelockCiphertext.tagByteCount),
                tag: sealedBody.suffix(TimelockCiphertext.tagByteCount)
            )
            return Array(try AES.GCM.open(box, using: SymmetricKey(data: key)))
        } catch {
            throw TimelockError(.alteredBody, "the sealed message does not have the tag of its key", cause: error)
        }
    }

    /// r: SHA-256 of seed and key, as a big-endian number modulo the group's order.
    private static func scalar(seed: [UInt8], key: [UInt8]) throws -> Scalar {
        try Scalar(reducing: Array(SHA256.hash(data: seed + key)))
    }

    /// Returns 32 bytes xor SHA-256 of some others.
    private static func masked(_ bytes: [UInt8], by secret: [UInt8]) -> [UInt8] {
        zip(bytes, SHA256.hash(data: secret)).map { $0 ^ $1 }
    }
}
