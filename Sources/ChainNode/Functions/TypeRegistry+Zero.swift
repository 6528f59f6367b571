import Substrate

extension TypeRegistry {
    /// Returns the value of a type that says nothing: zero, empty, missing, the first case.
    func zero(_ type: TypeID) throws -> DynamicValue {
        switch try definition(type) {
        case .primitive(.bool): return .bool(false)
        case .primitive(.str): return .text("")
        case .primitive(.i32), .primitive(.i64), .primitive(.i128): return .signed(0)
        case .primitive, .compact: return .unsigned(0)
        case .sequence, .bits: return .list([])
        case .array(let length, let element):
            return .list([DynamicValue](repeating: try zero(element), count: Int(length)))
        case .tuple(let parts): return .list(try parts.map { try zero($0) })
        case .composite(let fields): return try zero(fields)
        case .variant(let cases):
            guard let first = cases.first else { return .list([]) }
            return .variant(first.name, try zero(first.fields))
        }
    }

    private func zero(_ fields: [FieldDescription]) throws -> DynamicValue {
        if fields.count == 1, fields[0].name == nil { return try zero(fields[0].type) }
        return .list(try fields.map { try zero($0.type) })
    }
}
