/// The one shape of every error that the API answers with.
package struct APIFailure: Sendable, Codable, Hashable {
    /// What went wrong.
    package struct Reason: Sendable, Codable, Hashable {
        /// A stable word, such as `unknown_submission`.
        package var code: String
        /// One sentence for people.
        package var message: String
    }

    package var error: Reason

    /// Makes a failure.
    ///
    /// - Parameters:
    ///   - code: The stable word.
    ///   - message: One sentence for people.
    package init(code: String, message: String) {
        error = Reason(code: code, message: message)
    }
}
