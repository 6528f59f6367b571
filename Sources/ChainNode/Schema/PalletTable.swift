import Substrate

/// A pallet of the table: everything that clients are told of it, and what its calls do.
package struct PalletTable: Sendable {
    /// A constant, encoded.
    package struct Constant: Sendable {
        let name: String
        let shape: Shape
        let value: [UInt8]
        let documentation: String

        init<Value: ScaleDescribed>(_ name: String, _ value: Value, _ documentation: String) {
            self.name = name
            shape = Value.shape
            self.value = value.scale
            self.documentation = documentation
        }

        init(_ name: String, _ shape: Shape, encoded value: [UInt8], _ documentation: String) {
            self.name = name
            self.shape = shape
            self.value = value
            self.documentation = documentation
        }
    }

    let name: String
    let index: UInt8
    /// The crate in which the network defines the pallet; it begins the paths of its types.
    let crate: String
    let documentation: String
    var storage: [StorageTableEntry] = []
    var calls: [CallTableEntry] = []
    var events: [NamedShape.Case] = []
    var errors: [NamedShape.Case] = []
    var constants: [Constant] = []

    /// The variant type of the calls; nil when there are none.
    var callShape: Shape? {
        shape(
            "Call",
            calls.map { NamedShape.Case($0.name, $0.index, $0.parameters, documentation: [$0.documentation]) }
        )
    }

    /// The variant type of the events; nil when there are none.
    var eventShape: Shape? { shape("Event", events) }

    /// The variant type of the errors; nil when there are none.
    var errorShape: Shape? { shape("Error", errors) }

    private func shape(_ name: String, _ cases: [NamedShape.Case]) -> Shape? {
        cases.isEmpty ? nil : .variant("\(crate)::pallet::\(name)", cases)
    }
}
