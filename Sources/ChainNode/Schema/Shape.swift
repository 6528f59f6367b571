package import Substrate

/// How a type of the chain is built, before it has a number.
///
/// Metadata names types by number; a table is easier to read when it says what they are. ``TypeBuilder`` numbers them.
package indirect enum Shape: Sendable, Hashable {
    case primitive(PrimitiveType)
    case compact(Shape)
    case sequence(Shape)
    case array(UInt32, Shape)
    case tuple([Shape])
    /// A composite or variant type with a path.
    case named(NamedShape)
    /// A call, an event or an error of any pallet.
    case outer(Outer)

    /// The types that are made of what the pallets have.
    package enum Outer: Sendable, Hashable, CaseIterable {
        case call, event, error
    }
}

/// A type with a name of its own.
package struct NamedShape: Sendable, Hashable {
    /// A field of a composite type or of a case.
    package struct Field: Sendable, Hashable {
        /// The name; nil in types like tuples.
        var name: String?
        /// What it holds.
        var shape: Shape
    }

    /// A case of a variant type.
    package struct Case: Sendable, Hashable {
        /// The name.
        var name: String
        /// The byte that stands for it.
        var index: UInt8
        /// What it carries.
        var fields: [Field]
        /// Lines for people.
        var documentation: [String]

        init(_ name: String, _ index: UInt8, _ fields: [Field] = [], documentation: [String] = []) {
            self.name = name
            self.index = index
            self.fields = fields
            self.documentation = documentation
        }
    }

    /// What is inside.
    package enum Content: Sendable, Hashable {
        case fields([Field])
        case cases([Case])
    }

    /// A type that another is generic over; the shape is missing when it leaves no trace.
    package struct Parameter: Sendable, Hashable {
        /// The name, such as "T".
        var name: String
        /// What was put in its place.
        var shape: Shape?
    }

    /// Where it is defined, its name last.
    var path: [String]
    /// What it is generic over.
    var parameters: [Parameter] = []
    /// What is inside.
    var content: Content
}

extension Shape {
    static let bool = Shape.primitive(.bool)
    static let text = Shape.primitive(.str)
    static let u8 = Shape.primitive(.u8)
    static let u16 = Shape.primitive(.u16)
    static let u32 = Shape.primitive(.u32)
    static let u64 = Shape.primitive(.u64)
    static let u128 = Shape.primitive(.u128)
    static let i32 = Shape.primitive(.i32)
    static let i64 = Shape.primitive(.i64)
    static let i128 = Shape.primitive(.i128)
    static let nothing = Shape.tuple([])
    /// Any number of bytes.
    static let bytes = Shape.sequence(.u8)

    /// A type with named fields; the path is written with `::` between its parts.
    static func composite(_ path: String, _ fields: KeyValuePairs<String, Shape>) -> Shape {
        .named(NamedShape(path: split(path), content: .fields(fields.map { .init(name: $0.key, shape: $0.value) })))
    }

    /// A type around one unnamed field.
    static func wrapper(_ path: String, _ shape: Shape, of parameters: KeyValuePairs<String, Shape?> = [:]) -> Shape {
        let parameters = parameters.map { NamedShape.Parameter(name: $0.key, shape: $0.value) }
        return .named(NamedShape(path: split(path), parameters: parameters, content: .fields([.init(shape: shape)])))
    }

    /// One of several cases without content, numbered from 0.
    static func choice(_ path: String, _ names: [String]) -> Shape {
        let cases = names.enumerated().map { NamedShape.Case($0.element, UInt8($0.offset)) }
        return .named(NamedShape(path: split(path), content: .cases(cases)))
    }

    /// One of several cases.
    static func variant(_ path: String, _ cases: [NamedShape.Case]) -> Shape {
        .named(NamedShape(path: split(path), content: .cases(cases)))
    }

    /// Something that may be missing.
    static func option(_ shape: Shape) -> Shape {
        .named(
            NamedShape(
                path: ["Option"],
                parameters: [.init(name: "T", shape: shape)],
                content: .cases([.init("None", 0), .init("Some", 1, [.init(shape: shape)])])
            )
        )
    }

    /// A sequence with a greatest length, which the encoding does not show.
    static func bounded(_ element: Shape) -> Shape {
        let path = "bounded_collections::bounded_vec::BoundedVec"
        return wrapper(path, .sequence(element), of: ["T": element, "S": nil])
    }

    private static func split(_ path: String) -> [String] {
        path.split(separator: ":", omittingEmptySubsequences: true).map(String.init)
    }
}

extension NamedShape.Field {
    init(shape: Shape) { self.init(name: nil, shape: shape) }
}
