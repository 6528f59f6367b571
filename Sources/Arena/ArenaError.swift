/// Why the arena could not do what it was asked to.
package struct ArenaError: Error, Sendable, Equatable, CustomStringConvertible {
    /// What went wrong, in a form that code can act on.
    package struct Code: Sendable, Hashable {
        private enum Kind { case noArena, unreadable, refused, busy, unreachable }
        private let kind: Kind
        /// There is no arena in the folder.
        package static let noArena = Self(kind: .noArena)
        /// A file cannot be read.
        package static let unreadable = Self(kind: .unreadable)
        /// The submission would be refused at intake.
        package static let refused = Self(kind: .refused)
        /// Another validator works in the folder.
        package static let busy = Self(kind: .busy)
        /// Nobody answers, or not as a validator does.
        package static let unreachable = Self(kind: .unreachable)
    }

    package let code: Code
    package let message: String

    package init(_ code: Code, _ message: String) {
        self.code = code
        self.message = message
    }

    package var description: String { message }

    package static func == (left: Self, right: Self) -> Bool { left.code == right.code }
}
