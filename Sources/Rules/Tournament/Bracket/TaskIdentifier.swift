/// Which task of a tournament: the same task has the same identifier whoever works it out, so that none is made twice.
package struct TaskIdentifier: Sendable, Hashable, Codable {
    /// The round, from 1.
    package var round: Int
    /// The group or pair, from 1.
    package var match: Int
    /// The task of the match, from 1.
    package var number: Int
    /// How many tasks before this one, in the same place, could not be done.
    package var edition: Int

    /// Names a task.
    ///
    /// - Parameters:
    ///   - round: The round, from 1.
    ///   - match: The group or pair, from 1.
    ///   - number: The task of the match, from 1.
    ///   - edition: How many tasks before this one could not be done.
    package init(round: Int, match: Int, number: Int, edition: Int = 0) {
        self.round = round
        self.match = match
        self.number = number
        self.edition = edition
    }

    /// The text of the identifier, such as `round_001_pair_004_task_1`.
    ///
    /// - Parameter kind: The kind of the round.
    /// - Returns: The text.
    package func text(_ kind: RoundShape.Kind) -> String {
        let place = kind == .pair || kind == .boss ? "pair" : "group"
        let task = "round_\(Self.padded(round))_\(place)_\(Self.padded(match))_task_\(number)"
        return edition == 0 ? task : "\(task)_edition_\(edition)"
    }

    private static func padded(_ number: Int) -> String {
        let digits = String(number)
        return String(repeating: "0", count: max(0, 3 - digits.count)) + digits
    }
}
