import Foundation
import Testing

@testable import Substrate

@Suite struct KeyfileTests {
    private static func secret(_ text: String) throws -> SecretBytes { try SecretBytes(utf8: text) }
    private static func secret(_ bytes: [UInt8]) throws -> SecretBytes {
        try bytes.withUnsafeBytes(SecretBytes.init(copying:))
    }
    private static func bytes(_ secret: SecretBytes) -> [UInt8] { secret.withBytes(Array.init) }
    private static func members(_ contents: SecretBytes) throws -> RPCValue { try RPCReader.value(bytes(contents)) }

    private static func recorded(_ name: String) throws -> String {
        try #require(try Fixture.json("keyfiles")["files"]?[name]).text("text")
    }

    @Test(arguments: ["t/coldkey", "t/hotkeys/h"])
    func recordedKeysAreReadAndWrittenTheSame(_ name: String) throws {
        let text = try Self.recorded(name)
        let keyfile = try Keyfile(Self.secret(text))
        #expect(keyfile.pair.publicKey.account.description == "5DfhGyQdFobKM8NsWvEeAKk5EQQgYe9AydgJ7rMB6E1EqRzV")
        #expect(try Self.members(keyfile.plainContents()) == RPCReader.value(Array(text.utf8)))
    }

    @Test(arguments: ["t/coldkeypub.txt", "t/hotkeys/hpub.txt"])
    func recordedPublicKeysAreReadAndWrittenTheSame(_ name: String) throws {
        let text = try Self.recorded(name)
        let keyfile = try PublicKeyfile(Array(text.utf8))
        #expect(try RPCReader.value(Array(keyfile.contents.utf8)) == RPCReader.value(Array(text.utf8)))
    }

    /// The one test at the format's full price: half a gigabyte and some seconds.
    @Test func aRecordedEncryptedKeyIsOpened() throws {
        let vector = try #require(try Fixture.json("keyfiles")["nacl"])
        let contents = try Self.secret(try vector.hexadecimal("encrypted_hex"))
        let keyfile = try Keyfile(contents, password: Self.secret(try vector.text("password")))
        #expect(try Self.members(keyfile.plainContents()) == RPCReader.value(Array(try vector.text("plaintext").utf8)))
    }

    @Test func whatIsEncryptedIsOpenedAgainWithThePasswordOnly() throws {
        let plain = try Self.secret(try Self.recorded("t/coldkey"))
        let sealed = try KeyfileEnvelope.seal(plain, Self.secret("secret ö"), cost: .lowest)
        #expect(Self.bytes(sealed).starts(with: "$NACL".utf8))
        let again = try KeyfileEnvelope.seal(plain, Self.secret("secret ö"), cost: .lowest)
        #expect(!sealed.isEqual(to: again))
        let envelope = try #require(try KeyfileEnvelope(sealed))
        #expect(try envelope.open(Self.secret("secret ö"), cost: .lowest).isEqual(to: plain))
        for password in ["", "secret", "secret ö "] {
            #expect(refusal { try envelope.open(Self.secret(password), cost: .lowest) } == .wrongPassword)
        }
        #expect(refusal { try Keyfile(sealed) } == .passwordMissing)
    }

    @Test func aDamagedEnvelopeIsNotOpened() throws {
        let sealed = Self.bytes(try KeyfileEnvelope.seal(Self.secret("{}"), Self.secret("p"), cost: .lowest))
        for place in sealed.indices {
            var damaged = sealed
            damaged[place] ^= 1
            guard let envelope = try KeyfileEnvelope(Self.secret(damaged)) else {
                #expect(place < 5)
                continue
            }
            #expect(refusal { try envelope.open(Self.secret("p"), cost: .lowest) } == .wrongPassword)
        }
        for count in 5..<sealed.count where count < 45 {
            #expect(refusal { try KeyfileEnvelope(Self.secret(Array(sealed.prefix(count)))) } == .malformedKeyfile)
        }
    }

    @Test func partsMayBeMissing() throws {
        let full = try Keyfile(Self.secret(try Self.recorded("t/coldkey")))
        let seed = "{ \"secretSeed\" : \"\(Hexadecimal.text(Self.bytes(try #require(full.seed))))\" }\n"
        let phrase = "{\"secretPhrase\":\"\(SecretURI.developmentPhrase)\",\"secretSeed\":null,\"cryptoType\":1}"
        let key = "{\"privateKey\":\"\(Hexadecimal.text(full.pair.withSecret(Array.init)))\",\"extra\":\"ignored\"}"
        for text in [seed, phrase, key] {
            #expect(try Keyfile(Self.secret(text)).pair.publicKey == full.pair.publicKey)
        }
        #expect(try Keyfile(Self.secret(key)).seed == nil)
        #expect(try Keyfile(Self.secret(phrase)).seed?.isEqual(to: #require(full.seed)) == true)
        let alone = try Keyfile(SecretURI("//Alice").keyPair())
        let read = try Keyfile(alone.plainContents())
        #expect(read.pair.publicKey == alone.pair.publicKey && read.seed == nil && read.phrase == nil)
        #expect(try Self.members(alone.plainContents())["cryptoType"] == nil)
    }

    struct Refused: Sendable {
        let text: String
        let code: SubstrateError.Code

        init(_ text: String, _ code: SubstrateError.Code) {
            self.text = text
            self.code = code
        }
    }

    private static let zeros = "0x" + String(repeating: "0", count: 64)
    private static let ones = "0x" + String(repeating: "1", count: 64)

