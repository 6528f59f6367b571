package import Substrate

/// The chain's rules, ready to be used: the table with numbered types, and its metadata.
package final class Runtime: Sendable {
    /// The metadata of version 15; extrinsics and answers are read and written with it.
    package let metadata: Metadata
    /// The encoding of version 14, which `state_getMetadata` answers.
    package let version14: [UInt8]
    /// The encoding of version 15.
    package let version15: [UInt8]
    /// The encoding of version 14 as the text that clients get.
    let version14Text: String
    /// The table.
    package let table: RuntimeTable
    /// What the chain's rules leave open.
    package let settings: ChainSettings
    /// Opens what is sealed; without one nothing is opened.
    package let beacon: (any Beacon)?
    private let numbers: [Shape: TypeID]
    private let calls: [UInt8: [UInt8: CallTableEntry]]
    private let functions: [String: RuntimeFunctionEntry]

    /// Makes a runtime.
    ///
    /// - Parameters:
    ///   - settings: What the chain's rules leave open.
    ///   - beacon: Opens what is sealed.
    ///   - table: The chain.
    /// - Throws: `SubstrateError`, when the table does not make sound metadata.
    package init(
        _ settings: ChainSettings,
        beacon: (any Beacon)? = nil,
        table: RuntimeTable = .standard
    ) throws {
        self.settings = settings
        self.beacon = beacon
        let table = table.adapted(to: settings)
        self.table = table
        var writer = MetadataWriter(table, settings)
        let latest = try writer.metadata(.v15)
        version15 = try latest.encoded()
        let earlier = try writer.metadata(.v14).encoded()
        version14 = earlier
        version14Text = Hexadecimal.text(earlier)
        metadata = try Metadata(bytes: version15)
        numbers = writer.numbers
        calls = Dictionary(
            uniqueKeysWithValues: table.pallets.map { pallet in
                (pallet.index, Dictionary(uniqueKeysWithValues: pallet.calls.map { ($0.index, $0) }))
            }
        )
        functions = Dictionary(uniqueKeysWithValues: table.functions.map { ($0.symbol, $0) })
    }
}

extension Runtime {
    /// Returns the call that some bytes stand for.
    ///
    /// - Throws: `SubstrateError` when there is no such call, or its arguments are malformed.
    func call(_ call: Call) throws -> (entry: CallTableEntry, action: CallTableEntry.Action) {
        var reader = ScaleReader(call.bytes)
        let pallet = try reader.byte()
        let index = try reader.byte()
        guard let entry = calls[pallet]?[index] else {
            throw SubstrateError(.unknownName, "there is no call \(index) of the pallet \(pallet)")
        }
        let action = try entry.read(&reader)
        try reader.finish()
        return (entry, action)
    }

    /// Returns the answer of a function, or nil when there is none of this name.
    ///
    /// - Throws: `SubstrateError` when the arguments are malformed.
    func answer(_ symbol: String, _ arguments: [UInt8], _ state: any StateReader, block: UInt32) throws -> [UInt8]? {
        try functions[symbol]?.answer(RuntimeQuery(runtime: self, state: state, block: block), arguments)
    }

    /// Returns the value of a type of an answer that says nothing.
    func zero(_ shape: Shape) throws -> DynamicValue { try metadata.registry.zero(number(shape)) }

    /// Returns the encoding of an answer.
    func encode(_ value: DynamicValue, as shape: Shape) throws -> [UInt8] {
        try metadata.registry.encode(value, as: number(shape))
    }

    private func number(_ shape: Shape) -> TypeID {
        guard let number = numbers[shape] else { preconditionFailure("only types within answers have numbers here") }
        return number
    }
}

/// What a function of the runtime answers from.
package struct RuntimeQuery {
    let runtime: Runtime
    let state: any StateReader
    /// The number of the block whose state it is.
    let block: UInt32
}
