/// A failure of a chain, of an extrinsic or of a wallet.
package struct ChainError: Error, Sendable {
    /// What kind of failure it is.
    package struct Code: Sendable, Hashable {
        private enum Kind: String {
            case unavailable, alreadyExists, unknownBlock
            case notRegistered, notPermitted, badSignature, badNonce, full
            case invalidPayload, invalidDelay, invalidWeights, malformedCommitment
            case walletExists, walletMissing, walletInsecure, walletInvalid, walletLocked
        }

        private let kind: Kind

        /// The chain cannot be reached or opened.
        package static let unavailable = Code(kind: .unavailable)
        /// There is a chain already where one was to be created.
        package static let alreadyExists = Code(kind: .alreadyExists)
        /// The block has not happened yet.
        package static let unknownBlock = Code(kind: .unknownBlock)
        /// The hotkey has no uid.
        package static let notRegistered = Code(kind: .notRegistered)
        /// The hotkey may not do this.
        package static let notPermitted = Code(kind: .notPermitted)
        /// The signature is not the hotkey's over this extrinsic on this chain.
        package static let badSignature = Code(kind: .badSignature)
        /// The nonce was used before or is not the next.
        package static let badNonce = Code(kind: .badNonce)
        /// There is no free uid.
        package static let full = Code(kind: .full)
        /// The payload of a commitment is empty or too long.
        package static let invalidPayload = Code(kind: .invalidPayload)
        /// The reveal delay is out of range.
        package static let invalidDelay = Code(kind: .invalidDelay)
        /// The weights are all zero or name a uid that nobody has.
        package static let invalidWeights = Code(kind: .invalidWeights)
        /// The payload is not a code commitment.
        package static let malformedCommitment = Code(kind: .malformedCommitment)
        /// There is a wallet of this name already.
        package static let walletExists = Code(kind: .walletExists)
        /// There is no wallet of this name.
        package static let walletMissing = Code(kind: .walletMissing)
        /// Others may read the wallet's file.
        package static let walletInsecure = Code(kind: .walletInsecure)
        /// The wallet's name or file cannot be used.
        package static let walletInvalid = Code(kind: .walletInvalid)
        /// The key is encrypted, and its password is missing or another.
        package static let walletLocked = Code(kind: .walletLocked)
    }

    /// What kind of failure it is.
    package let code: Code
    /// One line that names the object and the value.
    package let message: String
    /// What was thrown underneath, if anything.
    package let cause: (any Error)?
    /// The source location that threw it.
    package let location: String

    init(
        _ code: Code,
        _ message: String,
        cause: (any Error)? = nil,
        file: StaticString = #fileID,
        line: UInt = #line
    ) {
        self.code = code
        self.message = message
        self.cause = cause
        location = "\(file):\(line)"
    }
}

extension ChainError: Equatable {
    /// Two failures are equal when they are of the same kind.
    package static func == (lhs: ChainError, rhs: ChainError) -> Bool { lhs.code == rhs.code }
}

extension ChainError: CustomStringConvertible {
    /// The message.
    package var description: String { message }
}