    @Test(arguments: [
        Refused("", .malformedKeyfile), Refused("{}", .malformedKeyfile), Refused("[]", .malformedKeyfile),
        Refused("{\"secretSeed\":\"\(ones)\"", .malformedKeyfile),
        Refused("{\"secretSeed\":\"\(ones)\"}}", .malformedKeyfile),
        Refused("{\"secretSeed\":\"\(ones)\",\"secretSeed\":\"\(ones)\"}", .malformedKeyfile),
        Refused("{\"secretSeed\":\"\(ones.dropLast())\"}", .malformedKeyfile),
        Refused("{\"secretSeed\":\"\(ones.dropLast())g\"}", .malformedKeyfile),
        Refused("{\"secretSeed\":5}", .malformedKeyfile), Refused("{\"secretSeed\":null}", .malformedKeyfile),
        Refused("{\"secretSeed\":{}}", .malformedKeyfile),
        Refused("{\"secretSeed\":\"\\u0030x\"}", .malformedKeyfile),
        Refused("{\"secretSeed\":\"\(ones)\",\"publicKey\":\"\(zeros)\"}", .malformedKeyfile),
        Refused("{\"secretSeed\":\"\(ones)\",\"secretPhrase\":\"\(SecretURI.developmentPhrase)\"}", .malformedKeyfile),
        Refused("{\"secretPhrase\":\"one two\"}", .malformedMnemonic),
        Refused(
            "{\"secretSeed\":\"\(ones)\",\"privateKey\":\"0x01\(String(repeating: "0", count: 126))\"}",
            .malformedKeyfile
        ),
        Refused("{\"privateKey\":\"\(zeros)\(zeros.dropFirst(2))\"}", .malformedKey),
        Refused("{\"secretSeed\":\"\(ones)\",\"cryptoType\":0}", .unsupportedKeyfile),
        Refused("{\"secretSeed\":\"\(ones)\",\"cryptoType\":-1}", .malformedKeyfile),
        Refused("$ANSIBLE_VAULT;1.1;AES256\n33", .unsupportedKeyfile), Refused("gAAAAABk", .unsupportedKeyfile),
        Refused("$NACL", .malformedKeyfile), Refused(String(repeating: " ", count: 65537), .tooLarge),
    ])
    func otherFilesAreRefused(_ refused: Refused) {
        #expect(refusal { try Keyfile(Self.secret(refused.text), password: Self.secret("p")) } == refused.code)
    }

    @Test func publicKeysMayBeShortAndHaveToAgree() throws {
        let address = "5DfhGyQdFobKM8NsWvEeAKk5EQQgYe9AydgJ7rMB6E1EqRzV"
        let account = try SS58Address(address).account
        for text in ["\(address)\n", "{\"ss58Address\":\"\(address)\",\"cryptoType\":1}"] {
            #expect(try PublicKeyfile(Array(text.utf8)).account == account)
        }
        let cases: [(String, SubstrateError.Code)] = [
            ("", .malformedKeyfile), ("{}", .malformedKeyfile), ("{\"accountId\":\"0x00\"}", .malformedKeyfile),
            ("{\"accountId\":\"00\"}", .malformedHexadecimal),
            ("{\"accountId\":\"\(Self.ones)\",\"ss58Address\":\"\(address)\"}", .malformedKeyfile),
            ("{\"ss58Address\":\"\(address)\",\"cryptoType\":2}", .unsupportedKeyfile),
            (String(repeating: " ", count: 65537), .tooLarge),
        ]
        for (text, code) in cases {
            #expect(refusal { try PublicKeyfile(Array(text.utf8)) } == code, "\(text.prefix(60))")
        }
    }

    /// A keyfile cut off at every place, and with every byte changed: an error, or still the same key.
    @Test func damagedFilesAreRefusedOrHoldTheSameKey() throws {
        let plain =
            "{\"ss58Address\":\"5DtDLm5rQHShDqojQpsvcN8tRXHVFaecfDoRet1SU6BFD9Fi\",\"secretSeed\":\"\(Self.ones)\"}"
        let text = Array(plain.utf8)
        let pair = try Keyfile(Self.secret(text)).pair
        for place in text.indices {
            #expect(throws: SubstrateError.self) { try Keyfile(Self.secret(Array(text.prefix(place)))) }
            var damaged = text
            damaged[place] ^= 4
            FuzzEntry.text(damaged)
            guard let read = try? Keyfile(Self.secret(damaged)) else { continue }
            #expect(read.pair.publicKey == pair.publicKey)
        }
    }

    @Test func nothingPrintsASecret() throws {
        let uri = try SecretURI("//Alice")
        let pair = try uri.keyPair()
        let phrase = try SecretBytes(utf8: SecretURI.developmentPhrase)
        let keyfile = try Keyfile(phrase: phrase)
        let mnemonic = try Mnemonic(phrase)
        let digits = Hexadecimal.text(keyfile.pair.withSecret(Array.init), prefix: "").prefix(16)
        for value in [uri, pair, phrase, keyfile, mnemonic] as [Any] {
            var dumped = ""
            dump(value, to: &dumped)
            for text in ["\(value)", String(reflecting: value), dumped] {
                for secret in ["bottom", "walk", "Alice", String(digits), "fac7959d"] {
                    #expect(!text.contains(secret))
                }
            }
            #expect(!(value is any Encodable) && !(value is any ScaleCodable))
        }
    }
}
