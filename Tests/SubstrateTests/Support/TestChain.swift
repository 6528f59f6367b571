@testable import Substrate

/// The metadata of a small chain: enough for the recorded extrinsics and storage keys.
struct TestChain {
    private(set) var registry = TypeRegistry([])

    static let v14 = TestChain.metadata(.v14)
    static let v15 = TestChain.metadata(.v15)

    mutating func add(_ definition: TypeDefinition, _ path: [String] = [], _ parameters: [TypeParameter] = []) -> TypeID
    {
        let type = TypeDescription(definition, path: path, parameters: parameters)
        if let place = registry.types.firstIndex(of: type) { return TypeID(UInt32(place)) }
        registry.types.append(type)
        return TypeID(UInt32(registry.types.count - 1))
    }

    mutating func primitive(_ primitive: PrimitiveType) -> TypeID { add(.primitive(primitive)) }
    mutating func compact(_ primitive: PrimitiveType) -> TypeID { add(.compact(self.primitive(primitive))) }
    mutating func sequence(_ element: TypeID) -> TypeID { add(.sequence(element)) }
    mutating func bytes(_ count: UInt32) -> TypeID { add(.array(length: count, element: primitive(.u8))) }
    mutating func wrapper(_ type: TypeID, _ path: [String]) -> TypeID {
        add(.composite([FieldDescription(nil, type)]), path)
    }
    mutating func record(_ fields: [(String, TypeID)], _ path: [String]) -> TypeID {
        add(.composite(fields.map { FieldDescription($0.0, $0.1) }), path)
    }
    mutating func option(_ type: TypeID) -> TypeID {
        add(
            .variant([
                VariantDescription("None", index: 0),
                VariantDescription("Some", index: 1, fields: [FieldDescription(nil, type)]),
            ]),
            ["Option"],
            [TypeParameter("T", type)]
        )
    }

    var unit: TypeID { mutating get { add(.tuple([])) } }
    var hash: TypeID { mutating get { wrapper(bytes(32), ["primitive_types", "H256"]) } }
    var account: TypeID { mutating get { wrapper(bytes(32), ["sp_core", "crypto", "AccountId32"]) } }
    var address: TypeID {
        mutating get {
            let account = account
            return add(
                .variant([VariantDescription("Id", index: 0, fields: [FieldDescription(nil, account)])]),
                ["sp_runtime", "multiaddress", "MultiAddress"]
            )
        }
    }

    /// A type of calls: names with indices, and arguments.
    mutating func calls(_ pallet: String, _ calls: [(String, UInt8, [(String, TypeID)])]) -> TypeID {
        add(
            .variant(
                calls.map { name, index, fields in
                    VariantDescription(name, index: index, fields: fields.map { FieldDescription($0.0, $0.1) })
                }
            ),
            [pallet, "pallet", "Call"]
        )
    }

    static func map(_ name: String, _ hashers: [StorageHasher], _ key: TypeID, _ value: TypeID) -> StorageEntry {
        StorageEntry(name, .map(hashers: hashers, key: key, value: value), modifier: .optional, fallback: [0])
    }

    private static func metadata(_ version: Metadata.Version) -> Metadata {
        var chain = TestChain()
        let pallets = [
            chain.system, chain.balances, chain.subtensor, chain.commitments, chain.drand,
        ]
        let (call, event) = (chain.outer("Call"), chain.outer("Event"))
        let address = chain.address
        let signature = chain.wrapper(chain.bytes(64), ["sp_core", "sr25519", "Signature"])
        let extra = chain.unit
        let generic = chain.add(
            .composite([FieldDescription(nil, chain.sequence(chain.primitive(.u8)))]),
            ["UncheckedExtrinsic"],
            [
                TypeParameter("Address", address), TypeParameter("Call", call), TypeParameter("Signature", signature),
                TypeParameter("Extra", extra),
            ]
        )
        let extensions = chain.extensions
        return Metadata(
            version: version,
            registry: chain.registry,
            pallets: pallets,
            extrinsic: ExtrinsicDescription(
                version: 4,
                types: version == .v14
                    ? .generic(generic) : .parts(address: address, call: call, signature: signature, extra: extra),
                extensions: extensions
            ),
            runtime: extra,
            interfaces: version == .v14 ? [] : [nonceInterface(&chain)],
            outerTypes: version == .v14 ? nil : OuterTypes(call: call, event: event, error: event),
            customValues: version == .v14 ? [] : [CustomValue("answer", type: extra, value: [42])]
        )
    }

    private static func nonceInterface(_ chain: inout TestChain) -> RuntimeInterface {
        let nonce = RuntimeFunction(
            "account_nonce",
            parameters: [.init("account", chain.account)],
            output: chain.primitive(.u32),
            documentation: ["How many extrinsics the account signed."]
        )
        return RuntimeInterface("AccountNonceApi", functions: [nonce])
    }

    private mutating func outer(_ name: String) -> TypeID {
        add(.variant([VariantDescription("System", index: 0)]), ["runtime", "Runtime\(name)"])
    }
}
