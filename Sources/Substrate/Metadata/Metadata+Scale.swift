extension Metadata {
    /// What metadata begins with: "meta".
    private static let magic: [UInt8] = [0x6D, 0x65, 0x74, 0x61]

    /// The largest metadata that is read, in bytes.
    package static let maximumBytes = 8 << 20

    /// Reads metadata.
    ///
    /// - Parameter bytes: What `state_getMetadata` answers, without the length that some functions put before it.
    /// - Throws: `SubstrateError` with `malformedMetadata`, `unsupportedMetadata`, `unknownType`, `tooLarge`, and with
    ///   `truncated`, `trailingBytes` and `malformedScale`.
    package init(bytes: [UInt8]) throws {
        guard bytes.count <= Self.maximumBytes else {
            throw SubstrateError(.tooLarge, "metadata of \(bytes.count) bytes; \(Self.maximumBytes) are read")
        }
        var reader = ScaleReader(bytes)
        guard try reader.take(4) == Self.magic else {
            throw SubstrateError(.malformedMetadata, "metadata begins with 'meta'; this does not")
        }
        let number = try reader.byte()
        guard let version = Version(rawValue: number) else {
            throw SubstrateError(.unsupportedMetadata, "metadata of version \(number); 14 and 15 are read")
        }
        try self.init(version, from: &reader)
        try reader.finish()
        try check()
    }

    private init(_ version: Version, from reader: inout ScaleReader) throws {
        self.version = version
        registry = try TypeRegistry(from: &reader)
        pallets = try reader.sequence { try PalletDescription(from: &$0, version) }
        extrinsic = try ExtrinsicDescription(from: &reader, version)
        runtime = try TypeID(from: &reader)
        switch version {
        case .v14:
            interfaces = []
            outerTypes = nil
            customValues = []
        case .v15:
            interfaces = try [RuntimeInterface](from: &reader)
            outerTypes = try OuterTypes(from: &reader)
            customValues = try [CustomValue](from: &reader)
        }
    }

    /// The encoding, "meta" first.
    ///
    /// Version 14 has no place for interfaces, outer types, custom values and documentation of pallets; they are left out.
    ///
    /// - Throws: `SubstrateError.Code.malformedMetadata` when the version and the parts do not belong together.
    package func encoded() throws -> [UInt8] {
        var writer = ScaleWriter()
        writer.append(Self.magic)
        writer.byte(version.rawValue)
        registry.write(to: &writer)
        writer.sequence(pallets) { $1.write(to: &$0, version) }
        try extrinsic.write(to: &writer, version)
        runtime.write(to: &writer)
        guard version == .v15 else { return writer.bytes }
        guard let outerTypes else {
            throw SubstrateError(
                .malformedMetadata,
                "metadata of version 15 names the types of calls, events and errors"
            )
        }
        interfaces.write(to: &writer)
        outerTypes.write(to: &writer)
        customValues.write(to: &writer)
        return writer.bytes
    }
}

extension ExtrinsicDescription {
    init(from reader: inout ScaleReader, _ version: Metadata.Version) throws {
        switch version {
        case .v14:
            types = .generic(try TypeID(from: &reader))
            self.version = try reader.byte()
        case .v15:
            self.version = try reader.byte()
            types = .parts(
                address: try TypeID(from: &reader),
                call: try TypeID(from: &reader),
                signature: try TypeID(from: &reader),
                extra: try TypeID(from: &reader)
            )
        }
        extensions = try [SignedExtension](from: &reader)
    }

    func write(to writer: inout ScaleWriter, _ version: Metadata.Version) throws {
        switch (version, types) {
        case (.v14, .generic(let type)):
            type.write(to: &writer)
            writer.byte(self.version)
        case (.v15, .parts(let address, let call, let signature, let extra)):
            writer.byte(self.version)
            for type in [address, call, signature, extra] { type.write(to: &writer) }
        case (.v14, .parts), (.v15, .generic):
            throw SubstrateError(
                .malformedMetadata,
                "the types of extrinsics are named as in another version of metadata"
            )
        }
        extensions.write(to: &writer)
    }
}

extension SignedExtension: ScaleCodable {
    /// Reads an extension.
    package init(from reader: inout ScaleReader) throws {
        identifier = try reader.text()
        extra = try TypeID(from: &reader)
        implicit = try TypeID(from: &reader)
    }

    /// Writes the extension.
    package func write(to writer: inout ScaleWriter) {
        writer.text(identifier)
        extra.write(to: &writer)
        implicit.write(to: &writer)
    }
}

extension OuterTypes: ScaleCodable {
    /// Reads the three types.
    package init(from reader: inout ScaleReader) throws {
        call = try TypeID(from: &reader)
        event = try TypeID(from: &reader)
        error = try TypeID(from: &reader)
    }

    /// Writes the three types.
    package func write(to writer: inout ScaleWriter) {
        for type in [call, event, error] { type.write(to: &writer) }
    }
}

extension CustomValue: ScaleCodable {
    /// Reads a value.
    package init(from reader: inout ScaleReader) throws {
        name = try reader.text()
        type = try TypeID(from: &reader)
        value = try reader.byteString()
    }

    /// Writes the value.
    package func write(to writer: inout ScaleWriter) {
        writer.text(name)
        type.write(to: &writer)
        writer.byteString(value)
    }
}
