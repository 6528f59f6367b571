import Testing

@testable import Substrate

@Suite struct HashingTests {
    struct Sum: Sendable {
        let text: String
        let seed: UInt64
        let hash: UInt64
    }

    /// Values of the reference implementation; they cover every length class of the algorithm.
    @Test(arguments: [
        Sum(text: "", seed: 0, hash: 0xEF46_DB37_51D8_E999),
        Sum(text: "a", seed: 0, hash: 0xD24E_C4F1_A98C_6E5B),
        Sum(text: "abc", seed: 0, hash: 0x44BC_2CF5_AD77_0999),
        Sum(text: "abcd", seed: 1, hash: 0xF5DC_BD6D_EE3C_9553),
        Sum(text: "abcdefgh", seed: 0, hash: 0x3AD3_5177_5B46_34B7),
        Sum(text: "abcdefghijklmnopqrstuvwxyz012345", seed: 0, hash: 0xBF2C_D639_B414_3B80),
        Sum(
            text: "abcdefghijklmnopqrstuvwxyz0123456789abcdefghijklmnopqrstuvwxyz01234567",
            seed: 3,
            hash: 0xA45A_AD2C_EF16_D1D1
        ),
    ])
    func xxHash(_ sum: Sum) { #expect(XXHash64.hash(Array(sum.text.utf8), seed: sum.seed) == sum.hash) }

    @Test func blake2b() {
        let empty256 = "0x0e5751c026e543b2e8ab2eb06099daa1d1e5df47778f7787faab45cdf12fe3a8"
        #expect(Hexadecimal.text(Hashing.blake2b256([])) == empty256)
        #expect(Hexadecimal.text(Hashing.blake2b128([])) == "0xcae66941d9efbd404e4d88758ea67670")
        #expect(Hashing.blake2b512(Array("abc".utf8)).prefix(4) == [0xBA, 0x80, 0xA5, 0x3F])
    }

    /// Keys made by another client on the real network's metadata; the hashers here come from the test chain's.
    @Test func recordedStorageKeys() throws {
        let metadata = TestChain.v14
        let vectors = try #require(try Fixture.json("storage_keys")["keys"]).elements
        var tried = 0
        for vector in vectors {
            let (pallet, item) = (try vector.text("pallet"), try vector.text("item"))
            guard (try? metadata.storageEntry(pallet, item)) != nil else { continue }
            let keys = try vector["params"]?.elements.map(Self.value) ?? []
            let key = try metadata.storageKey(pallet, item, keys)
            #expect(key == (try vector.hexadecimal("key")), "\(pallet).\(item)")
            #expect(try metadata.keys(pallet, item, of: key) == keys)
            tried += 1
        }
        #expect(tried == 30)
    }

    static func value(_ parameter: RPCValue) throws -> DynamicValue {
        guard let address = parameter.text else {
            return .unsigned(UInt128(try #require(parameter.number(UInt64.self))))
        }
        return .bytes(try SS58Address(address).account.bytes)
    }

    @Test func partsOfAKeyGiveWhatKeysBeginWith() throws {
        let metadata = TestChain.v14
        let whole = try metadata.storageKey("SubtensorModule", "Keys", [.unsigned(2), .unsigned(5)])
        #expect(whole.starts(with: try metadata.storageKey("SubtensorModule", "Keys", [.unsigned(2)])))
        #expect(refusal { try metadata.storageKey("SubtensorModule", "Keys", [.bool(true)]) } == .typeMismatch)
        #expect(refusal { try metadata.storageKey("System", "Number", [.unsigned(1)]) } == .typeMismatch)
        #expect(refusal { try metadata.storageKey("System", "Nothing") } == .unknownName)
        #expect(refusal { try metadata.storageKey("Nothing", "Number") } == .unknownName)
    }

    @Test func hashedPartsOfAKeyAreNotReadBack() throws {
        let parts = (1...4).map { DynamicValue.unsigned($0) }
        let key = try TestChain.v14.storageKey("System", "Hashed", parts)
        #expect(key.count == 32 + 32 + 32 + 16 + 16)
        #expect(try TestChain.v14.keys("System", "Hashed", of: key) == [nil, nil, nil, nil])
    }

    @Test func aKeyWithAnotherHashIsRefused() throws {
        let metadata = TestChain.v14
        let key = try metadata.storageKey("SubtensorModule", "RevealPeriodEpochs", [.unsigned(2)])
        for place in key.indices {
            var other = key
            other[place] ^= 1
            #expect(
                refusal { try metadata.keys("SubtensorModule", "RevealPeriodEpochs", of: other) } == .malformedScale
            )
            let short = Array(key.prefix(place))
            #expect(refusal { try metadata.keys("SubtensorModule", "RevealPeriodEpochs", of: short) } == .truncated)
        }
    }

    @Test func whatIsNotStoredHasItsDefault() throws {
        let metadata = TestChain.v14
        #expect(try metadata.storedValue("System", "Number", nil) == .unsigned(0))
        #expect(try metadata.storedValue("System", "Number", [1, 0, 0, 0]) == .unsigned(1))
        #expect(try metadata.storedValue("SubtensorModule", "Tempo", nil) == nil)
        #expect(refusal { try metadata.storedValue("System", "Number", [1]) } == .truncated)
    }
}
