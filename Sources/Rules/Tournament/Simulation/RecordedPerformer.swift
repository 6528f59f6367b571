package import FoundationEssentials

/// Results from a document: what is not in it never comes.
package struct RecordedPerformer: TaskPerformer, Sendable {
    private let results: [String: [String: JSONValue]]

    /// Makes a performer of a tournament that was written down.
    ///
    /// - Parameter record: The tournament.
    package init(_ record: TournamentRecord) {
        let tasks = record.rounds.flatMap(\.matches).flatMap(\.tasks)
        results = tasks.reduce(into: [:]) { $0[$1.name] = $1.results }
    }

    /// Reads a document.
    ///
    /// - Parameter data: A tournament as `tiltyard tournament simulate --json` writes it.
    /// - Throws: `PresetError`, naming the first thing that is wrong.
    package init(_ data: Data) throws(PresetError) {
        self.init(try StrictDocument.decode(TournamentRecord.self, from: data))
    }

    /// Returns what the document says of a competitor in a task.
    ///
    /// - Parameters:
    ///   - order: The task; a task that was replaced is found under the name of the edition that counted.
    ///   - due: The competitor; only the last attempt was written down, and is given for every one.
    ///   - opponents: All who take part in the task.
    /// - Returns: Nil where the document says nothing.
    package func report(on order: TaskOrder, due: TaskOrder.Due, opponents: [String]) -> Report? {
        guard let own = results[order.name] else { return hasLaterEdition(of: order) ? .failed(.task) : nil }
        return own[due.hotkey].flatMap(Report.init(document:))
    }

    private func hasLaterEdition(of order: TaskOrder) -> Bool {
        let edition = order.task.edition
        let place = edition == 0 ? order.name : String(order.name.dropLast("_edition_\(edition)".count))
        return (edition + 1...edition + 101).contains { results["\(place)_edition_\($0)"] != nil }
    }
}
