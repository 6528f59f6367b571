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

    @Test func sealsAsRecordedWithTheSameSecrets() throws {
        let vector = Self.vectors.ownEncryptDeterministic
        let ciphertext = try TimelockCiphertext.seal(
            vector.plaintext.bytes,
            until: DrandRound(1000),
            of: .quicknet,
            with: .init(seed: vector.sigma.bytes, key: vector.esk.bytes, nonce: vector.nonce.bytes)
        )
        #expect(ciphertext.bytes == vector.tleCiphertext.bytes)
        let scalar = Scalar(hex: vector.r.bytes.hex)
        let message = DrandChain.quicknet.message(of: try DrandRound(1000))
        let pairing = Pairing(message.multiplied(by: scalar), DrandChain.quicknet.publicKey)
        #expect(pairing.bytes == vector.gtPowRArkLe.bytes)
    }

    @Test func derivesTheRecordedPairingValue() throws {
        let vector = Self.vectors.wheelEncryptAtRound
        let ciphertext = try TimelockCiphertext(parsing: vector.tleCiphertext.bytes)
        let pairing = Pairing(try Self.pulse1000().signature, ciphertext.commitment)
        #expect(pairing.bytes == vector.gtArkLe.bytes)
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
