import Substrate

/// A function that clients call with `state_call`: what they are told of it, and what answers.
package struct RuntimeFunctionEntry: Sendable {
    let interface: String
    let name: String
    let parameters: [NamedShape.Field]
    let output: Shape
    let documentation: String
    /// Answers from the encoded arguments.
    let answer: @Sendable (RuntimeQuery, [UInt8]) throws -> [UInt8]

    /// Describes a function.
    ///
    /// - Parameters:
    ///   - interface: The interface that it belongs to.
    ///   - name: Its name.
    ///   - parameters: The names of the parameters, as many as `answer` takes.
    ///   - output: The type of the answer.
    ///   - documentation: One line for people.
    ///   - answer: Answers; the value has to be of the type `output`.
    init<each Argument: ScaleDescribed>(
        _ interface: String,
        _ name: String,
        _ parameters: [String],
        _ output: Shape,
        _ documentation: String,
        answer: @escaping @Sendable (RuntimeQuery, repeat each Argument) throws -> DynamicValue
    ) {
        var shapes: [Shape] = []
        for argument in repeat (each Argument).self { shapes.append(argument.shape) }
        precondition(shapes.count == parameters.count, "every parameter of \(name) has a name")
        self.interface = interface
        self.name = name
        self.parameters = zip(parameters, shapes).map { NamedShape.Field(name: $0, shape: $1) }
        self.output = output
        self.documentation = documentation
        self.answer = { query, bytes in
            var reader = ScaleReader(bytes)
            let arguments = (repeat try (each Argument)(from: &reader))
            try reader.finish()
            return try query.runtime.encode(try answer(query, repeat each arguments), as: output)
        }
    }

    /// The name by which it is called.
    var symbol: String { "\(interface)_\(name)" }
}
