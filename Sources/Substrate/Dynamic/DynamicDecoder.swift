/// Reads values of types that a registry describes.
struct DynamicDecoder {
    private let registry: TypeRegistry
    private var valuesLeft: Int

    init(_ registry: TypeRegistry, forBytes count: Int) {
        self.registry = registry
        valuesLeft = DynamicLimits.values(forBytes: count)
    }

    mutating func value(_ type: TypeID, from reader: inout ScaleReader, depth: Int = 0) throws -> DynamicValue {
        valuesLeft -= 1
        guard valuesLeft >= 0, depth < DynamicLimits.depth else {
            throw SubstrateError(.tooLarge, "a value of type \(type.number) is nested too deep or has too many parts")
        }
        switch try registry.definition(type) {
        case .primitive(let primitive): return try Self.value(primitive, from: &reader)
        case .compact(let type): return try compact(type, from: &reader)
        case .sequence(let element):
            let count = try reader.count()
            return try elements(count, of: element, from: &reader, depth)
        case .array(let length, let element): return try elements(Int(length), of: element, from: &reader, depth)
        case .tuple(let parts):
            return .list(try parts.map { try value($0, from: &reader, depth: depth + 1) })
        case .composite(let fields):
            if fields.count == 1, fields[0].name == nil {
                return try value(fields[0].type, from: &reader, depth: depth + 1)
            }
            return try content(fields, from: &reader, depth)
        case .variant(let cases):
            let index = try reader.byte()
            // Mostly a case stands where its index says.
            let guess = Int(index) < cases.count && cases[Int(index)].index == index ? cases[Int(index)] : nil
            guard let match = guess ?? cases.first(where: { $0.index == index }) else {
                throw reader.malformed("type \(type.number) has no case \(index)")
            }
            return .variant(match.name, try content(match.fields, from: &reader, depth))
        case .bits(let store, let order): return try bits(store, order, from: &reader)
        }
    }

    private mutating func content(
        _ fields: [FieldDescription],
        from reader: inout ScaleReader,
        _ depth: Int
    ) throws -> DynamicValue {
        guard let first = fields.first else { return .list([]) }
        guard first.name != nil else {
            return .list(try fields.map { try value($0.type, from: &reader, depth: depth + 1) })
        }
        return .record(
            try fields.map { field in
                DynamicValue.Member(field.name ?? "", try value(field.type, from: &reader, depth: depth + 1))
            }
        )
    }

    private mutating func elements(
        _ count: Int,
        of element: TypeID,
        from reader: inout ScaleReader,
        _ depth: Int
    ) throws -> DynamicValue {
        if try registry.isByte(element) { return .bytes(try reader.take(count)) }
        if count > reader.remaining, try !registry.isEmpty(element) { throw reader.truncated(count) }
        guard count <= valuesLeft else {
            throw SubstrateError(.tooLarge, "\(count) elements before byte \(reader.offset)")
        }
        var values: [DynamicValue] = []
        for _ in 0..<count { values.append(try value(element, from: &reader, depth: depth + 1)) }
        return .list(values)
    }

    private func compact(_ type: TypeID, from reader: inout ScaleReader) throws -> DynamicValue {
        switch try registry.unwrapped(type) {
        case .primitive(.u8): return .unsigned(UInt128(try reader.compact(UInt8.self)))
        case .primitive(.u16): return .unsigned(UInt128(try reader.compact(UInt16.self)))
        case .primitive(.u32): return .unsigned(UInt128(try reader.compact(UInt32.self)))
        case .primitive(.u64): return .unsigned(UInt128(try reader.compact(UInt64.self)))
        case .primitive(.u128): return .unsigned(try reader.compact())
        case .tuple(let parts) where parts.isEmpty: return .list([])
        default: throw SubstrateError(.malformedMetadata, "type \(type.number) has no compact form")
        }
    }

    private static func value(_ type: PrimitiveType, from reader: inout ScaleReader) throws -> DynamicValue {
        switch type {
        case .bool: return .bool(try reader.bool())
        case .char:
            let number: UInt32 = try reader.integer()
            guard let scalar = Unicode.Scalar(number) else { throw reader.malformed("\(number) is no character") }
            return .character(scalar)
        case .str: return .text(try reader.text())
        case .u8: return .unsigned(UInt128(try reader.byte()))
        case .u16: return .unsigned(UInt128(try reader.integer(UInt16.self)))
        case .u32: return .unsigned(UInt128(try reader.integer(UInt32.self)))
        case .u64: return .unsigned(UInt128(try reader.integer(UInt64.self)))
        case .u128: return .unsigned(try reader.integer())
        case .u256: return .wide(try UInt256(from: &reader))
        case .i8: return .signed(Int128(try reader.integer(Int8.self)))
        case .i16: return .signed(Int128(try reader.integer(Int16.self)))
        case .i32: return .signed(Int128(try reader.integer(Int32.self)))
        case .i64: return .signed(Int128(try reader.integer(Int64.self)))
        case .i128: return .signed(try reader.integer())
        case .i256: throw SubstrateError(.unknownType, "signed integers of 256 bits are not read")
        }
    }

    private func bits(_ store: TypeID, _ order: TypeID, from reader: inout ScaleReader) throws -> DynamicValue {
        let layout = try BitLayout(registry, store: store, order: order)
        let count = try reader.count()
        let bytes = try reader.take(layout.bytes(forBits: count))
        return .bits((0..<count).map { layout.isSet($0, in: bytes) })
    }
}
