package import Substrate

/// Numbers the types of a table, each once.
package struct TypeBuilder {
    private var types: [TypeDescription] = []
    /// The numbers that were given out.
    private(set) var numbers: [Shape: TypeID] = [:]

    /// Begins with accounts, which some clients know by the number 0, and with places for the types that are made of what
    /// the pallets have, since they occur within themselves.
    init() {
        _ = number(AccountID.shape)
        for outer in Shape.Outer.allCases { numbers[.outer(outer)] = reserve() }
    }

    /// What was numbered so far.
    package var registry: TypeRegistry { TypeRegistry(types) }

    /// Returns the number of a type, which is described the first time.
    package mutating func number(_ shape: Shape) -> TypeID {
        if let known = numbers[shape] { return known }
        // The number is taken before the parts are described, so that they may name the whole.
        let number = reserve()
        numbers[shape] = number
        types[Int(number.number)] = describe(shape)
        return number
    }

    /// Says what one of the reserved types is.
    mutating func define(_ outer: Shape.Outer, as shape: NamedShape) {
        let number = number(.outer(outer))
        types[Int(number.number)] = describe(.named(shape))
    }

    private mutating func reserve() -> TypeID {
        types.append(TypeDescription(.tuple([])))
        return TypeID(UInt32(types.count - 1))
    }

    private mutating func describe(_ shape: Shape) -> TypeDescription {
        switch shape {
        case .primitive(let primitive): return TypeDescription(.primitive(primitive))
        case .compact(let number): return TypeDescription(.compact(self.number(number)))
        case .sequence(let element): return TypeDescription(.sequence(number(element)))
        case .array(let length, let element): return TypeDescription(.array(length: length, element: number(element)))
        case .tuple(let parts): return TypeDescription(.tuple(parts.map { number($0) }))
        case .outer: preconditionFailure("these types have their numbers from the start")
        case .named(let named):
            let parameters = named.parameters.map { parameter in
                TypeParameter(parameter.name, parameter.shape.map { number($0) })
            }
            return TypeDescription(describe(named.content), path: named.path, parameters: parameters)
        }
    }

    private mutating func describe(_ content: NamedShape.Content) -> TypeDefinition {
        switch content {
        case .fields(let fields): return .composite(fields.map { describe($0) })
        case .cases(let cases):
            return .variant(
                cases.map { each in
                    VariantDescription(
                        each.name,
                        index: each.index,
                        fields: each.fields.map { describe($0) },
                        documentation: each.documentation
                    )
                }
            )
        }
    }

    private mutating func describe(_ field: NamedShape.Field) -> FieldDescription {
        FieldDescription(field.name, number(field.shape), typeName: field.shape.typeName)
    }
}

extension Shape {
    /// How the type is called in sources; clients show it.
    var typeName: String? {
        switch self {
        case .primitive(let primitive): "\(primitive)"
        case .compact(let number): number.typeName.map { "Compact<\($0)>" }
        case .sequence(let element): element.typeName.map { "Vec<\($0)>" }
        case .array(let length, let element): element.typeName.map { "[\($0); \(length)]" }
        case .named(let named): named.path.last
        case .tuple, .outer: nil
        }
    }
}
