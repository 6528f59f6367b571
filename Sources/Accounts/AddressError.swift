/// Why a text is not the address of an account.
package struct AddressError: Error, Sendable {
    /// What kind of mistake it is.
    package struct Code: Sendable, Hashable {
        private enum Kind: String {
            case malformed, wrongChecksum, wrongNetwork
        }

        private let kind: Kind

        /// The text is not an SS58 address.
        package static let malformed = Code(kind: .malformed)
        /// The address has a typing mistake: its checksum is another.
        package static let wrongChecksum = Code(kind: .wrongChecksum)
        /// The address belongs to another network.
        package static let wrongNetwork = Code(kind: .wrongNetwork)
    }

    /// What kind of mistake it is.
    package let code: Code
    /// One line that names the text.
    package let message: String

    init(_ code: Code, _ message: String) {
        self.code = code
        self.message = message
    }
}

extension AddressError: Equatable {
    /// Two mistakes are equal when they are of the same kind.
    package static func == (left: AddressError, right: AddressError) -> Bool { left.code == right.code }
}

extension AddressError: CustomStringConvertible {
    /// The message.
    package var description: String { message }
}
