import Testing

@testable import Substrate

@Suite struct ExtrinsicTests {
    private let metadata = TestChain.v14

    struct Recorded {
        let bytes: [UInt8]
        let extrinsic: Extrinsic
        let vector: RPCValue
    }

    private func recorded() throws -> [Recorded] {
        try (try #require(try Fixture.json("extrinsics")["extrinsics"])).elements.map { vector in
            let bytes = try vector.hexadecimal("extrinsic")
            return Recorded(bytes: bytes, extrinsic: try Extrinsic(bytes, metadata: metadata), vector: vector)
        }
    }

    /// Four extrinsics that another client signed, one of them over 256 bytes.
    @Test func recordedExtrinsicsAreReadAndWrittenTheSame() throws {
        let all = try recorded()
        #expect(all.count == 4)
        for each in all {
            #expect(each.extrinsic.bytes == each.bytes)
            let signature = try #require(each.extrinsic.signature)
            #expect(signature.signer.bytes == (try each.vector.hexadecimal("address")))
            #expect(signature.signature.bytes == (try each.vector.hexadecimal("signature")))
            #expect(signature.extra == (try each.vector.hexadecimal("extra")))
            #expect(each.extrinsic.call.bytes == (try each.vector.hexadecimal("call")))
            let implicit = try each.vector.hexadecimal("additional")
            #expect(each.extrinsic.isSigned(withImplicit: implicit))
            var other = implicit
            other[0] ^= 1
            #expect(!each.extrinsic.isSigned(withImplicit: other))
            let signed = Metadata.signedBytes(call: each.extrinsic.call, extra: signature.extra, implicit: implicit)
            #expect(signed == (try each.vector.hexadecimal("signed_message")))
        }
    }

