package import Rules

/// Where entries come from: answers of competitors' endpoints, or a field that is made up.
package protocol EntrySource: Sendable {
    /// Returns everybody who wants to take part now, with what was found out about each.
    ///
    /// It is asked again until enough have entered, so asking must charge nobody. The order must not depend on those who
    /// answer.
    ///
    /// - Parameters:
    ///   - plan: The tournament.
    ///   - now: The moment.
    /// - Returns: The entries, in an order that does not depend on them.
    /// - Throws: Whatever keeps it from finding out; it is asked again.
    func registrants(for plan: TournamentPlan, at now: Moment) async throws -> [Registrant]
}

/// Entries that are known beforehand.
package struct KnownEntries: EntrySource {
    private let known: [Registrant]

    /// Makes a source of entries.
    ///
    /// - Parameter known: All of them.
    package init(_ known: [Registrant]) {
        self.known = known
    }

    /// Returns all entries.
    package func registrants(for plan: TournamentPlan, at now: Moment) async throws -> [Registrant] { known }
}
