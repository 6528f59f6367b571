import Substrate
import Testing

@testable import ChainNode

@Suite struct TableTests {
    private let runtime: Runtime

    init() throws { runtime = try Runtime(ChainSettings()) }

    @Test func bothVersionsOfTheMetadataAreReadAndWrittenTheSame() throws {
        for bytes in [runtime.version14, runtime.version15] {
            #expect(try Metadata(bytes: bytes).encoded() == bytes)
        }
        #expect(try Metadata(bytes: runtime.version14).version == .v14)
    }

    /// Clients of version 9 know accounts by the number 0.
    @Test func accountsAreTheFirstType() throws {
        #expect(try runtime.metadata.registry.type(TypeID(0)).path.last == "AccountId32")
    }

    /// Some clients count a pallet's errors instead of looking at their indices.
    @Test func errorsHaveNoGaps() {
        for pallet in runtime.table.pallets {
            #expect(pallet.errors.map(\.index) == pallet.errors.indices.map { UInt8($0) }, "\(pallet.name)")
        }
    }

    @Test func nothingIsListedTwice() {
        for pallet in runtime.table.pallets {
            #expect(Set(pallet.storage.map(\.name)).count == pallet.storage.count)
            #expect(Set(pallet.calls.map(\.index)).count == pallet.calls.count)
            #expect(Set(pallet.events.map(\.index)).count == pallet.events.count)
        }
    }

    @Test func whatHoldsWhenNothingIsStoredFitsItsType() throws {
        for pallet in runtime.metadata.pallets {
            for entry in pallet.storage?.entries ?? [] where entry.modifier == .withDefault {
                _ = try runtime.metadata.storedValue(pallet.name, entry.name, nil)
            }
        }
    }

    @Test func everythingIsExplained() {
        for pallet in runtime.table.pallets {
            for storage in pallet.storage { #expect(!storage.documentation.isEmpty, "\(storage.name)") }
            for call in pallet.calls { #expect(!call.documentation.isEmpty, "\(call.name)") }
        }
        for method in NodeMethods.all { #expect(!method.documentation.isEmpty, "\(method.name)") }
    }

    @Test func theReferenceIsUpToDate() throws {
        #expect(try Fixture.document("chain-reference.md") == ChainReference.markdown)
    }

    /// Keys that another client made with the network's metadata, as far as this chain stores such a thing.
    @Test func keysAreThoseOfTheNetwork() throws {
        let vectors = try #require(try Fixture.json("storage_keys")["keys"])
        guard case .array(let keys) = vectors else { return }
        var checked = 0
        for vector in keys {
            let pallet = try #require(vector["pallet"]?.text)
            let name = try #require(vector["item"]?.text)
            guard (try? runtime.metadata.storageEntry(pallet, name)) != nil, case .array(let parts)? = vector["params"]
            else { continue }
            let values = try parts.map { part -> DynamicValue in
                if let text = part.text { return .bytes(try SS58Address(text).account.bytes) }
                return .unsigned(try #require(part.number(UInt128.self)))
            }
            #expect(
                try runtime.metadata.storageKey(pallet, name, values) == vector["key"]?.bytes(),
                "\(pallet).\(name)"
            )
            checked += 1
        }
        #expect(checked >= 28)
    }

    /// Everything that calls store can be read back by somebody who has only the metadata.
    @Test func everythingStoredIsDescribed() throws {
        let chain = try TestChain()
        let netuid = DynamicValue.number(chain.netuid)
        _ = try chain.run("SubtensorModule", "burned_register", [netuid, .named("DaveHot")], by: "Dave")
        let weights: [DynamicValue] = [netuid, .numbers([0, 2]), .numbers([1, 2]), .number(UInt8(0))]
        _ = try chain.run("SubtensorModule", "set_weights", weights, by: "BobHot")
        let info = DynamicValue.record([.init("fields", .list([.variant("Raw2", .list([.bytes([1, 2])]))]))])
        _ = try chain.run("Commitments", "set_commitment", [netuid, info], by: "CharlieHot")
        chain.makeBlocks(12)
        let keys = try #require(chain.ledger.read { $0.keys([], after: [], count: .max) })
        let prefixes = try chain.metadata.pallets.flatMap { pallet in
            try (pallet.storage?.entries ?? []).map { entry in
                (pallet.name, entry.name, try chain.metadata.storageKey(pallet.name, entry.name))
            }
        }
        for key in keys {
            let match = try #require(prefixes.first { key.starts(with: $0.2) })
            _ = try chain.metadata.keys(match.0, match.1, of: key)
            let value = try #require(chain.ledger.read { $0.stored(key) } ?? nil)
            _ = try chain.metadata.storedValue(match.0, match.1, value)
        }
        #expect(keys.count > 80)
    }
}
