/// Writes values as types that a registry describes.
///
/// What does not fit is refused with the place where it stands; the place becomes a text only then.
struct DynamicEncoder {
    private let registry: TypeRegistry

    init(_ registry: TypeRegistry) { self.registry = registry }

    func write(
        _ value: DynamicValue,
        as type: TypeID,
        at place: @autoclosure () -> String,
        to writer: inout ScaleWriter,
        depth: Int = 0
    ) throws {
        guard depth < DynamicLimits.depth else { throw SubstrateError(.tooLarge, "\(place()) is nested too deep") }
        switch (try registry.definition(type), value) {
        case (.primitive(let primitive), _): try Self.write(value, as: primitive, at: place(), to: &writer)
        case (.compact(let type), _): try writeCompact(value, as: type, at: place(), to: &writer)
        case (.sequence(let element), .bytes(let bytes)) where try registry.isByte(element):
            writer.byteString(bytes)
        case (.sequence(let element), .list(let values)):
            writer.compact(values.count)
            try write(values, as: element, at: place(), to: &writer, depth)
        case (.array(let length, let element), .bytes(let bytes)) where try registry.isByte(element):
            try Self.require(bytes.count, Int(length), place())
            writer.append(bytes)
        case (.array(let length, let element), .list(let values)):
            try Self.require(values.count, Int(length), place())
            try write(values, as: element, at: place(), to: &writer, depth)
        case (.tuple(let parts), .list(let values)):
            try Self.require(values.count, parts.count, place())
            for (index, (part, value)) in zip(parts, values).enumerated() {
                try write(value, as: part, at: "\(place())[\(index)]", to: &writer, depth: depth + 1)
            }
        case (.composite(let fields), _) where fields.count == 1 && fields[0].name == nil:
            try write(value, as: fields[0].type, at: place(), to: &writer, depth: depth + 1)
        case (.composite(let fields), _): try write(value, as: fields, at: place(), to: &writer, depth)
        case (.variant(let cases), .variant(let name, let content)):
            guard let match = cases.first(where: { $0.name == name }) else {
                throw SubstrateError(.unknownName, "\(place()) has no case '\(name)'")
            }
            writer.byte(match.index)
            try write(content, as: match.fields, at: "\(place()).\(name)", to: &writer, depth)
        case (.bits(let store, let order), .bits(let bits)):
            writer.compact(bits.count)
            writer.append(try BitLayout(registry, store: store, order: order).bytes(bits))
        default: throw Self.mismatch(place(), "type \(type.number)")
        }
    }

    private func write(
        _ values: [DynamicValue],
        as element: TypeID,
        at place: @autoclosure () -> String,
        to writer: inout ScaleWriter,
        _ depth: Int
    ) throws {
        for (index, value) in values.enumerated() {
            try write(value, as: element, at: "\(place())[\(index)]", to: &writer, depth: depth + 1)
        }
    }

    private func write(
        _ content: DynamicValue,
        as fields: [FieldDescription],
        at place: @autoclosure () -> String,
        to writer: inout ScaleWriter,
        _ depth: Int
    ) throws {
        switch content {
        case .list(let values):
            try Self.require(values.count, fields.count, place())
            for (field, value) in zip(fields, values) {
                try write(value, as: field.type, at: "\(place()).\(field.name ?? "_")", to: &writer, depth: depth + 1)
            }
        case .record(let members):
            try Self.require(members.count, fields.count, place())
            for field in fields {
                guard let name = field.name, let value = content[name] else {
                    throw SubstrateError(.typeMismatch, "\(place()) lacks '\(field.name ?? "a field without a name")'")
                }
                try write(value, as: field.type, at: "\(place()).\(name)", to: &writer, depth: depth + 1)
            }
        default: throw Self.mismatch(place(), "fields")
        }
    }

    private func writeCompact(
        _ value: DynamicValue,
        as type: TypeID,
        at place: @autoclosure () -> String,
        to writer: inout ScaleWriter
    ) throws {
        switch (try registry.unwrapped(type), value) {
        case (.primitive(.u8), .unsigned(let number)) where UInt8(exactly: number) != nil,
            (.primitive(.u16), .unsigned(let number)) where UInt16(exactly: number) != nil,
            (.primitive(.u32), .unsigned(let number)) where UInt32(exactly: number) != nil,
            (.primitive(.u64), .unsigned(let number)) where UInt64(exactly: number) != nil,
            (.primitive(.u128), .unsigned(let number)):
            writer.compact(number)
        case (.tuple(let parts), .list(let values)) where parts.isEmpty && values.isEmpty: break
        default: throw Self.mismatch(place(), "the compact form of type \(type.number)")
        }
    }

    private static func write(
        _ value: DynamicValue,
        as type: PrimitiveType,
        at place: @autoclosure () -> String,
        to writer: inout ScaleWriter
    ) throws {
        switch (type, value) {
        case (.bool, .bool(let flag)): writer.bool(flag)
        case (.char, .character(let scalar)): writer.integer(scalar.value)
        case (.str, .text(let text)): writer.text(text)
        case (.u8, .unsigned(let number)): try writer.integer(exactly(number, UInt8.self, place()))
        case (.u16, .unsigned(let number)): try writer.integer(exactly(number, UInt16.self, place()))
        case (.u32, .unsigned(let number)): try writer.integer(exactly(number, UInt32.self, place()))
        case (.u64, .unsigned(let number)): try writer.integer(exactly(number, UInt64.self, place()))
        case (.u128, .unsigned(let number)): writer.integer(number)
        case (.u256, .unsigned(let number)): UInt256(low: number).write(to: &writer)
        case (.u256, .wide(let number)): number.write(to: &writer)
        case (.i8, .signed(let number)): try writer.integer(exactly(number, Int8.self, place()))
        case (.i16, .signed(let number)): try writer.integer(exactly(number, Int16.self, place()))
        case (.i32, .signed(let number)): try writer.integer(exactly(number, Int32.self, place()))
        case (.i64, .signed(let number)): try writer.integer(exactly(number, Int64.self, place()))
        case (.i128, .signed(let number)): writer.integer(number)
        default: throw mismatch(place(), "\(type)")
        }
    }

    private static func exactly<Number: FixedWidthInteger>(
        _ number: some BinaryInteger,
        _ type: Number.Type,
        _ place: @autoclosure () -> String
    ) throws -> Number {
        guard let exact = Number(exactly: number) else {
            throw SubstrateError(.typeMismatch, "\(place()) is \(number), which \(type) does not hold")
        }
        return exact
    }

    private static func require(_ count: Int, _ wanted: Int, _ place: @autoclosure () -> String) throws {
        guard count == wanted else {
            throw SubstrateError(.typeMismatch, "\(place()) has \(count) parts, its type has \(wanted)")
        }
    }

    private static func mismatch(_ place: String, _ type: String) -> SubstrateError {
        SubstrateError(.typeMismatch, "\(place) does not fit \(type)")
    }
}
