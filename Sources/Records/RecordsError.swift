/// A failure of the records: a database that cannot be used, or a question about something that it does not hold.
package struct RecordsError: Error, Sendable {
    /// What kind of failure it is.
    package struct Code: Sendable, Hashable {
        private enum Kind: String {
            case unavailable
            case unknownSubmission
            case unknownEpoch
            case unknownExecution
            case notQueued
            case invalid
        }

        private let kind: Kind

        /// The database cannot be opened or migrated.
        package static let unavailable = Code(kind: .unavailable)
        /// There is no submission of this id.
        package static let unknownSubmission = Code(kind: .unknownSubmission)
        /// There is no epoch of this number, or it is not yet closed.
        package static let unknownEpoch = Code(kind: .unknownEpoch)
        /// There is no execution of this id.
        package static let unknownExecution = Code(kind: .unknownExecution)
        /// The evaluation is not waiting to be run.
        package static let notQueued = Code(kind: .notQueued)
        /// A value that the records do not take.
        package static let invalid = Code(kind: .invalid)
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

extension RecordsError: Equatable {
    /// Two failures are equal when they are of the same kind.
    package static func == (lhs: RecordsError, rhs: RecordsError) -> Bool { lhs.code == rhs.code }
}

extension RecordsError: CustomStringConvertible {
    /// The message.
    package var description: String { message }
}
