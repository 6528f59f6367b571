import Testing

@testable import Substrate

@Suite struct SR25519Tests {
    private static func secret(_ bytes: [UInt8]) throws -> SecretBytes {
        try bytes.withUnsafeBytes(SecretBytes.init(copying:))
    }

    private static func bytes(_ secret: SecretBytes) -> [UInt8] { secret.withBytes(Array.init) }

    /// FIPS 202: the permutation of the state of zeros.
    @Test func keccak() {
        let state = KeccakState()
        state.permute()
        #expect(Array(state.bytes.prefix(8)) == [0xE7, 0xDD, 0xE1, 0x40, 0x79, 0x8F, 0x25, 0xF1])
    }

    @Test func merlinsOwnVector() throws {
        var transcript = MerlinTranscript(label: "test protocol")
        transcript.append("some label", Array("some data".utf8))
        let challenge = try SecretBytes(count: 32) { transcript.challenge("challenge", into: $0) }
        let expected = try #require(try Fixture.json("sr25519")["merlin"]).hexadecimal("challenge")
        #expect(Self.bytes(challenge) == expected)
    }

    @Test func recordedPhrasesGiveTheRecordedKeys() throws {
        for vector in try #require(try Fixture.json("sr25519")["pairs"]).elements {
            let phrase = try vector.text("mnemonic")
            let mnemonic = try Mnemonic(try SecretBytes(utf8: phrase))
            #expect(Self.bytes(try mnemonic.phrase()) == Array(phrase.utf8))
            let seed = try mnemonic.seed()
            #expect(Self.bytes(seed) == (try vector.hexadecimal("mini_secret")))
            let pair = try SR25519KeyPair(seed: seed)
            let halves = try vector.hexadecimal("expanded_key") + vector.hexadecimal("expanded_nonce")
            #expect(pair.withSecret(Array.init) == halves)
            #expect(pair.publicKey.bytes == (try vector.hexadecimal("public")))
            #expect(pair.publicKey.account.description == (try vector.text("ss58")))
            let message = Array(try vector.text("message").utf8)
            for name in ["signature_by_bittensor_wallet", "signature_by_libsodium_impl"] {
                let signature = try #require(SR25519Signature(try vector.hexadecimal(name)))
                #expect(pair.publicKey.hasSigned(message, signature))
                #expect(!pair.publicKey.hasSigned(message + [0], signature))
            }
        }
    }

    @Test func hardJunctions() throws {
        for vector in try #require(try Fixture.json("sr25519")["hard"]).elements {
            let uri = try vector.text("uri")
            #expect(SecretURI.chainCode(String(uri.dropFirst(2))) == (try vector.hexadecimal("chain_code")))
            let pair = try SecretURI(uri).keyPair()
            #expect(pair.publicKey.bytes == (try vector.hexadecimal("public")))
            let root = try SecretURI("").keyPair()
            let seed = try root.hardDerivedSeed(try vector.hexadecimal("chain_code"))
            #expect(Self.bytes(seed) == (try vector.hexadecimal("mini_secret")))
        }
    }

    /// Made with another wallet: numbers, long names, several junctions, passwords, seeds.
    @Test(arguments: [
        ("//Alice//stash", "5GNJqTPyNqANBkUVMN1LPPrxXnFouWXoe2wNSmmEoLctxiZY"),
        ("//0", "5D34dL5prEUaGNQtPPZ3yN5Y6BnkfXunKXXz6fo7ZJbLwRRH"),
        ("//+5", "5EFb84yH9tpcFuiKUcsmdoF7xeeY3ajG1ZLQimxQoFt9HMKR"),
        ("//-0", "5EU6n5LQ1BYeVCZ3RUkkbpHQv4nV6tXUzhr4wzBbXmSMbruz"),
        ("//007", "5GHJzqvG6tXnngCpG7B12qjUvbo5e4e9z8Xjidk3CQZHxTPZ"),
        ("//Alice//18446744073709551616", "5Dcas8KeWAQgqd6QxSCjQoULuWvL9ZfLSrxeJKSTUapo75a9"),
        ("//a very long junction name over thirty two bytes", "5DD3QaV3JG2MVXoTATKRRttWHH7p1ybmJ8BkLnmGbGeV5axY"),
        ("//Alice///x", "5GQcKxLZPh33v7eHwAy3vKUpXxvc4ug2hi4dzbpHUtdVcu6d"),
        (SecretURI.developmentPhrase + "///password", "5GC6LfpV352HtJPySfAecb5JdePtf4R9Vq49NUU8RhzgBqgq"),
        (SecretURI.developmentPhrase + "//Alice///pass/word", "5Dq1A5WXkyXeJC6TdLfKzCDtPPh6aSAHygnd8RHt6431vwg7"),
        ("0x" + String(repeating: "1", count: 64) + "//Alice", "5H1XJSe7XFotb4GVnaVoLu83Huss2SwBcBBi8EjkapY9qcNB"),
    ])
    func otherSecrets(_ vector: (uri: String, address: String)) throws {
        #expect(try SecretURI(vector.uri).keyPair().publicKey.account.description == vector.address)
    }

    @Test func otherSecretsAreRefused() {
        let phrase = SecretURI.developmentPhrase
        let cases: [(String, SubstrateError.Code)] = [
            ("/soft", .unsupportedDerivation), ("//Alice/soft", .unsupportedDerivation), ("//", .malformedSecretURI),
            ("//Alice//", .malformedSecretURI), ("0x00", .malformedKey),
            ("0x" + String(repeating: "g", count: 64), .malformedKey),
            ("bottom drive", .malformedMnemonic), (phrase + " walk", .malformedMnemonic),
            ("Bottom" + phrase.dropFirst(6), .malformedMnemonic),
            ("drive" + phrase.dropFirst(6), .malformedMnemonic),
        ]
        for (text, code) in cases { #expect(refusal { try SecretURI(text) } == code, "\(text)") }
        let message = #expect(throws: SubstrateError.self) { try SecretURI("bottom swordfish " + phrase.dropFirst(13)) }
        #expect(message?.description.contains("swordfish") == false)
    }

    @Test(arguments: [12, 15, 18, 21, 24])
    func drawnPhrasesComeBack(_ words: Int) throws {
        let first = try Mnemonic(drawing: words)
        let phrase = try first.phrase()
        #expect(phrase.withBytes { $0.split(separator: 0x20).count } == words)
        let again = try Mnemonic(phrase)
        #expect(try again.seed().isEqual(to: first.seed()))
        #expect(try !again.seed(password: SecretBytes(utf8: "p")).isEqual(to: first.seed()))
        #expect(try !Mnemonic(drawing: words).seed().isEqual(to: first.seed()))
    }

    @Test func otherNumbersOfWordsAreRefused() {
        for words in [0, 1, 11, 13, 27] { #expect(refusal { try Mnemonic(drawing: words) } == .malformedMnemonic) }
    }

    /// A phrase of another published list of vectors, whose last word alone is the checksum's.
    @Test func theChecksumIsChecked() throws {
        let start = String(repeating: "abandon ", count: 11)
        let accepted = ["about", "abandon", "ability", "zoo"].filter { word in
            (try? Mnemonic(SecretBytes(utf8: start + word))) != nil
        }
        #expect(accepted == ["about"])
        let zeros = String(repeating: "abandon ", count: 23)
        #expect(throws: Never.self) { try Mnemonic(SecretBytes(utf8: zeros + "art")) }
    }

    @Test func signaturesDifferAndHold() throws {
        let pair = try SecretURI("//Alice").keyPair()
        var dice = Dice(1)
        var seen: Set<SR25519Signature> = []
        for count in [0, 1, 64, 165, 166, 167, 500] {
            let message = dice.bytes(count)
            for _ in 0..<2 {
                let signature = try pair.sign(message)
                #expect(pair.publicKey.hasSigned(message, signature))
                seen.insert(signature)
            }
        }
        #expect(seen.count == 14)
    }

    @Test func everyBitOfASignatureMatters() throws {
        let pair = try SecretURI("//Bob").keyPair()
        let signature = try pair.sign([1, 2, 3])
        for bit in 0..<512 {
            var bytes = signature.bytes
            bytes[bit / 8] ^= 1 << UInt8(bit % 8)
            let other = try #require(SR25519Signature(bytes))
            if pair.publicKey.hasSigned([1, 2, 3], other) { Issue.record("bit \(bit) does not matter") }
        }
        let stranger = try SecretURI("//Alice").keyPair().publicKey
        #expect(!stranger.hasSigned([1, 2, 3], signature))
    }

    /// A scalar with the group's order added says the same and is refused all the same.
    @Test func aScalarHasOneForm() throws {
        let order: [UInt8] = [
            0xED, 0xD3, 0xF5, 0x5C, 0x1A, 0x63, 0x12, 0x58, 0xD6, 0x9C, 0xF7, 0xA2, 0xDE, 0xF9, 0xDE, 0x14,
            0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0x10,
        ]
        let pair = try SecretURI("//Bob").keyPair()
        var bytes = try pair.sign([]).bytes
        bytes[63] &= 0x7F
        var carry = 0
        for place in 0..<32 {
            let sum = Int(bytes[32 + place]) + Int(order[place]) + carry
            bytes[32 + place] = UInt8(sum & 255)
            carry = sum >> 8
        }
        bytes[63] |= 0x80
        let signature = try #require(SR25519Signature(bytes))
        #expect(signature.scalar == nil)
        #expect(!pair.publicKey.hasSigned([], signature))
        #expect(refusal { try SR25519KeyPair(secret: Self.secret(order + order)) } == .malformedKey)
    }

    @Test func otherKeysAreRefused() throws {
        #expect(SR25519PublicKey([UInt8](repeating: 0, count: 32)) == nil)
        #expect(SR25519PublicKey([UInt8](repeating: 0xFF, count: 32)) == nil)
        #expect(SR25519PublicKey([1]) == nil)
        #expect(SR25519Signature([UInt8](repeating: 0, count: 63)) == nil)
        #expect(refusal { try SR25519KeyPair(secret: Self.secret([UInt8](repeating: 0, count: 64))) } == .malformedKey)
        #expect(refusal { try SR25519KeyPair(secret: Self.secret([1])) } == .malformedKey)
        #expect(refusal { try SR25519KeyPair(seed: Self.secret([1])) } == .malformedKey)
    }

    @Test func secretsAreComparedAndKept() throws {
        let first = try Self.secret([1, 2, 3])
        #expect(first.isEqual(to: try Self.secret([1, 2, 3])))
        #expect(!first.isEqual(to: try Self.secret([1, 2, 4])))
        #expect(!first.isEqual(to: try Self.secret([1, 2])))
        #expect(try SecretBytes(utf8: "").count == 0)
        #expect(try !SecretBytes.random(32).isEqual(to: .random(32)))
    }
}
