import Crypto
import FoundationEssentials
import Rules
import Substrate
import Timelock

/// The beacon of a local chain: what is sealed until a block opens with the round of that number.
///
/// Its secret and the key of receipts follow from the chain's key file and its seed, so that another chain with the same
/// file would have another beacon.
struct LocalBeacon: Sendable {
    private let key: BeaconKey
    private let chain: DrandChain
    private let receiptKey: SymmetricKey

    /// Makes the beacon of a chain.
    ///
    /// - Parameters:
    ///   - secret: What is in the key file.
    ///   - seed: The chain's seed.
    ///   - genesis: The facts that the chain began with; a round is due when its block happens.
    /// - Throws: `TimelockError`, with odds of one in 2^255.
    init(secret: SecretBytes, seed: Data, genesis: Genesis) throws {
        func derive(_ purpose: String) -> SymmetricKey {
            secret.withBytes { bytes in
                HKDF<SHA256>.deriveKey(
                    inputKeyMaterial: SymmetricKey(data: bytes),
                    salt: seed,
                    info: Data("tiltyard local chain \(purpose) 1".utf8),
                    outputByteCount: 32
                )
            }
        }
        key = try BeaconKey(secretBytes: derive("beacon").withUnsafeBytes { Array($0) })
        receiptKey = derive("receipt")
        chain = try DrandChain(
            hash: "tiltyard-local",
            publicKey: key.publicKey,
            genesis: genesis.createdAt.addingTimeInterval(genesis.blockTime.value),
            period: genesis.blockTime.duration
        )
    }

    /// The public key, a point of G2: 96 bytes compressed.
    var publicKey: Data { Data(key.publicKey) }

    /// Seals a payload until a block.
    ///
    /// - Throws: `TimelockError.Code.roundOutOfRange` for block 0.
    func seal(_ payload: Data, until block: UInt64) throws -> Data {
        Data(try TimelockCiphertext.seal(Array(payload), until: DrandRound(block), of: chain).bytes)
    }

    /// Signs the round of a block that has happened, and verifies the signature as anybody would.
    ///
    /// - Throws: `TimelockError.Code.roundOutOfRange` for block 0.
    func pulse(of block: UInt64) throws -> VerifiedPulse {
        try chain.verify(key.pulse(of: DrandRound(block), on: chain))
    }

    /// Opens what is sealed, or returns nil when it is no ciphertext for this round of this beacon.
    static func open(_ sealed: Data, with pulse: VerifiedPulse) -> Data? {
        guard let opened = try? TimelockCiphertext(parsing: Array(sealed)).open(with: pulse) else { return nil }
        return Data(opened)
    }

    /// What tells a commitment from others by its payload, and the payload to nobody without the key file: 32 bytes.
    func receipt(of payload: Data, by hotkey: Hotkey, nonce: UInt64) -> Data {
        let message = Data(hotkey.bytes + Extrinsic.bigEndian(nonce)) + payload
        return Data(HMAC<SHA256>.authenticationCode(for: message, using: receiptKey))
    }
}
