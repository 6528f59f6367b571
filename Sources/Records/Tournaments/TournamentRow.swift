import Foundation
import GRDB
package import Rules

/// A tournament as the records have it.
package struct TournamentRow: Sendable, Hashable {
    /// The number, counted over all types.
    package let number: Int64
    /// What was fixed before anybody entered.
    package let plan: TournamentPlan
    /// The rules, whole: also when no such preset ships any more.
    package let preset: TournamentPreset
    /// Where it stands.
    package let stage: TournamentStage
    /// How many events its log has.
    package let eventCount: Int
    /// What payouts need to know of it, once it is completed.
    package let completed: CompletedTournament?

    static let columns = "number, plan, preset, stage, event_count, completed"

    init(_ row: Row) throws {
        number = row[0]
        plan = try Self.document(row[1])
        preset = try Self.document(row[2])
        stage = try Stored.choice(row[3])
        eventCount = row[4]
        let completed: String? = row[5]
        self.completed = try completed.map(Self.document)
    }

    private static func document<Value: Decodable>(_ text: String) throws -> Value {
        do {
            return try JSONDecoder().decode(Value.self, from: Data(text.utf8))
        } catch {
            throw RecordsError(.invalid, "a tournament's \(Value.self) cannot be read", cause: error)
        }
    }
}
