import Arena
import Chain
import Evidence
import Hummingbird
import Intake
import Records

extension SiteError {
    /// What a client is told of an error from below; nothing about this machine.
    init(_ error: any Error) {
        switch error {
        case let error as SiteError: self = error
        case let error as RecordsError: self = Self.of(error)
        case let error as IntakeError: self.init(.refused(error.code), error.sentence)
        case let error as ChainError: self = Self.of(error)
        case let error as ArenaError where error.code == .noArena: self = Self.closed
        case let error as HTTPError where error.status == .notFound: self = Self.nothing
        case let error as HTTPError: self.init(.invalidParameter, error.body ?? "The request cannot be understood.")
        default: self = Self.failed(error)
        }
    }

    private static func of(_ error: RecordsError) -> SiteError {
        switch error.code {
        case .unknownSubmission: SiteError(.unknownSubmission, "There is no such submission.")
        case .unknownEpoch: SiteError(.unknownEpoch, "There is no such epoch.")
        default: closed
        }
    }

    private static func of(_ error: ChainError) -> SiteError {
        switch error.code {
        case .unavailable: closed
        case .wrongChain: away("The node of the arena's chain serves another chain; its operator has to look after it.")
        default: away("The arena's chain does not answer right now; try again shortly.")
        }
    }

    private static func away(_ sentence: String) -> SiteError {
        SiteError(.unavailable, sentence, fields: [.retryAfter: "5"])
    }

    /// Something went wrong that is not the client's fault.
    static func failed(_ cause: any Error) -> SiteError {
        SiteError(.failed, "Something went wrong here; the operator can find it in the log.", cause: cause)
    }

    static let nothing = SiteError(.notFound, "There is nothing at this address.")

    /// The arena cannot be read.
    static let closed = away("The arena cannot be read right now; try again shortly.")
}
