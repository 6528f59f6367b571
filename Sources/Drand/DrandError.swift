/// A failure of asking drand for a pulse, or of keeping pulses.
package struct DrandError: Error, Sendable {
    /// What kind of failure it is.
    package struct Code: Sendable, Hashable, CustomStringConvertible {
        private enum Kind: String {
            case invalidSettings, unreachable, timedOut, tooLarge, refused, malformed
            case wrongChain, wrongRound, forgedPulse, notPublished
            case notYet, clockBehind, clockAhead, noEndpoint, damagedRecording, unwritableCache
        }

        private let kind: Kind

        /// The code's name, such as `forgedPulse`.
        package var description: String { kind.rawValue }

        /// A setting makes no sense, or an endpoint is no address.
        package static let invalidSettings = Code(kind: .invalidSettings)
        /// An endpoint cannot be connected to, or breaks off.
        package static let unreachable = Code(kind: .unreachable)
        /// An endpoint did not answer, or not to the end, within the time that it has.
        package static let timedOut = Code(kind: .timedOut)
        /// An answer is longer than any that drand gives.
        package static let tooLarge = Code(kind: .tooLarge)
        /// An endpoint answers with another status than 200; one that leads elsewhere is not followed.
        package static let refused = Code(kind: .refused)
        /// An answer is not what drand answers.
        package static let malformed = Code(kind: .malformed)
        /// An endpoint serves another chain, or describes this one otherwise than it is known.
        package static let wrongChain = Code(kind: .wrongChain)
        /// An endpoint answered with another round than the one that it was asked for.
        package static let wrongRound = Code(kind: .wrongRound)
        /// A signature is not the chain's over this round.
        package static let forgedPulse = Code(kind: .forgedPulse)
        /// An endpoint does not have the round, or not yet.
        package static let notPublished = Code(kind: .notPublished)
        /// The round is not due by this machine's clock; nobody was asked.
        package static let notYet = Code(kind: .notYet)
        /// drand has signed a round that is not due by this machine's clock: the clock is slow.
        package static let clockBehind = Code(kind: .clockBehind)
        /// No endpoint has a round that was due long ago by this machine's clock: the clock is fast, or drand stands still.
        package static let clockAhead = Code(kind: .clockAhead)
        /// No endpoint gave the round, for different reasons, which the message lists.
        package static let noEndpoint = Code(kind: .noEndpoint)
        /// A recording of pulses cannot be read.
        package static let damagedRecording = Code(kind: .damagedRecording)
        /// A pulse cannot be kept in the folder for it.
        package static let unwritableCache = Code(kind: .unwritableCache)
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

extension DrandError: Equatable {
    /// Two failures are equal when they are of the same kind.
    package static func == (lhs: DrandError, rhs: DrandError) -> Bool { lhs.code == rhs.code }
}

extension DrandError: CustomStringConvertible {
    /// The message.
    package var description: String { message }
}
