/// A failure of a chain, of an extrinsic or of a wallet.
package struct ChainError: Error, Sendable {
    /// What kind of failure it is.
    package struct Code: Sendable, Hashable {
        private enum Kind: String {
            case unavailable, alreadyExists, unknownBlock
            case notRegistered, notPermitted, badSignature, badNonce, full
            case invalidPayload, invalidDelay, invalidWeights, malformedCommitment
            case walletExists, walletMissing, walletInsecure, walletInvalid, walletLocked
            case unreachable, disconnected, timedOut, malformedAnswer, overloaded, unsupported
            case wrongChain, refused, nodeFailed, expired, stateGone, behind, lostBlocks
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
        /// No node of the chain could be reached in the time that there was.
        package static let unreachable = Code(kind: .unreachable)
        /// The connection to the node ended before the answer came.
        package static let disconnected = Code(kind: .disconnected)
        /// The node is there and did not answer in time.
        package static let timedOut = Code(kind: .timedOut)
        /// The node answered something that cannot be read, or too much of it.
        package static let malformedAnswer = Code(kind: .malformedAnswer)
        /// More is under way, or more news arrives, than may wait.
        package static let overloaded = Code(kind: .overloaded)
        /// The node has no such method, or the chain no such item or call.
        package static let unsupported = Code(kind: .unsupported)
        /// The node serves another chain than the one that was known behind its address.
        package static let wrongChain = Code(kind: .wrongChain)
        /// The node did not take an extrinsic, or the chain did nothing with it, for a reason that the message names.
        package static let refused = Code(kind: .refused)
        /// The node answered a call with an error of its own.
        package static let nodeFailed = Code(kind: .nodeFailed)
        /// What was sent is in no block and can never be any more.
        package static let expired = Code(kind: .expired)
        /// The node has forgotten the state of so old a block.
        package static let stateGone = Code(kind: .stateGone)
        /// The node does not know a block, or not yet, that was seen on its chain.
        package static let behind = Code(kind: .behind)
        /// The chain does not have a block any more that was final on it.
        package static let lostBlocks = Code(kind: .lostBlocks)
    }

    /// What kind of failure it is.
    package let code: Code
    /// One line that names the object and the value.
    package let message: String
    /// What was thrown underneath, if anything.
    package let cause: (any Error)?
    /// The source location that threw it.
    package let location: String

    /// Describes a failure.
    package init(
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
