/// A failure of reading points, pulses or ciphertexts, or of opening a ciphertext.
package struct TimelockError: Error, Sendable {
    /// What kind of failure it is.
    package struct Code: Sendable, Hashable {
        private enum Kind: String {
            case wrongLength, malformedPoint, identityPoint, coordinateOutOfRange, notOnCurve, notInSubgroup
            case scalarOutOfRange, roundOutOfRange, tempoOutOfRange, forgedPulse
            case truncated, trailingBytes, wrongFieldLength, unknownCipher
            case wrongPulse, alteredBody
        }

        private let kind: Kind

        /// A point or a scalar has another number of bytes than its format says.
        package static let wrongLength = Code(kind: .wrongLength)
        /// The flag bits of a point contradict each other or are not those of a compressed point.
        package static let malformedPoint = Code(kind: .malformedPoint)
        /// The point is the identity, where that says nothing.
        package static let identityPoint = Code(kind: .identityPoint)
        /// A coordinate is not below p, so that the same point would have two forms.
        package static let coordinateOutOfRange = Code(kind: .coordinateOutOfRange)
        /// No point of the curve has this coordinate.
        package static let notOnCurve = Code(kind: .notOnCurve)
        /// The point is on the curve, but not in the group of order r.
        package static let notInSubgroup = Code(kind: .notInSubgroup)
        /// The secret scalar is zero.
        package static let scalarOutOfRange = Code(kind: .scalarOutOfRange)
        /// There is no round at this time, or none of this number.
        package static let roundOutOfRange = Code(kind: .roundOutOfRange)
        /// A subnet has no epochs, or longer ones than the network allows.
        package static let tempoOutOfRange = Code(kind: .tempoOutOfRange)
        /// The signature is not the beacon's over this round.
        package static let forgedPulse = Code(kind: .forgedPulse)
        /// The ciphertext ends before its last field does.
        package static let truncated = Code(kind: .truncated)
        /// The ciphertext goes on after its last field.
        package static let trailingBytes = Code(kind: .trailingBytes)
        /// A field of the ciphertext has another length than the format says.
        package static let wrongFieldLength = Code(kind: .wrongFieldLength)
        /// The ciphertext names a cipher other than AES-GCM.
        package static let unknownCipher = Code(kind: .unknownCipher)
        /// The ciphertext is sealed for another round or another beacon, or its key fields were altered.
        package static let wrongPulse = Code(kind: .wrongPulse)
        /// The sealed body was altered.
        package static let alteredBody = Code(kind: .alteredBody)
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

extension TimelockError.Code: CustomStringConvertible {
    /// The code's name, such as `wrongPulse`.
    package var description: String { kind.rawValue }
}

extension TimelockError: Equatable {
    /// Two failures are equal when they are of the same kind.
    package static func == (lhs: TimelockError, rhs: TimelockError) -> Bool { lhs.code == rhs.code }
}

extension TimelockError: CustomStringConvertible {
    /// The message.
    package var description: String { message }
}
