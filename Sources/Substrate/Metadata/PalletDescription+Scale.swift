extension PalletDescription {
    init(from reader: inout ScaleReader, _ version: Metadata.Version) throws {
        name = try reader.text()
        storage = try StorageDescription?(from: &reader)
        calls = try TypeID?(from: &reader)
        events = try TypeID?(from: &reader)
        constants = try [ConstantDescription](from: &reader)
        errors = try TypeID?(from: &reader)
        index = try reader.byte()
        documentation = version == .v15 ? try [String](from: &reader) : []
    }

    func write(to writer: inout ScaleWriter, _ version: Metadata.Version) {
        writer.text(name)
        storage.write(to: &writer)
        calls.write(to: &writer)
        events.write(to: &writer)
        constants.write(to: &writer)
        errors.write(to: &writer)
        writer.byte(index)
        if version == .v15 { documentation.write(to: &writer) }
    }
}

extension ConstantDescription: ScaleCodable {
    /// Reads a constant.
    package init(from reader: inout ScaleReader) throws {
        name = try reader.text()
        type = try TypeID(from: &reader)
        value = try reader.byteString()
        documentation = try [String](from: &reader)
    }

    /// Writes the constant.
    package func write(to writer: inout ScaleWriter) {
        writer.text(name)
        type.write(to: &writer)
        writer.byteString(value)
        documentation.write(to: &writer)
    }
}

extension StorageDescription: ScaleCodable {
    /// Reads the prefix and the entries.
    package init(from reader: inout ScaleReader) throws {
        prefix = try reader.text()
        entries = try [StorageEntry](from: &reader)
    }

    /// Writes the prefix and the entries.
    package func write(to writer: inout ScaleWriter) {
        writer.text(prefix)
        entries.write(to: &writer)
    }
}

extension StorageEntry: ScaleCodable {
    /// Reads an entry.
    package init(from reader: inout ScaleReader) throws {
        name = try reader.text()
        let number = try reader.byte()
        guard let modifier = Modifier(rawValue: number) else {
            throw reader.malformed("\(number) is no modifier of a storage entry")
        }
        self.modifier = modifier
        kind = try Kind(from: &reader)
        fallback = try reader.byteString()
        documentation = try [String](from: &reader)
    }

    /// Writes the entry.
    package func write(to writer: inout ScaleWriter) {
        writer.text(name)
        writer.byte(modifier.rawValue)
        kind.write(to: &writer)
        writer.byteString(fallback)
        documentation.write(to: &writer)
    }
}

extension StorageEntry.Kind: ScaleCodable {
    /// Reads the kind and its types.
    package init(from reader: inout ScaleReader) throws {
        switch try reader.byte() {
        case 0: self = .plain(try TypeID(from: &reader))
        case 1:
            let hashers = try reader.sequence { reader in
                let number = try reader.byte()
                guard let hasher = StorageHasher(rawValue: number) else {
                    throw reader.malformed("\(number) is no hasher")
                }
                return hasher
            }
            self = .map(hashers: hashers, key: try TypeID(from: &reader), value: try TypeID(from: &reader))
        case let kind: throw reader.malformed("\(kind) is no kind of storage entry")
        }
    }

    /// Writes the kind and its types.
    package func write(to writer: inout ScaleWriter) {
        switch self {
        case .plain(let value):
            writer.byte(0)
            value.write(to: &writer)
        case .map(let hashers, let key, let value):
            writer.byte(1)
            writer.byteString(hashers.map(\.rawValue))
            key.write(to: &writer)
            value.write(to: &writer)
        }
    }
}

extension RuntimeInterface: ScaleCodable {
    /// Reads an interface.
    package init(from reader: inout ScaleReader) throws {
        name = try reader.text()
        functions = try [RuntimeFunction](from: &reader)
        documentation = try [String](from: &reader)
    }

    /// Writes the interface.
    package func write(to writer: inout ScaleWriter) {
        writer.text(name)
        functions.write(to: &writer)
        documentation.write(to: &writer)
    }
}

extension RuntimeFunction: ScaleCodable {
    /// Reads a function.
    package init(from reader: inout ScaleReader) throws {
        name = try reader.text()
        parameters = try reader.sequence { Parameter(try $0.text(), try TypeID(from: &$0)) }
        output = try TypeID(from: &reader)
        documentation = try [String](from: &reader)
    }

    /// Writes the function.
    package func write(to writer: inout ScaleWriter) {
        writer.text(name)
        writer.sequence(parameters) { writer, parameter in
            writer.text(parameter.name)
            parameter.type.write(to: &writer)
        }
        output.write(to: &writer)
        documentation.write(to: &writer)
    }
}
