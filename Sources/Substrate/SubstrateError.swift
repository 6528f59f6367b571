/// Why bytes, text or a key of a Substrate chain could not be read, written or used.
package struct SubstrateError: Error, Sendable {
    /// What kind of failure it is.
    package struct Code: Sendable, Hashable {
        private enum Kind: String {
            case truncated, trailingBytes, malformedScale, tooLarge
            case typeMismatch, unknownType, unknownName
            case malformedMetadata, unsupportedMetadata
            case malformedExtrinsic, unsupportedExtrinsic, unsupportedExtension, invalidEra
            case malformedHexadecimal, malformedKey, malformedMnemonic, malformedSecretURI, unsupportedDerivation
            case malformedKeyfile, unsupportedKeyfile, wrongPassword, passwordMissing
            case malformedJSON, malformedMessage, unavailable
        }

        private let kind: Kind

        /// The bytes end in the middle of a value.
        package static let truncated = Code(kind: .truncated)
        /// There are bytes left over after the value.
        package static let trailingBytes = Code(kind: .trailingBytes)
        /// The bytes are not SCALE of the type asked for.
        package static let malformedScale = Code(kind: .malformedScale)
        /// A length, a depth or a number is over its limit.
        package static let tooLarge = Code(kind: .tooLarge)
        /// A value does not fit the type that it is to be written as.
        package static let typeMismatch = Code(kind: .typeMismatch)
        /// The registry has no type of this number.
        package static let unknownType = Code(kind: .unknownType)
        /// The metadata has no pallet, call, entry, constant, error, event or function of this name or index.
        package static let unknownName = Code(kind: .unknownName)
        /// The bytes are not metadata, or it contradicts itself.
        package static let malformedMetadata = Code(kind: .malformedMetadata)
        /// The metadata has another version than 14 or 15.
        package static let unsupportedMetadata = Code(kind: .unsupportedMetadata)
        /// The bytes are not an extrinsic.
        package static let malformedExtrinsic = Code(kind: .malformedExtrinsic)
        /// The extrinsic has another version, or an address or a signature of another kind.
        package static let unsupportedExtrinsic = Code(kind: .unsupportedExtrinsic)
        /// The chain asks for a signed extension that is not known here, so nothing is signed.
        package static let unsupportedExtension = Code(kind: .unsupportedExtension)
        /// The period or the phase of an era is out of range.
        package static let invalidEra = Code(kind: .invalidEra)
        /// The text is not "0x" and an even number of hexadecimal digits.
        package static let malformedHexadecimal = Code(kind: .malformedHexadecimal)
        /// The bytes are not a key.
        package static let malformedKey = Code(kind: .malformedKey)
        /// The words are not a BIP-39 phrase.
        package static let malformedMnemonic = Code(kind: .malformedMnemonic)
        /// The text does not name a secret, such as `//Alice`.
        package static let malformedSecretURI = Code(kind: .malformedSecretURI)
        /// The path asks for a derivation that cannot be done.
        package static let unsupportedDerivation = Code(kind: .unsupportedDerivation)
        /// The bytes are not a keyfile, or its parts contradict each other.
        package static let malformedKeyfile = Code(kind: .malformedKeyfile)
        /// The keyfile is of a kind that is not read here.
        package static let unsupportedKeyfile = Code(kind: .unsupportedKeyfile)
        /// The password does not open the keyfile, or the file was changed.
        package static let wrongPassword = Code(kind: .wrongPassword)
        /// The keyfile is encrypted and no password was given.
        package static let passwordMissing = Code(kind: .passwordMissing)
        /// The text is not JSON as it is accepted here.
        package static let malformedJSON = Code(kind: .malformedJSON)
        /// The JSON is not a message of JSON-RPC 2.0.
        package static let malformedMessage = Code(kind: .malformedMessage)
        /// The library for cryptography or the memory for a secret is not to be had.
        package static let unavailable = Code(kind: .unavailable)
    }

    /// What kind of failure it is.
    package let code: Code
    /// One line that names the object and the value, never a secret.
    package let message: String

    package init(_ code: Code, _ message: String) {
        self.code = code
        self.message = message
    }
}

extension SubstrateError: Equatable {
    /// Two failures are equal when they are of the same kind.
    package static func == (left: SubstrateError, right: SubstrateError) -> Bool { left.code == right.code }
}

extension SubstrateError: CustomStringConvertible {
    /// The message.
    package var description: String { message }
}
