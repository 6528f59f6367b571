extension TypeID: ScaleCodable {
    /// Reads a number in compact form.
    package init(from reader: inout ScaleReader) throws { number = try reader.compact() }

    /// Writes the number in compact form.
    package func write(to writer: inout ScaleWriter) { writer.compact(number) }
}

extension TypeRegistry: ScaleCodable {
    /// Reads the types; each has its number before it, which has to be its place.
    package init(from reader: inout ScaleReader) throws {
        var place: UInt32 = 0
        types = try reader.sequence { reader in
            guard try TypeID(from: &reader).number == place else {
                throw SubstrateError(.malformedMetadata, "the type in place \(place) has another number")
            }
            place += 1
            return try TypeDescription(from: &reader)
        }
    }

    /// Writes the types, each with its number.
    package func write(to writer: inout ScaleWriter) {
        writer.sequence(types.indices) { writer, place in
            writer.compact(place)
            types[place].write(to: &writer)
        }
    }
}

extension TypeDescription: ScaleCodable {
    /// Reads a type without its number.
    package init(from reader: inout ScaleReader) throws {
        path = try [String](from: &reader)
        parameters = try [TypeParameter](from: &reader)
        definition = try TypeDefinition(from: &reader)
        documentation = try [String](from: &reader)
    }

    /// Writes the type without its number.
    package func write(to writer: inout ScaleWriter) {
        path.write(to: &writer)
        parameters.write(to: &writer)
        definition.write(to: &writer)
        documentation.write(to: &writer)
    }
}

extension TypeParameter: ScaleCodable {
    /// Reads a name and perhaps a type.
    package init(from reader: inout ScaleReader) throws {
        name = try reader.text()
        type = try TypeID?(from: &reader)
    }

    /// Writes the name and perhaps the type.
    package func write(to writer: inout ScaleWriter) {
        writer.text(name)
        type.write(to: &writer)
    }
}

extension TypeDefinition: ScaleCodable {
    /// Reads the kind and what belongs to it.
    package init(from reader: inout ScaleReader) throws {
        switch try reader.byte() {
        case 0: self = .composite(try [FieldDescription](from: &reader))
        case 1: self = .variant(try [VariantDescription](from: &reader))
        case 2: self = .sequence(try TypeID(from: &reader))
        case 3: self = .array(length: try reader.integer(), element: try TypeID(from: &reader))
        case 4: self = .tuple(try [TypeID](from: &reader))
        case 5:
            let number = try reader.byte()
            guard let primitive = PrimitiveType(rawValue: number) else {
                throw reader.malformed("\(number) is no primitive type")
            }
            self = .primitive(primitive)
        case 6: self = .compact(try TypeID(from: &reader))
        case 7: self = .bits(store: try TypeID(from: &reader), order: try TypeID(from: &reader))
        case let kind: throw reader.malformed("\(kind) is no kind of type")
        }
    }

    /// Writes the kind and what belongs to it.
    package func write(to writer: inout ScaleWriter) {
        switch self {
        case .composite(let fields):
            writer.byte(0)
            fields.write(to: &writer)
        case .variant(let cases):
            writer.byte(1)
            cases.write(to: &writer)
        case .sequence(let element):
            writer.byte(2)
            element.write(to: &writer)
        case .array(let length, let element):
            writer.byte(3)
            writer.integer(length)
            element.write(to: &writer)
        case .tuple(let parts):
            writer.byte(4)
            parts.write(to: &writer)
        case .primitive(let primitive):
            writer.byte(5)
            writer.byte(primitive.rawValue)
        case .compact(let number):
            writer.byte(6)
            number.write(to: &writer)
        case .bits(let store, let order):
            writer.byte(7)
            store.write(to: &writer)
            order.write(to: &writer)
        }
    }
}

extension FieldDescription: ScaleCodable {
    /// Reads a field.
    package init(from reader: inout ScaleReader) throws {
        name = try String?(from: &reader)
        type = try TypeID(from: &reader)
        typeName = try String?(from: &reader)
        documentation = try [String](from: &reader)
    }

    /// Writes the field.
    package func write(to writer: inout ScaleWriter) {
        name.write(to: &writer)
        type.write(to: &writer)
        typeName.write(to: &writer)
        documentation.write(to: &writer)
    }
}

extension VariantDescription: ScaleCodable {
    /// Reads a case.
    package init(from reader: inout ScaleReader) throws {
        name = try reader.text()
        fields = try [FieldDescription](from: &reader)
        index = try reader.byte()
        documentation = try [String](from: &reader)
    }

    /// Writes the case.
    package func write(to writer: inout ScaleWriter) {
        writer.text(name)
        fields.write(to: &writer)
        writer.byte(index)
        documentation.write(to: &writer)
    }
}
