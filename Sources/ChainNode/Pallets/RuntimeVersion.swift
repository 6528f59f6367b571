import Substrate

/// The version of the runtime as the metadata and `Core_version` give it.
enum RuntimeVersion {
    static let shape = Shape.composite(
        "sp_version::RuntimeVersion",
        [
            "spec_name": text, "impl_name": text, "authoring_version": .u32, "spec_version": .u32,
            "impl_version": .u32, "apis": .wrapper("Cow", interfaces, of: ["T": interfaces]),
            "transaction_version": .u32, "system_version": .u8,
        ]
    )

    /// The version, without interfaces: clients find them in the metadata.
    static var encoded: [UInt8] {
        ScaleWriter.bytes { writer in
            writer.text(ChainVersion.name)
            writer.text(ChainVersion.name)
            writer.integer(UInt32(1))
            writer.integer(ChainVersion.spec)
            writer.integer(UInt32(1))
            writer.compact(0)
            writer.integer(ChainVersion.transaction)
            writer.byte(1)
        }
    }

    /// The version as a value.
    static var value: DynamicValue {
        .record([
            .init("spec_name", .text(ChainVersion.name)), .init("impl_name", .text(ChainVersion.name)),
            .init("authoring_version", .unsigned(1)), .init("spec_version", .unsigned(UInt128(ChainVersion.spec))),
            .init("impl_version", .unsigned(1)), .init("apis", .list([])),
            .init("transaction_version", .unsigned(UInt128(ChainVersion.transaction))),
            .init("system_version", .unsigned(1)),
        ])
    }

    private static let text = Shape.wrapper("Cow", .text, of: ["T": .text])
    private static let interfaces = Shape.sequence(.tuple([.array(8, .u8), .u32]))
}