    /// The same against a recording of a public network's metadata.
    @Test(.enabled(if: Fixture.recordings != nil), arguments: ["md14.pruned.scale", "md15.pruned.scale"])
    func recordedMetadataReadsTheRecordedExtrinsics(_ name: String) throws {
        let metadata = try Metadata(bytes: try Fixture.recording(name))
        for vector in try #require(try Fixture.json("extrinsics")["extrinsics"]).elements {
            let bytes = try vector.hexadecimal("extrinsic")
            let extrinsic = try Extrinsic(bytes, metadata: metadata)
            #expect(extrinsic.bytes == bytes)
            #expect(extrinsic.isSigned(withImplicit: try vector.hexadecimal("additional")))
        }
    }

    /// Our own extensions for the recorded circumstances are the recorded bytes.
    @Test func extensionsAreThoseOfTheOtherClient() throws {
        for each in try recorded() {
            let extras = try #require(try each.extrinsic.extras(metadata: metadata))
            let genesis = try #require(Hash256(try each.vector.hexadecimal("genesis")))
            let implicit = try each.vector.hexadecimal("additional")
            var context = SigningContext(
                specVersion: try #require(each.vector["spec_version"]?.number()),
                transactionVersion: try #require(each.vector["tx_version"]?.number()),
                genesis: genesis,
                nonce: extras.nonce,
                tip: extras.tip
            )
            context.era = extras.era
            context.eraBirth = try #require(Hash256(Array(implicit[40..<72])))
            let ours = try metadata.extensionBytes(context)
            #expect(ours.extra == each.extrinsic.signature?.extra)
            #expect(ours.implicit == implicit)
        }
    }

    @Test func recordedCallsAreBuiltByName() throws {
        let all = try recorded()
        let weights = try Call(
            "SubtensorModule",
            "set_weights",
            .record([
                .init("netuid", .unsigned(2)), .init("dests", .list([.unsigned(0), .unsigned(2)])),
                .init("weights", .list([.unsigned(28086), .unsigned(65535)])),
                .init("version_key", .unsigned(9_010_001)),
            ]),
            metadata: metadata
        )
        #expect(weights == all[0].extrinsic.call)
        let charlie = try SecretURI("//Charlie").keyPair().publicKey.account
        let transfer = try Call(
            "Balances",
            "transfer_keep_alive",
            .list([.address(charlie), .unsigned(1_000_000_000)]),
            metadata: metadata
        )
        #expect(transfer == all[1].extrinsic.call)
        let decoded = try DecodedCall(transfer, metadata: metadata)
        #expect(decoded.pallet == "Balances" && decoded.name == "transfer_keep_alive")
        #expect(decoded.arguments["dest"]?.account == charlie)
        let commitment = try DecodedCall(all[2].extrinsic.call, metadata: metadata)
        let field = try #require(commitment.arguments["info"]?["fields"]?[0])
        #expect(field["reveal_round"]?.number() == UInt64(34_148_088))
    }

    @Test func whatWeSignIsReadAndHolds() throws {
        let pair = try SecretURI("//Alice").keyPair()
        let call = try Call(
            "Balances",
            "transfer_allow_death",
            .list([.address(pair.publicKey.account), .unsigned(1)]),
            metadata: metadata
        )
        let genesis = Hash256(blake2bOf: [1])
        var context = SigningContext(specVersion: 1, transactionVersion: 2, genesis: genesis, nonce: 300, tip: 5)
        context.era = .mortal(at: 1000, period: 64)
        context.eraBirth = Hash256(blake2bOf: [2])
        let extrinsic = try Extrinsic(signing: call, by: pair, context, metadata: metadata)
        let read = try Extrinsic(extrinsic.bytes, metadata: metadata)
        #expect(read == extrinsic)
        #expect(read.hash == Hash256(blake2bOf: extrinsic.bytes))
        let expected = Extrinsic.Extras(era: .mortal(period: 64, phase: 40), nonce: 300, tip: 5)
        #expect(try read.extras(metadata: metadata) == expected)
        #expect(read.isSigned(withImplicit: try metadata.extensionBytes(context).implicit))
        context.genesis = Hash256(blake2bOf: [3])
        #expect(!read.isSigned(withImplicit: try metadata.extensionBytes(context).implicit))
    }

    @Test func unsignedExtrinsicsComeBack() throws {
        let call = try Call(
            "Balances",
            "transfer_keep_alive",
            .list([.address(AccountID([UInt8](repeating: 1, count: 32))!), .unsigned(1)]),
            metadata: metadata
        )
        let extrinsic = Extrinsic(unsigned: call)
        let read = try Extrinsic(extrinsic.bytes, metadata: metadata)
        #expect(read == extrinsic)
        #expect(try read.extras(metadata: metadata) == nil)
        #expect(!read.isSigned(withImplicit: []))
    }

    /// Nothing is signed for a chain that asks for more than is known here.
    @Test func unknownExtensionsAreRefusedUnlessTheyAreEmpty() throws {
        let genesis = Hash256(blake2bOf: [])
        let context = SigningContext(specVersion: 1, transactionVersion: 1, genesis: genesis, nonce: 0)
        func code(_ change: (inout Metadata, _ number: TypeID, _ empty: TypeID) -> Void) throws -> SubstrateError.Code?
        {
            var other = metadata
            let number = try #require(other.registry.types.firstIndex { $0.definition == .primitive(.u32) })
            let empty = try #require(other.registry.types.firstIndex { $0.definition == .tuple([]) })
            change(&other, TypeID(UInt32(number)), TypeID(UInt32(empty)))
            return refusal { try other.extensionBytes(context) }
        }
        #expect(try code { $0.extrinsic.extensions.append(SignedExtension("New", extra: $2, implicit: $2)) } == nil)
        #expect(
            try code { $0.extrinsic.extensions.append(SignedExtension("New", extra: $1, implicit: $2)) }
                == .unsupportedExtension
        )
        #expect(
            try code { $0.extrinsic.extensions.append(SignedExtension("New", extra: $2, implicit: $1)) }
                == .unsupportedExtension
        )
        for place in metadata.extrinsic.extensions.indices {
            let known = KnownExtension(rawValue: metadata.extrinsic.extensions[place].identifier)
            guard known != nil else { continue }
            let bytes = TypeID(UInt32(try #require(metadata.registry.types.firstIndex { $0.path == ["Option"] })))
            #expect(
                try code { metadata, _, _ in metadata.extrinsic.extensions[place].extra = bytes }
                    == .unsupportedExtension
            )
        }
        #expect(try code { metadata, _, _ in metadata.extrinsic.version = 5 } == .unsupportedExtrinsic)
    }

    @Test func erasHaveTheirBirthAndDeath() throws {
        let era = Era.mortal(at: 1003, period: 60)
        #expect(era == .mortal(period: 64, phase: 43))
        #expect(era.birth(at: 1003) == 1003)
        #expect(era.birth(at: 1066) == 1003)
        #expect(era.death(at: 1066) == 1067)
        #expect(era.birth(at: 1067) == 1067)
        #expect(Era.immortal.birth(at: 5) == 0)
        #expect(Era.immortal.death(at: 5) == .max)
        #expect(Era.mortal(at: 100_003, period: 65536).scale.count == 2)
        for period in [UInt64(0), 1, 4, 5, 4096, 8192, 60_000, 65536, 1 << 40] {
            let era = Era.mortal(at: 123_457, period: period)
            #expect(try Era(scale: era.scale) == era)
            #expect(era.birth(at: 123_457) <= 123_457 && era.death(at: 123_457) > 123_457)
        }
    }

    /// All two-byte eras: either one that is written the same, or one that is refused.
    @Test func erasAreReadStrictly() throws {
        var refused = 0
        for word in UInt16.min...UInt16.max where word & 0xFF != 0 {
            guard let era = try? Era(scale: word.scale) else {
                refused += 1
                continue
            }
            if era.scale != word.scale { Issue.record("\(word) is written as \(era.scale)") }
        }
        #expect(refused > 0)
        #expect(refusal { try Era(scale: [0x01, 0xFF]) } == .invalidEra)
        #expect(refusal { try Era(scale: [0x01]) } == .truncated)
    }

    /// An extrinsic cut off at every place, and with every bit changed.
    @Test func damagedExtrinsicsAreRefusedOrNotSigned() throws {
        let each = try #require(try recorded().first)
        let implicit = try each.vector.hexadecimal("additional")
        for place in each.bytes.indices {
            #expect(refusal { try Extrinsic(Array(each.bytes.prefix(place)), metadata: metadata) } == .truncated)
            var damaged = each.bytes
            damaged[place] ^= 1 << UInt8(place % 8)
            FuzzEntry.extrinsic(damaged, metadata: metadata)
            guard let extrinsic = try? Extrinsic(damaged, metadata: metadata) else { continue }
            #expect(extrinsic.bytes == damaged)
            #expect(!extrinsic.isSigned(withImplicit: implicit))
        }
        #expect(refusal { try Extrinsic(each.bytes + [0], metadata: metadata) } == .trailingBytes)
    }

    @Test(arguments: [[UInt8]([0x04, 0x05]), [0x08, 0x85, 0x00], [0x08, 0x84, 0x02]])
    func otherVersionsAndAddressesAreRefused(_ bytes: [UInt8]) {
        #expect(refusal { try Extrinsic(bytes, metadata: metadata) } == .unsupportedExtrinsic)
    }

    @Test func hashesAndAccountsHaveThirtyTwoBytes() throws {
        let bytes = [UInt8](0..<32)
        let hash = try #require(Hash256(bytes))
        #expect(try Hash256(hexadecimal: hash.description) == hash)
        #expect(try Hash256(scale: bytes) == hash && hash.scale == bytes)
        #expect(refusal { try Hash256(hexadecimal: "0x00") } == .malformedHexadecimal)
        #expect(refusal { try Hash256(scale: [1]) } == .truncated)
        #expect(Hash256([1]) == nil && AccountID([1]) == nil)
        let account = try AccountID(scale: bytes)
        #expect(account.scale == bytes)
        #expect(try AccountID(scale: bytes.reversed()) > account)
    }
}
