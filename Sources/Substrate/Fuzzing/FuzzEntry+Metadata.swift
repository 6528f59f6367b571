extension FuzzEntry {
    /// Reads metadata.
    package static func metadata(_ bytes: [UInt8]) {
        guard let metadata = try? Metadata(bytes: bytes) else { return }
        precondition((try? metadata.encoded()) == bytes, "metadata is written otherwise than it was read")
        for type in metadata.registry.types.indices.prefix(64) {
            value(bytes, of: TypeID(UInt32(type)), in: metadata.registry)
        }
    }

    /// Reads a value of a type.
    package static func value(_ bytes: [UInt8], of type: TypeID, in registry: TypeRegistry) {
        var reader = ScaleReader(bytes)
        guard let value = try? registry.decode(type, from: &reader), let again = try? registry.encode(value, as: type),
            let second = try? registry.decode(type, again)
        else { return }
        precondition(second == value, "a value changes when it is written and read")
    }
}
