import Foundation
import GRDB
package import Rules

/// What a competitor's endpoint answered, and when.
package struct EndpointAnswer: Sendable, Hashable {
    /// The entry that follows from the answer; its `fault` says why there is none.
    package let registrant: Registrant
    /// When it was given first.
    package let at: Moment
    /// When it was given last.
    package let confirmed: Moment
}

extension Records {
    /// Returns the last answer of every endpoint that was asked for a tournament.
    ///
    /// - Parameter id: The tournament.
    /// - Returns: Answers by hotkey.
    /// - Throws: `DatabaseError`, `DecodingError`.
    package func endpointAnswers(for id: String) async throws -> [String: EndpointAnswer] {
        try await endpointAnswerLog(for: id).reduce(into: [:]) { $0[$1.registrant.hotkey] = $1 }
    }

    /// Returns every answer that was given for a tournament.
    ///
    /// - Parameter id: The tournament.
    /// - Returns: Answers by hotkey, those of one in the order in which they came.
    /// - Throws: `DatabaseError`, `DecodingError`.
    package func endpointAnswerLog(for id: String) async throws -> [EndpointAnswer] {
        try await pool.read { db in
            try Row.fetchAll(
                db,
                sql: """
                    SELECT a.registrant, a.at, a.confirmed FROM endpoint_answers a
                    JOIN tournaments t ON t.number = a.tournament WHERE t.id = ? ORDER BY a.hotkey, a.sequence
                    """,
                arguments: [id]
            ).map { row in
                let text: String = row[0]
                return EndpointAnswer(
                    registrant: try JSONDecoder().decode(Registrant.self, from: Data(text.utf8)),
                    at: Moment(row[1]),
                    confirmed: Moment(row[2])
                )
            }
        }
    }

    /// Stores what endpoints answered: a new row where it differs from the last answer, else the moment alone.
    ///
    /// - Parameters:
    ///   - registrants: What follows from the answers.
    ///   - id: The tournament.
    ///   - moment: When they were given.
    /// - Throws: `RecordsError.Code.invalid` when there is no such tournament; `DatabaseError`.
    package func record(_ registrants: [Registrant], answeredFor id: String, at moment: Moment) async throws {
        try await pool.write { db in
            let find = "SELECT number FROM tournaments WHERE id = ?"
            guard let number = try Int64.fetchOne(db, sql: find, arguments: [id]) else {
                throw RecordsError(.invalid, "there is no tournament \(id)")
            }
            for registrant in registrants {
                let text = try JSONValue(encoding: registrant).canonicalText
                let last = try Row.fetchOne(
                    db,
                    sql: """
                        SELECT sequence, registrant FROM endpoint_answers
                        WHERE tournament = ? AND hotkey = ? ORDER BY sequence DESC LIMIT 1
                        """,
                    arguments: [number, registrant.hotkey]
                )
                if let last, last[1] == text {
                    let sequence: Int64 = last[0]
                    try db.execute(
                        sql: """
                            UPDATE endpoint_answers SET confirmed = max(confirmed, ?)
                            WHERE tournament = ? AND hotkey = ? AND sequence = ?
                            """,
                        arguments: [moment.seconds, number, registrant.hotkey, sequence]
                    )
                } else {
                    let sequence: Int64 = (last?[0] ?? 0) + 1
                    try db.execute(
                        sql: "INSERT INTO endpoint_answers VALUES (?, ?, ?, ?, ?, ?)",
                        arguments: [
                            number, registrant.hotkey, sequence, moment.seconds, moment.seconds, text,
                        ]
                    )
                }
            }
        }
    }
}
