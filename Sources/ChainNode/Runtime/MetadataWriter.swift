import Substrate

/// Makes metadata from the table.
struct MetadataWriter {
    private let table: RuntimeTable
    private let settings: ChainSettings
    private var builder = TypeBuilder()

    init(_ table: RuntimeTable, _ settings: ChainSettings) {
        self.table = table
        self.settings = settings
        builder.define(.call, as: outer("RuntimeCall", "Call", \.callShape))
        builder.define(.event, as: outer("RuntimeEvent", "Event", \.eventShape))
        builder.define(.error, as: outer("RuntimeError", "Error", \.errorShape))
    }

    /// The numbers of all types that there are so far.
    var numbers: [Shape: TypeID] { builder.numbers }

    /// Returns metadata in a version.
    mutating func metadata(_ version: Metadata.Version) throws -> Metadata {
        let pallets = table.pallets.map { pallet($0) }
        let extrinsic = extrinsic(version)
        let runtime = builder.number(.named(NamedShape(path: [Self.crate, "Runtime"], content: .fields([]))))
        guard version == .v15 else {
            return Metadata(
                version: version,
                registry: builder.registry,
                pallets: pallets,
                extrinsic: extrinsic,
                runtime: runtime
            )
        }
        let interfaces = interfaces()
        let outer = OuterTypes(
            call: builder.number(.outer(.call)),
            event: builder.number(.outer(.event)),
            error: builder.number(.outer(.error))
        )
        return Metadata(
            version: version,
            registry: builder.registry,
            pallets: pallets,
            extrinsic: extrinsic,
            runtime: runtime,
            interfaces: interfaces,
            outerTypes: outer
        )
    }

    private static let crate = "node_subtensor_runtime"

    private func outer(_ name: String, _ part: String, _ shape: (PalletTable) -> Shape?) -> NamedShape {
        let cases = table.pallets.compactMap { pallet in
            shape(pallet).map { NamedShape.Case(pallet.name, pallet.index, [.init(shape: $0)]) }
        }
        return NamedShape(path: [Self.crate, name], content: .cases(cases))
    }
}

extension MetadataWriter {
    private mutating func pallet(_ pallet: PalletTable) -> PalletDescription {
        let entries = pallet.storage.map { entry($0) }
        return PalletDescription(
            pallet.name,
            index: pallet.index,
            storage: entries.isEmpty ? nil : StorageDescription(prefix: pallet.name, entries: entries),
            calls: pallet.callShape.map { builder.number($0) },
            events: pallet.eventShape.map { builder.number($0) },
            constants: pallet.constants.map { constant in
                ConstantDescription(
                    constant.name,
                    type: builder.number(constant.shape),
                    value: constant.value,
                    documentation: [constant.documentation]
                )
            },
            errors: pallet.errorShape.map { builder.number($0) },
            documentation: [pallet.documentation]
        )
    }

    private mutating func entry(_ entry: StorageTableEntry) -> StorageEntry {
        let value = builder.number(entry.value)
        let kind: StorageEntry.Kind
        switch entry.keys.count {
        case 0: kind = .plain(value)
        case 1: kind = .map(hashers: entry.hashers, key: builder.number(entry.keys[0]), value: value)
        default: kind = .map(hashers: entry.hashers, key: builder.number(.tuple(entry.keys)), value: value)
        }
        return StorageEntry(
            entry.name,
            kind,
            modifier: entry.fallback == nil ? .optional : .withDefault,
            fallback: entry.fallback ?? [0],
            documentation: [entry.documentation]
        )
    }

    private mutating func extrinsic(_ version: Metadata.Version) -> ExtrinsicDescription {
        let extensions = table.extensions.map { each in
            SignedExtension(
                each.identifier,
                extra: builder.number(each.extra),
                implicit: builder.number(each.implicit)
            )
        }
        let shapes = ExtrinsicShapes(table.extensions)
        let types: ExtrinsicTypes =
            switch version {
            case .v14: .generic(builder.number(shapes.extrinsic))
            case .v15:
                .parts(
                    address: builder.number(ExtrinsicShapes.address),
                    call: builder.number(.outer(.call)),
                    signature: builder.number(ExtrinsicShapes.signature),
                    extra: builder.number(shapes.extra)
                )
            }
        return ExtrinsicDescription(version: Metadata.extrinsicVersion, types: types, extensions: extensions)
    }

    private mutating func interfaces() -> [RuntimeInterface] {
        var names: [String] = []
        for function in table.functions where !names.contains(function.interface) { names.append(function.interface) }
        return names.map { name in
            RuntimeInterface(
                name,
                functions: table.functions.filter { $0.interface == name }.map { function in
                    RuntimeFunction(
                        function.name,
                        parameters: function.parameters.map { .init($0.name ?? "", builder.number($0.shape)) },
                        output: builder.number(function.output),
                        documentation: [function.documentation]
                    )
                }
            )
        }
    }
}
