import Testing

@testable import Timelock

@Suite struct TimelockCiphertextTests {
    struct Recorded: CustomTestStringConvertible, Sendable {
        let testDescription: String
        let ciphertext: [UInt8]
        let message: [UInt8]
    }

    private static let vectors = Vectors.timelock

    static func pulse1000() throws -> VerifiedPulse {
        try DrandChain.quicknet.verify(
            DrandPulse(round: DrandRound(1000), signature: vectors.quicknet.signature.bytes)
        )
    }

    @Test(arguments: [
        Recorded(
            testDescription: "encrypt_at_round",
            ciphertext: vectors.wheelEncryptAtRound.tleCiphertext.bytes,
            message: vectors.wheelEncryptAtRound.plaintext.bytes
        ),
        Recorded(
            testDescription: "deterministic",
            ciphertext: vectors.ownEncryptDeterministic.tleCiphertext.bytes,
            message: vectors.ownEncryptDeterministic.plaintext.bytes
        ),
        Recorded(
            testDescription: "get_encrypted_commitment",
            ciphertext: vectors.getEncryptedCommitmentFaketime.ciphertext.bytes,
            message: vectors.getEncryptedCommitmentFaketime.plaintextScale.bytes
        ),
        Recorded(
            testDescription: "get_encrypted_commit",
            ciphertext: vectors.getEncryptedCommitFaketime.ciphertext.bytes,
            message: vectors.getEncryptedCommitFaketime.payloadScale.bytes
        ),
    ])
    func opensWhatTheNetworksToolSealed(_ recorded: Recorded) throws {
        let ciphertext = try TimelockCiphertext(parsing: recorded.ciphertext)
        #expect(try ciphertext.open(with: Self.pulse1000()) == recorded.message)
        #expect(ciphertext.bytes == recorded.ciphertext)
    }

    struct Known: CustomTestStringConvertible, Sendable {
        let testDescription: String
        let secrets: TimelockCiphertext.Secrets
        let scalar: [UInt8]
        let pairing: [UInt8]
        let message: [UInt8]
        let ciphertext: [UInt8]
    }

    private static let knownFromTheTool = Known(
        testDescription: "encrypt_at_round",
        secrets: .init(
            seed: vectors.wheelEncryptAtRound.sigma.bytes,
            key: vectors.wheelEncryptAtRound.key.bytes,
            nonce: vectors.wheelEncryptAtRound.nonce.bytes
        ),
        scalar: vectors.wheelEncryptAtRound.r.bytes,
        pairing: vectors.wheelEncryptAtRound.gtArkLe.bytes,
        message: vectors.wheelEncryptAtRound.plaintext.bytes,
        ciphertext: vectors.wheelEncryptAtRound.tleCiphertext.bytes
    )

    private static let knownFromBlst = Known(
        testDescription: "made with blst",
        secrets: .init(
            seed: vectors.ownEncryptDeterministic.sigma.bytes,
            key: vectors.ownEncryptDeterministic.esk.bytes,
            nonce: vectors.ownEncryptDeterministic.nonce.bytes
        ),
        scalar: vectors.ownEncryptDeterministic.r.bytes,
        pairing: vectors.ownEncryptDeterministic.gtPowRArkLe.bytes,
        message: vectors.ownEncryptDeterministic.plaintext.bytes,
        ciphertext: vectors.ownEncryptDeterministic.tleCiphertext.bytes
    )

    @Test(arguments: [knownFromTheTool, knownFromBlst])
    func sealsAlikeWithTheSameSecrets(_ known: Known) throws {
        let ciphertext = try TimelockCiphertext.seal(
            known.message,
            until: DrandRound(1000),
            of: .quicknet,
            with: known.secrets
        )
        #expect(ciphertext.bytes == known.ciphertext)
        let signed = DrandChain.quicknet.message(of: try DrandRound(1000))
        let sealing = Pairing(signed.multiplied(by: Scalar(hex: known.scalar.hex)), DrandChain.quicknet.publicKey)
        #expect(sealing.bytes == known.pairing)
        #expect(Pairing(try Self.pulse1000().signature, ciphertext.commitment) == sealing)
    }

    @Test(arguments: [0, 1, 15, 16, 17, 780])
    func opensWhatItSealed(_ byteCount: Int) throws {
        let key = try BeaconKey(secretBytes: [UInt8](repeating: 9, count: 32))
        let chain = try OwnChain.make(key)
        let round = try DrandRound(UInt64(byteCount) + 1)
        let message = [UInt8](repeating: 0x5a, count: byteCount)
        let first = try TimelockCiphertext.seal(message, until: round, of: chain)
        let second = try TimelockCiphertext.seal(message, until: round, of: chain)
        #expect(first.bytes.count == byteCount + TimelockCiphertext.overheadByteCount)
        #expect(first != second)
        let pulse = try chain.verify(key.pulse(of: round, on: chain))
        #expect(try TimelockCiphertext(parsing: first.bytes).open(with: pulse) == message)
        #expect(try second.open(with: pulse) == message)
    }

    @Test func anotherRoundOrAnotherBeaconDoesNotOpen() throws {
        let key = try BeaconKey(secretBytes: [UInt8](repeating: 9, count: 32))
        let chain = try OwnChain.make(key)
        let ciphertext = try TimelockCiphertext.seal([1, 2, 3], until: DrandRound(5), of: chain)
        let next = try chain.verify(key.pulse(of: DrandRound(6), on: chain))
        #expect(throws: TimelockError(.wrongPulse, "")) { try ciphertext.open(with: next) }
        #expect(throws: TimelockError(.wrongPulse, "")) { try ciphertext.open(with: Self.pulse1000()) }
    }
}
