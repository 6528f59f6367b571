/// What keeps the dashboard from its work, in one sentence.
package struct ConsoleError: Error, Sendable, CustomStringConvertible {
    /// Why.
    package struct Code: Hashable, Sendable {
        private enum Value { case badAddress, unreachable, foreign, refused, busy, failed, noTerminal }
        private let value: Value

        /// The URL is none that can be asked.
        package static let badAddress = Code(value: .badAddress)
        /// Nobody answers.
        package static let unreachable = Code(value: .unreachable)
        /// Something answers that is no Tiltyard.
        package static let foreign = Code(value: .foreign)
        /// The server asks for a key, or for another one.
        package static let refused = Code(value: .refused)
        /// The server is there and cannot answer now.
        package static let busy = Code(value: .busy)
        /// The server says no to this one question.
        package static let failed = Code(value: .failed)
        /// There is no terminal to draw on.
        package static let noTerminal = Code(value: .noTerminal)
    }

    package let code: Code
    /// One sentence without a full stop; it may hold what a server sent, so it is escaped wherever it is shown.
    package let description: String
    /// How long the server wants to be left alone.
    let wait: Duration?

    init(_ code: Code, _ description: String, wait: Duration? = nil) {
        self.code = code
        self.description = description
        self.wait = wait
    }

    /// Whether it may be otherwise in a moment.
    var mayPass: Bool { [.unreachable, .busy].contains(code) }

    /// The sentence with everything that a terminal must not see written as its number, in at most 300 columns.
    package var sentence: String { SafeText(description, .init(limit: 300)).text }
}
