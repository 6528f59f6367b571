@testable import Substrate

extension TestChain {
    /// Metadata with one of everything, small enough to be damaged in every place.
    static func small(_ version: Metadata.Version) -> Metadata {
        var chain = TestChain()
        let number = chain.primitive(.u32)
        let cases = [
            VariantDescription(
                "a",
                index: 0,
                fields: [FieldDescription("x", number, typeName: "N", documentation: ["d"])]
            ),
            VariantDescription("b", index: 9),
        ]
        let calls = chain.add(.variant(cases), ["p", "C"], [TypeParameter("T", number), TypeParameter("U", nil)])
        let key = chain.add(.tuple([number, number]))
        let bits = chain.add(.bits(store: chain.primitive(.u8), order: chain.add(.composite([]), ["Lsb0"])))
        let array = chain.add(.array(length: 2, element: chain.sequence(chain.add(.compact(number)))))
        let pallet = PalletDescription(
            "P",
            index: 3,
            storage: StorageDescription(
                prefix: "P",
                entries: [
                    StorageEntry("v", .plain(bits), fallback: [0], documentation: ["e"]),
                    map("m", [.identity, .twox64Concat], key, array),
                ]
            ),
            calls: calls,
            events: calls,
            constants: [ConstantDescription("c", type: number, value: [1, 0, 0, 0])],
            errors: calls,
            documentation: version == .v14 ? [] : ["f"]
        )
        let function = RuntimeFunction("f", parameters: [.init("x", number)], output: number)
        return Metadata(
            version: version,
            registry: chain.registry,
            pallets: [pallet],
            extrinsic: ExtrinsicDescription(
                version: 4,
                types: version == .v14
                    ? .generic(calls) : .parts(address: number, call: calls, signature: number, extra: number),
                extensions: [SignedExtension("CheckNonce", extra: number, implicit: number)]
            ),
            runtime: number,
            interfaces: version == .v14 ? [] : [RuntimeInterface("I", functions: [function])],
            outerTypes: version == .v14 ? nil : OuterTypes(call: calls, event: calls, error: calls),
            customValues: version == .v14 ? [] : [CustomValue("n", type: number, value: [0])]
        )
    }
}
