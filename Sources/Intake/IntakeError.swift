/// Why a submission's code was not taken in: a stable code and one sentence for its owner.
package struct IntakeError: Error, Sendable {
    /// The stable codes.
    package enum Code: String, Sendable, Hashable, CaseIterable {
        /// The URL is of no known form.
        case badURL = "bad_url"
        /// The URL leads to an address inside somebody's network.
        case addressRefused = "address_refused"
        /// There were more redirects than are followed.
        case tooManyRedirects = "too_many_redirects"
        /// The code did not arrive in time.
        case fetchTimedOut = "fetch_timed_out"
        /// The code could not be fetched.
        case fetchFailed = "fetch_failed"
        /// The code is larger than the rules allow.
        case tooLarge = "too_large"
        /// There are no bytes.
        case empty
        /// The bytes are not those that were committed to.
        case hashMismatch = "hash_mismatch"
        /// The bytes are not text.
        case notText = "not_text"
        /// The text is not valid Python.
        case syntaxError = "syntax_error"
        /// The text takes more to parse than any program of a person.
        case tooComplex = "too_complex"
        /// The text breaks a rule of the contest.
        case rulesBroken = "rules_broken"
        /// The text could not be looked at, through no fault of its owner.
        case lintFailed = "lint_failed"
        /// The server sends the code compressed, although it was asked not to.
        case compressed
        /// The bytes are a web page.
        case htmlPage = "html_page"
        /// The bytes are a JSON document.
        case jsonPage = "json_page"
    }

    /// The stable code.
    package let code: Code
    /// One sentence for the owner.
    package let sentence: String
    /// What was thrown underneath, for the operator's log only.
    package let cause: (any Error)?

    /// Makes an error.
    ///
    /// - Parameters:
    ///   - code: The stable code.
    ///   - sentence: One sentence for the owner.
    ///   - cause: What was thrown underneath.
    package init(_ code: Code, _ sentence: String, cause: (any Error)? = nil) {
        self.code = code
        self.sentence = sentence
        self.cause = cause
    }

    /// Whether trying again later may help, since the reason may lie in a network between the two.
    package var isTransient: Bool { [.fetchTimedOut, .fetchFailed, .lintFailed].contains(code) }
}

extension IntakeError: Equatable {
    /// Two failures are equal when their codes are.
    package static func == (lhs: IntakeError, rhs: IntakeError) -> Bool { lhs.code == rhs.code }
}

extension IntakeError: CustomStringConvertible {
    /// Code and sentence.
    package var description: String { "\(code.rawValue): \(sentence)" }
}
