import Foundation
import GRDB
import Rules

/// Between events of a tournament and their rows.
///
/// Rows have a column for each field, because a log of a million events has to be read in a few seconds.
enum StoredEvent {
    static let columns = "at, kind, hotkey, round, match, task, edition, attempt, outcome, value, body"

    /// Writes an event.
    static func insert(_ event: TournamentEvent, tournament: Int64, sequence: Int, in db: Database) throws {
        let statement = try db.cachedStatement(
            sql: """
                INSERT INTO tournament_events (tournament, sequence, \(columns))
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                """
        )
        let fields = Fields(event.kept.kind)
        try statement.execute(arguments: [
            tournament, sequence, event.moment.seconds, fields.kind, fields.hotkey, fields.task?.round,
            fields.task?.match, fields.task?.number, fields.task?.edition, fields.attempt, fields.outcome,
            fields.value, fields.body,
        ])
    }

    /// Reads an event.
    ///
    /// - Parameter row: A row with `columns`.
    /// - Returns: The event.
    /// - Throws: `RecordsError.Code.invalid` for a row that is no event.
    static func read(_ row: Row) throws -> TournamentEvent {
        TournamentEvent(try kind(row), at: Moment(row[0]))
    }

    private static func kind(_ row: Row) throws -> TournamentEvent.Kind {
        let kind: String = row[1]
        switch kind {
        case "reported": return .reported(task: task(row), hotkey: row[2], attempt: row[7], report: try report(row))
        case "entered": return .entered(hotkey: row[2])
        case "waited": return .waited
        case "task-failed": return .taskFailed(task: task(row))
        case "left": return .left(hotkey: row[2])
        case "closed": return .closed(block: try block(row))
        case "began": return .began(seed: row[10])
        case "cancelled": return .cancelled
        default: throw RecordsError(.invalid, "'\(kind)' is no event of a tournament")
        }
    }

    private static func block(_ row: Row) throws -> UInt64 {
        let text: String = row[10]
        guard let block = UInt64(text) else { throw RecordsError(.invalid, "'\(text)' is no block") }
        return block
    }

    private static func task(_ row: Row) -> TaskIdentifier {
        TaskIdentifier(round: row[3], match: row[4], number: row[5], edition: row[6])
    }

    private static func report(_ row: Row) throws -> Report {
        let outcome: String = row[8]
        switch outcome {
        case "score": return .score(row[9])
        case "samples":
            let text: String = row[10]
            return .samples(try JSONDecoder().decode([Double].self, from: Data(text.utf8)))
        case "not-finetuned": return .notFinetuned(row[9])
        case "failed-competitor": return .failed(.competitor)
        case "failed-infrastructure": return .failed(.infrastructure)
        case "failed-task": return .failed(.task)
        case "pending": return .pending
        default: throw RecordsError(.invalid, "'\(outcome)' is no outcome of a task")
        }
    }
}

extension StoredEvent {
    /// The fields of an event as columns.
    private struct Fields {
        var kind = ""
        var hotkey: String?
        var task: TaskIdentifier?
        var attempt: Int?
        var outcome: String?
        var value: Double?
        var body: String?

        init(_ event: TournamentEvent.Kind) {
            switch event {
            case .entered(let hotkey): (kind, self.hotkey) = ("entered", hotkey)
            case .left(let hotkey): (kind, self.hotkey) = ("left", hotkey)
            case .closed(let block): (kind, body) = ("closed", String(block))
            case .began(let seed): (kind, body) = ("began", seed)
            case .cancelled: kind = "cancelled"
            case .waited: kind = "waited"
            case .taskFailed(let task): (kind, self.task) = ("task-failed", task)
            case .reported(let task, let hotkey, let attempt, let report):
                (kind, self.task, self.hotkey, self.attempt) = ("reported", task, hotkey, attempt)
                describe(report)
            }
        }

        private mutating func describe(_ report: Report) {
            switch report {
            case .pending: outcome = "pending"
            case .score(let value): (outcome, self.value) = ("score", value)
            case .samples(let losses):
                (outcome, body) = ("samples", JSONValue.array(losses.map(JSONValue.number)).canonicalText)
            case .notFinetuned(let value): (outcome, self.value) = ("not-finetuned", value)
            case .failed(let failure): outcome = "failed-\(failure.rawValue)"
            }
        }
    }
}
