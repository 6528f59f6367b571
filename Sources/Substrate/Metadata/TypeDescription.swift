/// One type of a registry.
package struct TypeDescription: Sendable, Hashable {
    /// Where it is defined, and its name last; empty for types without a name.
    package var path: [String]
    /// What it is generic over.
    package var parameters: [TypeParameter]
    /// How it is built.
    package var definition: TypeDefinition
    /// Lines for people.
    package var documentation: [String]

    /// Describes a type.
    package init(
        _ definition: TypeDefinition,
        path: [String] = [],
        parameters: [TypeParameter] = [],
        documentation: [String] = []
    ) {
        self.path = path
        self.parameters = parameters
        self.definition = definition
        self.documentation = documentation
    }
}

/// What a type is generic over.
package struct TypeParameter: Sendable, Hashable {
    /// The name, such as "T".
    package var name: String
    /// The type that was put in its place; nil when it leaves no trace in the encoding.
    package var type: TypeID?

    /// Describes a parameter.
    package init(_ name: String, _ type: TypeID?) {
        self.name = name
        self.type = type
    }
}

/// How a type is built.
package enum TypeDefinition: Sendable, Hashable {
    /// Fields, one after the other.
    case composite([FieldDescription])
    /// One of several cases, whose index comes first.
    case variant([VariantDescription])
    /// Any number of elements, which comes first.
    case sequence(TypeID)
    /// A fixed number of elements.
    case array(length: UInt32, element: TypeID)
    /// Unnamed parts, one after the other.
    case tuple([TypeID])
    /// A type that is not built of others.
    case primitive(PrimitiveType)
    /// A number in compact form.
    case compact(TypeID)
    /// A row of bits in words of a type, ordered as another type says.
    case bits(store: TypeID, order: TypeID)
}

/// A field of a composite type or of a case.
package struct FieldDescription: Sendable, Hashable {
    /// The name; nil in types like tuples.
    package var name: String?
    /// The type.
    package var type: TypeID
    /// The type as it is written in the source, for people.
    package var typeName: String?
    /// Lines for people.
    package var documentation: [String]

    /// Describes a field.
    package init(_ name: String?, _ type: TypeID, typeName: String? = nil, documentation: [String] = []) {
        self.name = name
        self.type = type
        self.typeName = typeName
        self.documentation = documentation
    }
}

/// A case of a variant type: also a call, an event or an error of a pallet.
package struct VariantDescription: Sendable, Hashable {
    /// The name.
    package var name: String
    /// What follows the index.
    package var fields: [FieldDescription]
    /// The byte that stands for the case.
    package var index: UInt8
    /// Lines for people.
    package var documentation: [String]

    /// Describes a case.
    package init(_ name: String, index: UInt8, fields: [FieldDescription] = [], documentation: [String] = []) {
        self.name = name
        self.index = index
        self.fields = fields
        self.documentation = documentation
    }
}

/// A type that is not built of others; the raw value is its number in metadata.
package enum PrimitiveType: UInt8, Sendable, Hashable, CaseIterable {
    case bool, char, str
    case u8, u16, u32, u64, u128, u256
    case i8, i16, i32, i64, i128, i256
}
