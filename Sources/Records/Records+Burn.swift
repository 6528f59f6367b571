import Foundation
import GRDB
import Rules

/// Whether an operator has everything burned, and since when.
package struct BurnSwitch: Sendable, Hashable {
    /// Whether everything is burned.
    package let isOn: Bool
    /// Why, in the operator's words.
    package let reason: String
    /// When it was switched, in milliseconds since 1970.
    package let atMilliseconds: Int64
}

extension Records {
    /// Switches on, or off, that everything is burned; who reads the events sees when and why.
    ///
    /// - Parameters:
    ///   - isOn: Whether everything is burned from now on.
    ///   - reason: Why, in the operator's words.
    /// - Returns: False when it stood so before; then nothing was changed.
    /// - Throws: `DatabaseError`.
    @discardableResult
    package func switchBurn(_ isOn: Bool, reason: String) async throws -> Bool {
        let at = milliseconds()
        return try await pool.write { db in
            guard try Self.burnSwitch(in: db)?.isOn ?? false != isOn else { return false }
            let details: JSONValue = .object(["on": .bool(isOn), "reason": .string(reason)])
            try Event.append(.burnSwitched, subject: "burn", details: details, at: at, in: db)
            return true
        }
    }

    /// Returns how the switch stands, or nil when it was never touched: then only what the rules say is burned.
    package func burnSwitch() async throws -> BurnSwitch? {
        try await pool.read { db in try Self.burnSwitch(in: db) }
    }

    private static func burnSwitch(in db: Database) throws -> BurnSwitch? {
        let row = try Row.fetchOne(
            db,
            sql: "SELECT at, details FROM events WHERE kind = ? ORDER BY sequence DESC LIMIT 1",
            arguments: [Event.Kind.burnSwitched.rawValue]
        )
        guard let row else { return nil }
        let text: String = row[1]
        guard case .object(let details) = try JSONValue(parsing: Data(text.utf8)), case .bool(let isOn) = details["on"],
            case .string(let reason) = details["reason"]
        else { throw RecordsError(.invalid, "an event about burning cannot be read") }
        return BurnSwitch(isOn: isOn, reason: reason, atMilliseconds: row[0])
    }
}
