/// Functions of the runtime that can be called from outside, such as `AccountNonceApi`.
package struct RuntimeInterface: Sendable, Hashable {
    /// The name.
    package var name: String
    /// The functions.
    package var functions: [RuntimeFunction]
    /// Lines for people.
    package var documentation: [String]

    /// Describes an interface.
    package init(_ name: String, functions: [RuntimeFunction], documentation: [String] = []) {
        self.name = name
        self.functions = functions
        self.documentation = documentation
    }
}

/// A function of the runtime.
///
/// A node calls it by the interface's name, an underscore and the function's.
package struct RuntimeFunction: Sendable, Hashable {
    /// A parameter of a function.
    package struct Parameter: Sendable, Hashable {
        /// The name.
        package var name: String
        /// The type.
        package var type: TypeID

        /// Describes a parameter.
        package init(_ name: String, _ type: TypeID) {
            self.name = name
            self.type = type
        }
    }

    /// The name.
    package var name: String
    /// The parameters; their encodings are sent one after the other.
    package var parameters: [Parameter]
    /// The type of the answer.
    package var output: TypeID
    /// Lines for people.
    package var documentation: [String]

    /// Describes a function.
    package init(_ name: String, parameters: [Parameter], output: TypeID, documentation: [String] = []) {
        self.name = name
        self.parameters = parameters
        self.output = output
        self.documentation = documentation
    }
}
