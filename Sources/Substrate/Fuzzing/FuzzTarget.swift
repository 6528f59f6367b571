/// The parsers that are tried with any bytes, by the names that `make fuzz` has for them.
package enum FuzzTarget: String, CaseIterable, Sendable {
    /// Values and extrinsics: two bytes choose the type, the others are the value.
    case scale
    case metadata
    /// Messages of JSON-RPC, as a server and as a client read them.
    case rpc
    /// Keyfiles, addresses and hexadecimal digits.
    case text

    /// Gives bytes to the parser, and traps when it breaks its word.
    ///
    /// - Parameters:
    ///   - bytes: Any.
    ///   - metadata: What the types of values and the calls of extrinsics are looked up in.
    package func run(_ bytes: [UInt8], metadata: Metadata) {
        switch self {
        case .scale:
            guard bytes.count > 2 else { return }
            let types = metadata.registry.types.count
            let type = TypeID(UInt32((Int(bytes[0]) << 8 | Int(bytes[1])) % max(types, 1)))
            FuzzEntry.value(Array(bytes[2...]), of: type, in: metadata.registry)
            FuzzEntry.extrinsic(Array(bytes[2...]), metadata: metadata)
        case .metadata: FuzzEntry.metadata(bytes)
        case .rpc: FuzzEntry.message(bytes)
        case .text: FuzzEntry.text(bytes)
        }
    }
}
