extension Metadata {
    /// Returns a pallet by its name.
    ///
    /// - Throws: `SubstrateError.Code.unknownName`.
    package func pallet(_ name: String) throws -> PalletDescription {
        try Self.first(of: pallets, "the chain has no pallet '\(name)'") { $0.name == name }
    }

    /// Returns a pallet by its index.
    ///
    /// - Throws: `SubstrateError.Code.unknownName`.
    package func pallet(index: UInt8) throws -> PalletDescription {
        try Self.first(of: pallets, "the chain has no pallet of the index \(index)") { $0.index == index }
    }

    /// Returns a call of a pallet by name.
    ///
    /// - Throws: `SubstrateError.Code.unknownName`.
    package func call(_ pallet: String, _ name: String) throws -> VariantDescription {
        try Self.first(of: cases(try self.pallet(pallet).calls), "\(pallet) has no call '\(name)'") { $0.name == name }
    }

    /// Returns an event of a pallet by name.
    ///
    /// - Throws: `SubstrateError.Code.unknownName`.
    package func event(_ pallet: String, _ name: String) throws -> VariantDescription {
        try Self.first(of: cases(try self.pallet(pallet).events), "\(pallet) has no event '\(name)'") {
            $0.name == name
        }
    }

    /// Returns what a `DispatchError::Module` means.
    ///
    /// - Parameters:
    ///   - palletIndex: The index of the pallet.
    ///   - error: The four bytes of the error, of which the first is its index; one byte on older chains.
    /// - Returns: The pallet's name and the error.
    /// - Throws: `SubstrateError.Code.unknownName`.
    package func error(
        palletIndex: UInt8,
        error: [UInt8]
    ) throws -> (pallet: String, error: VariantDescription) {
        let pallet = try pallet(index: palletIndex)
        let match = try Self.first(of: cases(pallet.errors), "\(pallet.name) has no error \(error)") {
            $0.index == error.first
        }
        return (pallet.name, match)
    }

    /// Returns a storage entry by name.
    ///
    /// - Throws: `SubstrateError.Code.unknownName`.
    package func storageEntry(_ pallet: String, _ name: String) throws -> StorageEntry {
        try Self.first(of: try self.pallet(pallet).storage?.entries ?? [], "\(pallet) does not store '\(name)'") {
            $0.name == name
        }
    }

    /// Returns the value of a constant.
    ///
    /// - Throws: `SubstrateError` with `unknownName`, or because the value is malformed.
    package func constant(_ pallet: String, _ name: String) throws -> DynamicValue {
        let match = try Self.first(of: try self.pallet(pallet).constants, "\(pallet) has no constant '\(name)'") {
            $0.name == name
        }
        return try registry.decode(match.type, match.value)
    }

    /// Returns a function of the runtime by the names of its interface and its own.
    ///
    /// - Throws: `SubstrateError.Code.unknownName`, always for metadata of version 14.
    package func function(_ interface: String, _ name: String) throws -> RuntimeFunction {
        let functions = interfaces.first { $0.name == interface }?.functions ?? []
        return try Self.first(of: functions, "the runtime has no function '\(interface)_\(name)'") { $0.name == name }
    }

    /// Returns the encoded arguments for a function of the runtime.
    ///
    /// - Throws: `SubstrateError.Code.typeMismatch`, also for another number of arguments.
    package func arguments(of function: RuntimeFunction, _ values: [DynamicValue]) throws -> [UInt8] {
        guard values.count == function.parameters.count else {
            throw SubstrateError(
                .typeMismatch,
                "'\(function.name)' takes \(function.parameters.count) arguments, not \(values.count)"
            )
        }
        return try zip(function.parameters, values).flatMap { parameter, value in
            try registry.encode(value, as: parameter.type, at: "\(function.name).\(parameter.name)")
        }
    }

    private func cases(_ type: TypeID?) throws -> [VariantDescription] {
        guard let type, case .variant(let cases) = try registry.definition(type) else { return [] }
        return cases
    }

    private static func first<Element>(
        of elements: [Element],
        _ message: @autoclosure () -> String,
        where matches: (Element) -> Bool
    ) throws -> Element {
        guard let match = elements.first(where: matches) else { throw SubstrateError(.unknownName, message()) }
        return match
    }
}
