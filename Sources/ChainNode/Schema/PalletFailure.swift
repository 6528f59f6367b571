/// The errors of a pallet; the raw value is the index in the metadata, and the case gives the name.
protocol PalletFailure: Error, CaseIterable, RawRepresentable<UInt8>, Sendable {
    /// The pallet's index.
    static var pallet: UInt8 { get }
    /// One line for people.
    var documentation: String { get }
}

extension PalletFailure {
    /// The name as metadata gives it, which is the case's with a capital letter.
    var name: String {
        let name = "\(self)"
        return name.prefix(1).uppercased() + name.dropFirst()
    }

    /// The entries of the table.
    static var entries: [NamedShape.Case] {
        allCases.map { NamedShape.Case($0.name, $0.rawValue, documentation: [$0.documentation]) }
    }

    /// What a failed extrinsic says.
    var dispatchError: DispatchError { .module(pallet: Self.pallet, error: rawValue) }
}
