/// A call of a pallet, encoded.
package struct Call: Sendable, Hashable {
    /// The index of the pallet, the index of the call, and the arguments.
    package let bytes: [UInt8]

    /// Encodes a call.
    ///
    /// - Parameters:
    ///   - pallet: The pallet's name.
    ///   - name: The call's name.
    ///   - arguments: By name in any order, as a `record`, or by place, as a `list`.
    ///   - metadata: The chain's; indices are taken from it.
    /// - Throws: `SubstrateError` with `unknownName` or `typeMismatch`.
    package init(_ pallet: String, _ name: String, _ arguments: DynamicValue, metadata: Metadata) throws {
        let description = try metadata.pallet(pallet)
        guard let type = description.calls else {
            throw SubstrateError(.unknownName, "\(pallet) has no call '\(name)'")
        }
        let place = "\(pallet).\(name)"
        bytes = try ScaleWriter.bytes { writer in
            writer.byte(description.index)
            try metadata.registry.encode(.variant(name, arguments), as: type, at: place, to: &writer)
        }
    }

    /// Wraps a call that is encoded already; nothing is checked.
    package init(encoded bytes: [UInt8]) { self.bytes = bytes }
}

/// A call that was read.
package struct DecodedCall: Sendable, Hashable {
    /// The pallet's name.
    package let pallet: String
    /// The call's name.
    package let name: String
    /// The arguments, a `record`, or an empty `list`.
    package let arguments: DynamicValue

    /// Reads a call.
    ///
    /// - Throws: `SubstrateError` with `unknownName` for a pallet without calls, or because the bytes are malformed.
    package init(_ call: Call, metadata: Metadata) throws {
        var reader = ScaleReader(call.bytes)
        self = try Self(from: &reader, metadata: metadata)
        try reader.finish()
    }

    init(from reader: inout ScaleReader, metadata: Metadata) throws {
        let pallet = try metadata.pallet(index: try reader.byte())
        guard let type = pallet.calls,
            case .variant(let name, let arguments) = try metadata.registry.decode(type, from: &reader)
        else { throw SubstrateError(.unknownName, "\(pallet.name) has no calls") }
        self.pallet = pallet.name
        self.name = name
        self.arguments = arguments
    }
}
