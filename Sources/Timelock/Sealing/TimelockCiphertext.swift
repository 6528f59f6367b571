/// A message that can be opened with the pulse of one round and not before: the network's `TLECiphertext`.
///
/// A fresh AES-256-GCM key seals the message. The key is itself encrypted to the round's future signature by identity-based
/// encryption (Boneh and Franklin, made safe against chosen ciphertexts as Fujisaki and Okamoto do).
package struct TimelockCiphertext: Sendable, Equatable {
    /// U = rP, with P the generator of G2 and r the hash of seed and key.
    let commitment: Point<G2>
    /// V = seed xor SHA-256(e(message, public key)ʳ), 32 bytes.
    let maskedSeed: [UInt8]
    /// W = key xor SHA-256(seed), 32 bytes.
    let maskedKey: [UInt8]
    /// The message under AES-256-GCM, with its tag of 16 bytes behind it.
    let sealedBody: [UInt8]
    /// The nonce of AES-GCM, 12 bytes.
    let nonce: [UInt8]
}
