import Substrate

/// A call of a pallet: what clients are told of it, and what it does.
package struct CallTableEntry: Sendable {
    let name: String
    let index: UInt8
    let parameters: [NamedShape.Field]
    /// Whether the signer pays a fee.
    let paysFee: Bool
    let documentation: String
    /// Reads the arguments.
    let read: @Sendable (inout ScaleReader) throws -> Action

    /// A call with its arguments, ready to be carried out.
    typealias Action = @Sendable (Dispatch) throws -> Void

    /// Describes a call.
    ///
    /// - Parameters:
    ///   - name: The name.
    ///   - index: The byte that stands for it.
    ///   - parameters: The names of the parameters, as many as `action` takes.
    ///   - paysFee: Whether the signer pays a fee.
    ///   - documentation: One line for people.
    ///   - action: What it does. What it throws undoes it.
    init<each Argument: ScaleDescribed>(
        _ name: String,
        _ index: UInt8,
        _ parameters: [String],
        paysFee: Bool = true,
        _ documentation: String,
        action: @escaping @Sendable (Dispatch, repeat each Argument) throws -> Void
    ) {
        var shapes: [Shape] = []
        for argument in repeat (each Argument).self { shapes.append(argument.shape) }
        precondition(shapes.count == parameters.count, "every parameter of \(name) has a name")
        self.name = name
        self.index = index
        self.parameters = zip(parameters, shapes).map { NamedShape.Field(name: $0, shape: $1) }
        self.paysFee = paysFee
        self.documentation = documentation
        read = { reader in
            let arguments = (repeat try (each Argument)(from: &reader))
            return { dispatch in try action(dispatch, repeat each arguments) }
        }
    }
}
