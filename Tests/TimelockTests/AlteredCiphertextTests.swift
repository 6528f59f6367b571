import Testing

@testable import Timelock

/// No other sequence of bytes than a ciphertext opens, and every refusal has its name.
@Suite struct AlteredCiphertextTests {
    private static let genuine = Vectors.timelock.ownEncryptDeterministic.tleCiphertext.bytes

    private func code(of bytes: [UInt8], opening pulse: VerifiedPulse) -> TimelockError.Code? {
        do {
            _ = try TimelockCiphertext(parsing: bytes).open(with: pulse)
            return nil
        } catch {
            return (error as? TimelockError)?.code
        }
    }

    /// The codes that altering a byte may lead to, by where it is.
    private static func expected(at offset: Int) -> Set<TimelockError.Code> {
        switch offset {
        case 0: [.malformedPoint, .coordinateOutOfRange, .notOnCurve, .notInSubgroup, .wrongPulse]
        case 1..<96: [.coordinateOutOfRange, .notOnCurve, .notInSubgroup]
        case 96..<104, 136..<144: [.wrongFieldLength]
        case 104..<136, 144..<176: [.wrongPulse]
        case 176..<184: [.truncated, .wrongFieldLength, .unknownCipher]
        case 184..<192: [.truncated, .wrongFieldLength]
        case 192..<225: [.alteredBody]
        case 225..<233: [.wrongFieldLength]
        case 233..<245: [.alteredBody]
        case 245..<253: [.wrongFieldLength]
        default: [.unknownCipher]
        }
    }

    @Test func everyAlteredByteIsRefusedByName() throws {
        let pulse = try TimelockCiphertextTests.pulse1000()
        #expect(code(of: Self.genuine, opening: pulse) == nil)
        for offset in Self.genuine.indices {
            for change: UInt8 in [0x01, 0x80, 0xff] {
                var bytes = Self.genuine
                bytes[offset] ^= change
                let found = code(of: bytes, opening: pulse)
                #expect(
                    found.map(Self.expected(at: offset).contains) == true,
                    "byte \(offset) xor \(change): \(String(describing: found))"
                )
            }
        }
    }

    @Test func everyOtherLengthIsRefusedByName() throws {
        let pulse = try TimelockCiphertextTests.pulse1000()
        for byteCount in Self.genuine.indices {
            #expect(code(of: Array(Self.genuine.prefix(byteCount)), opening: pulse) == .truncated)
        }
        for extra in [1, 8, 244] {
            let bytes = Self.genuine + [UInt8](repeating: 0, count: extra)
            #expect(code(of: bytes, opening: pulse) == .trailingBytes)
        }
    }

    struct Damage: CustomTestStringConvertible, Sendable {
        let testDescription: String
        let code: TimelockError.Code
        let bytes: [UInt8]

        init(_ testDescription: String, _ code: TimelockError.Code, _ bytes: [UInt8]) {
            self.testDescription = testDescription
            self.code = code
            self.bytes = bytes
        }
    }

    private static func field(_ content: [UInt8]) -> [UInt8] {
        withUnsafeBytes(of: UInt64(content.count).littleEndian) { Array($0) } + content
    }

    private static func ciphertext(
        point: [UInt8] = Array(genuine.prefix(96)),
        seed: [UInt8] = Array(genuine[104..<136]),
        key: [UInt8] = Array(genuine[144..<176]),
        body: [UInt8] = Array(genuine[184..<245]),
        cipher: String = "AES_GCM_"
    ) -> [UInt8] {
        point + field(seed) + field(key) + field(body) + field(Array(cipher.utf8))
    }

    private static let sealed = Array(genuine[192..<225])
    private static let nonce = Array(genuine[233..<245])

    @Test(arguments: [
        Damage("V of 31 bytes", .wrongFieldLength, ciphertext(seed: sealed.dropLast(2))),
        Damage("V of 33 bytes", .wrongFieldLength, ciphertext(seed: sealed)),
        Damage("W of 31 bytes", .wrongFieldLength, ciphertext(key: sealed.dropLast(2))),
        Damage("W of nothing", .wrongFieldLength, ciphertext(key: [])),
        Damage("another cipher", .unknownCipher, ciphertext(cipher: "AES_CBC_")),
        Damage("a cipher of a shorter name", .wrongFieldLength, ciphertext(cipher: "AES_GCM")),
        Damage("no body", .truncated, ciphertext(body: [])),
        Damage("no tag", .wrongFieldLength, ciphertext(body: field(sealed.suffix(15)) + field(nonce))),
        Damage("only a tag", .alteredBody, ciphertext(body: field(sealed.suffix(16)) + field(nonce))),
        Damage("a nonce of 11 bytes", .wrongFieldLength, ciphertext(body: field(sealed) + field(nonce.dropLast()))),
        Damage(
            "a nonce of 16 bytes",
            .wrongFieldLength,
            ciphertext(body: field(sealed) + field(nonce + [0, 0, 0, 0]))
        ),
        Damage("more in the body", .trailingBytes, ciphertext(body: field(sealed) + field(nonce) + [0])),
        Damage("another body", .alteredBody, ciphertext(body: field(sealed.reversed()) + field(nonce))),
        Damage("a point out of the subgroup", .notInSubgroup, ciphertext(point: point("g2NotInSubgroup"))),
        Damage("a point off the curve", .notOnCurve, ciphertext(point: point("g2NotOnCurve"))),
        Damage("a point in another form", .coordinateOutOfRange, ciphertext(point: point("g2RealNotCanonical"))),
        Damage("the identity", .identityPoint, ciphertext(point: [0xc0] + [UInt8](repeating: 0, count: 95))),
        Damage("the negative point", .wrongPulse, ciphertext(point: [genuine[0] ^ 0x20] + genuine[1..<96])),
        Damage("another point", .wrongPulse, ciphertext(point: Point(G2.generator).compressed)),
    ])
    func everyDamageIsRefusedByName(_ damage: Damage) throws {
        #expect(code(of: damage.bytes, opening: try TimelockCiphertextTests.pulse1000()) == damage.code)
    }

    private static func point(_ name: String) -> [UInt8] { Vectors.arithmetic.point(name) }

    @Test func lengthsBeyondAllMemoryAreRefused() throws {
        var bytes = Self.genuine
        bytes.replaceSubrange(176..<184, with: [UInt8](repeating: 0xff, count: 8))
        #expect(throws: TimelockError(.truncated, "")) { try TimelockCiphertext(parsing: bytes) }
    }
}
