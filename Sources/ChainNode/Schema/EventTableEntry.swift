import Substrate

/// An event of a pallet, with the types of what it says.
package struct Event<each Field: ScaleDescribed>: Sendable {
    let pallet: UInt8
    let index: UInt8
    let name: String
    /// Empty when the fields have no names.
    let names: [String]
    let documentation: String

    init(_ pallet: UInt8, _ index: UInt8, _ name: String, _ names: [String] = [], _ documentation: String) {
        self.pallet = pallet
        self.index = index
        self.name = name
        self.names = names
        self.documentation = documentation
    }

    /// Returns the encoding of the event as one of any pallet.
    func encoded(_ fields: repeat each Field) -> [UInt8] {
        ScaleWriter.bytes { writer in
            writer.byte(pallet)
            writer.byte(index)
            for field in repeat each fields { field.write(to: &writer) }
        }
    }

    /// The entry of the table.
    var entry: NamedShape.Case {
        var fields: [NamedShape.Field] = []
        for field in repeat (each Field).self {
            fields.append(.init(name: names.isEmpty ? nil : names[fields.count], shape: field.shape))
        }
        return NamedShape.Case(name, index, fields, documentation: [documentation])
    }
}
