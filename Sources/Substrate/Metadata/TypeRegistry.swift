/// The number of a type in a registry.
package struct TypeID: Sendable, Hashable {
    /// The number, counted from 0.
    package let number: UInt32

    /// Wraps a number.
    package init(_ number: UInt32) { self.number = number }
}

/// All types that a chain's metadata speaks of; they name each other by number.
package struct TypeRegistry: Sendable, Hashable {
    /// The types; a type's place is its number.
    package var types: [TypeDescription]

    /// Makes a registry of types in the order of their numbers.
    package init(_ types: [TypeDescription]) { self.types = types }

    /// Returns a type.
    ///
    /// - Throws: `SubstrateError.Code.unknownType`.
    package func type(_ identifier: TypeID) throws -> TypeDescription {
        try check(identifier)
        return types[Int(identifier.number)]
    }

    /// Returns how a type is built.
    ///
    /// - Throws: `SubstrateError.Code.unknownType`.
    package func definition(_ identifier: TypeID) throws -> TypeDefinition {
        try check(identifier)
        return types[Int(identifier.number)].definition
    }

    /// Returns the number of the first type with this path, such as `["sp_core", "crypto", "AccountId32"]`.
    package func identifier(ofPath path: [String]) -> TypeID? {
        types.firstIndex { $0.path == path }.map { TypeID(UInt32($0)) }
    }

    func check(_ identifier: TypeID) throws {
        guard identifier.number < types.count else {
            throw SubstrateError(.unknownType, "there is no type \(identifier.number) among \(types.count)")
        }
    }
}

extension TypeRegistry {
    /// Whether values of a type take no bytes, whatever they are.
    ///
    /// A type too deep or too wide to tell counts as taking some.
    ///
    /// - Throws: `SubstrateError.Code.unknownType`.
    package func isEmpty(_ identifier: TypeID) throws -> Bool {
        var visits = DynamicLimits.depth
        return try isEmpty(identifier, &visits)
    }

    private func isEmpty(_ identifier: TypeID, _ visits: inout Int) throws -> Bool {
        visits -= 1
        guard visits > 0 else { return false }
        switch try definition(identifier) {
        case .composite(let fields): return try fields.allSatisfy { try isEmpty($0.type, &visits) }
        case .tuple(let parts): return try parts.allSatisfy { try isEmpty($0, &visits) }
        case .array(let length, let element): return try length == 0 || isEmpty(element, &visits)
        case .variant, .sequence, .primitive, .compact, .bits: return false
        }
    }

    /// Returns what a type is once wrappers around one field are taken off it.
    func unwrapped(_ identifier: TypeID) throws -> TypeDefinition {
        var definition = try definition(identifier)
        for _ in 0..<DynamicLimits.depth {
            switch definition {
            case .composite(let fields) where fields.count == 1: definition = try self.definition(fields[0].type)
            case .tuple(let parts) where parts.count == 1: definition = try self.definition(parts[0])
            default: return definition
            }
        }
        throw SubstrateError(.tooLarge, "type \(identifier.number) is wrapped more than \(DynamicLimits.depth) times")
    }

    func isByte(_ identifier: TypeID) throws -> Bool { try definition(identifier) == .primitive(.u8) }
}
