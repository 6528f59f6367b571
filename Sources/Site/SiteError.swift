import APIModels
import HTTPTypes
import Intake

/// Why the site does not answer as it was asked to.
struct SiteError: Error, Sendable, Equatable {
    /// What went wrong, as the stable word that clients see, with its status.
    struct Code: Sendable, Hashable {
        let word: String
        let status: Int

        private init(_ word: String, _ status: Int) {
            self.word = word
            self.status = status
        }

        static let invalidParameter = Code("invalid_parameter", 400)
        static let invalidCursor = Code("invalid_cursor", 400)
        static let unauthorised = Code("unauthorised", 401)
        static let notFound = Code("not_found", 404)
        static let unknownSubmission = Code("unknown_submission", 404)
        static let unknownEpoch = Code("unknown_epoch", 404)
        static let unknownMatch = Code("unknown_match", 404)
        static let notPublicYet = Code("not_public_yet", 404)
        static let notKept = Code("not_kept", 404)
        static let methodNotAllowed = Code("method_not_allowed", 405)
        static let addressTooLong = Code("address_too_long", 414)
        static let tooManyRequests = Code("too_many_requests", 429)
        static let badSignature = Code("bad_signature", 401)
        static let requestExpired = Code("request_expired", 401)
        static let notTaken = Code("not_taken", 403)
        static let commitOnChain = Code(CommitOnChain.code, 403)
        static let notRegistered = Code("not_registered", 403)
        static let badNonce = Code("bad_nonce", 409)
        static let hashMismatch = Code("hash_mismatch", 422)
        static let rateLimited = Code("rate_limited", 422)
        static let failed = Code("failed", 500)
        static let unavailable = Code("unavailable", 503)
        static let tooManyStreams = Code("too_many_streams", 503)
        static let busy = Code("busy", 503)
        static let full = Code("full", 507)

        /// Why intake refuses code, by the word of its verdict.
        static func refused(_ code: IntakeError.Code) -> Code {
            switch code {
            case .tooLarge: Code(code.rawValue, 413)
            case .lintFailed: Code(code.rawValue, 503)
            default: Code(code.rawValue, 422)
            }
        }
    }

    let code: Code
    /// One sentence for people, which names nothing of this machine.
    let message: String
    /// Fields of the answer that go with the error.
    var fields: HTTPFields = [:]
    /// What was thrown underneath, for the operator's log only.
    var cause: (any Error)?

    init(_ code: Code, _ message: String, fields: HTTPFields = [:], cause: (any Error)? = nil) {
        self.code = code
        self.message = message
        self.fields = fields
        self.cause = cause
    }

    static func == (left: SiteError, right: SiteError) -> Bool { left.code == right.code }
}
