import Foundation
import Testing

@testable import Substrate

@Suite struct MetadataTests {
    @Test(arguments: Metadata.Version.allCases)
    func whatIsWrittenIsReadTheSame(_ version: Metadata.Version) throws {
        let metadata = version == .v14 ? TestChain.v14 : TestChain.v15
        let bytes = try metadata.encoded()
        let read = try Metadata(bytes: bytes)
        #expect(read == metadata)
        #expect(try read.encoded() == bytes)
    }

    /// Recordings of a public network; only where `TILTYARD_CHAIN_VECTORS` names the folder with them.
    @Test(.enabled(if: Fixture.recordings != nil), arguments: ["md14.pruned.scale", "md15.pruned.scale"])
    func recordedMetadataComesBackByteForByte(_ name: String) throws {
        let bytes = try Fixture.recording(name)
        let metadata = try Metadata(bytes: bytes)
        #expect(try metadata.encoded() == bytes)
        #expect(try metadata.call("SubtensorModule", "set_weights").index == 0)
        #expect(try metadata.constant("System", "SS58Prefix") == .unsigned(42))
        for pallet in metadata.pallets {
            for entry in pallet.storage?.entries ?? [] where entry.modifier == .withDefault {
                let value = try metadata.registry.decode(entry.value, entry.fallback)
                #expect(try metadata.registry.encode(value, as: entry.value) == entry.fallback)
            }
            for constant in pallet.constants {
                let value = try metadata.registry.decode(constant.type, constant.value)
                #expect(try metadata.registry.encode(value, as: constant.type) == constant.value)
            }
        }
    }

    /// Every vector of storage keys against the recorded metadata itself.
    @Test(.enabled(if: Fixture.recordings != nil), arguments: ["md14.pruned.scale", "md15.pruned.scale"])
    func recordedMetadataGivesTheRecordedKeys(_ name: String) throws {
        let metadata = try Metadata(bytes: try Fixture.recording(name))
        for vector in try #require(try Fixture.json("storage_keys")["keys"]).elements {
            let keys = try vector["params"]?.elements.map(HashingTests.value) ?? []
            let key = try metadata.storageKey(try vector.text("pallet"), try vector.text("item"), keys)
            #expect(key == (try vector.hexadecimal("key")))
        }
    }

    @Test func namesAreFound() throws {
        let metadata = TestChain.v15
        #expect(try metadata.pallet("Balances").index == 5)
        #expect(try metadata.pallet(index: 18).name == "Commitments")
        #expect(try metadata.call("SubtensorModule", "transfer_stake").index == 86)
        #expect(try metadata.event("System", "ExtrinsicFailed").fields.count == 2)
        #expect(
            try metadata.error(palletIndex: 0, error: [5, 0, 0, 0]) == (
                "System", VariantDescription("CallFiltered", index: 5)
            )
        )
        #expect(try metadata.constant("System", "SS58Prefix").number() == UInt16(42))
        let function = try metadata.function("AccountNonceApi", "account_nonce")
        let account = [UInt8](repeating: 7, count: 32)
        #expect(try metadata.arguments(of: function, [.bytes(account)]) == account)
        #expect(refusal { try metadata.arguments(of: function, []) } == .typeMismatch)
    }

    @Test func unknownNamesAreNamed() {
        let metadata = TestChain.v14
        #expect(refusal { try metadata.pallet("Sudo") } == .unknownName)
        #expect(refusal { try metadata.pallet(index: 99) } == .unknownName)
        #expect(refusal { try metadata.call("Balances", "burn") } == .unknownName)
        #expect(refusal { try metadata.call("System", "remark") } == .unknownName)
        #expect(refusal { try metadata.event("Balances", "Transfer") } == .unknownName)
        #expect(refusal { try metadata.error(palletIndex: 0, error: [6]) } == .unknownName)
        #expect(refusal { try metadata.error(palletIndex: 0, error: []) } == .unknownName)
        #expect(refusal { try metadata.constant("System", "Version") } == .unknownName)
        #expect(refusal { try metadata.function("AccountNonceApi", "account_nonce") } == .unknownName)
        let message = #expect(throws: SubstrateError.self) { try metadata.call("Balances", "burn") }
        #expect(message?.description == "Balances has no call 'burn'")
    }

    @Test func otherVersionsAndOtherBytesAreRefused() throws {
        var bytes = try TestChain.v14.encoded()
        bytes[4] = 16
        #expect(refusal { try Metadata(bytes: bytes) } == .unsupportedMetadata)
        bytes[0] = 0
        #expect(refusal { try Metadata(bytes: bytes) } == .malformedMetadata)
        #expect(refusal { try Metadata(bytes: []) } == .truncated)
        #expect(refusal { try Metadata(bytes: TestChain.v14.encoded() + [0]) } == .trailingBytes)
        let huge = [UInt8](repeating: 0, count: Metadata.maximumBytes + 1)
        #expect(refusal { try Metadata(bytes: huge) } == .tooLarge)
    }

    @Test func contradictionsAreRefused() throws {
        func code(_ change: (inout Metadata) -> Void) throws -> SubstrateError.Code? {
            var metadata = TestChain.v15
            change(&metadata)
            let bytes = try metadata.encoded()
            return refusal { try Metadata(bytes: bytes) }
        }
        #expect(try code { _ in } == nil)
        #expect(try code { $0.pallets[1].index = $0.pallets[0].index } == .malformedMetadata)
        #expect(try code { $0.pallets[1].name = $0.pallets[0].name } == .malformedMetadata)
        #expect(try code { $0.pallets[0].events = $0.runtime } == .malformedMetadata)
        #expect(try code { $0.runtime = TypeID(9999) } == .unknownType)
        #expect(try code { $0.registry.types[3].definition = .sequence(TypeID(9999)) } == .unknownType)
        #expect(try code { $0.extrinsic.extensions[0].extra = TypeID(9999) } == .unknownType)
        #expect(
            try code { metadata in
                let key = metadata.registry.types.count
                metadata.registry.types.append(TypeDescription(.tuple([TypeID(0)])))
                let entry = TestChain.map("Odd", [.identity, .identity], TypeID(UInt32(key)), TypeID(0))
                metadata.pallets[0].storage?.entries.append(entry)
            } == .malformedMetadata
        )
        var mixed = TestChain.v15
        mixed.version = .v14
        #expect(refusal { try mixed.encoded() } == .malformedMetadata)
        mixed = TestChain.v15
        mixed.outerTypes = nil
        #expect(refusal { try mixed.encoded() } == .malformedMetadata)
    }

    /// Metadata cut off at every place, and with every byte changed in three ways: a named error, or other metadata that is
    /// written as it was read.
    @Test(arguments: Metadata.Version.allCases)
    func damagedMetadataIsRefusedOrWrittenBack(_ version: Metadata.Version) throws {
        let bytes = try TestChain.small(version).encoded()
        for place in bytes.indices {
            let code = refusal { try Metadata(bytes: Array(bytes.prefix(place))) }
            #expect(code != nil, "cut at \(place)")
            for mask: UInt8 in [1, 0x80, 0xFF] {
                var damaged = bytes
                damaged[place] ^= mask
                FuzzEntry.metadata(damaged)
            }
        }
    }
}
