import Foundation
import GRDB
import Rules

/// The rows of evidence about title matches. Each is written in the transaction that it tells of.
extension Records {
    static func proveOpening(ofMatch id: String, at: Int64, in db: Database) throws {
        let row = try Row.fetchOne(
            db,
            sql: """
                SELECT preset_hash, number, challenger, champion, error_share, beacon_block, beacon_hash, secret,
                    attempts, state
                FROM matches WHERE id = ?
                """,
            arguments: [id]
        )
        guard let row else { return }
        let (beacon, secret): (Data, Data) = (row[6], row[7])
        let members: [String: JSONValue] = [
            "match": .string(id), "preset_hash": .string(row[0]), "number": .integer(row[1]),
            "challenger": .string(row[2]), "champion": .string(row[3]), "error_share": .number(row[4]),
            "beacon_block": .integer(row[5]), "beacon_hash": .string(Hex.text(beacon)),
            "secret_hash": .string(SecretCommitment.hash(of: secret)),
            // An attempt that is under way is counted when it ends.
            "attempts": .integer((row[8] as Int64) - (row[9] == "running" ? 1 : 0)),
        ]
        try append("match_opened", members, at: at, in: db)
    }

    /// The matches of a board that are open when the log begins.
    static func proveOpenMatches(presetHash: String, at: Int64, in db: Database) throws {
        let open = try String.fetchAll(
            db,
            sql: "SELECT id FROM matches WHERE preset_hash = ? AND state <> 'done' ORDER BY number",
            arguments: [presetHash]
        )
        for id in open { try proveOpening(ofMatch: id, at: at, in: db) }
    }

    static func proveInheritance(
        of challenger: String,
        from ancestor: String,
        champion: String,
        presetHash: String,
        at: Int64,
        in db: Database
    ) throws {
        let members: [String: JSONValue] = [
            "preset_hash": .string(presetHash), "challenger": .string(challenger), "champion": .string(champion),
            "ancestor": .string(ancestor),
        ]
        try append("inherited", members, at: at, in: db)
    }

    /// An attempt that came to nothing.
    static func proveAttempt(at match: Match, execution: String, code: String, at: Int64, in db: Database) throws {
        let members: [String: JSONValue] = [
            "match": .string(match.id), "attempt": .integer(Int64(match.attempts)), "execution": .string(execution),
            "code": .string(code),
        ]
        try append("match_attempt", members, at: at, in: db)
    }

    /// The end of a match, with everything that was found out, or with what is said in its place.
    static func prove(_ judgement: MatchJudgement, of match: Match, _ finding: Finding?, at: Int64, in db: Database)
        throws
    {
        let secret = try Data.fetchOne(db, sql: "SELECT secret FROM matches WHERE id = ?", arguments: [match.id])
        var members: [String: JSONValue] = [
            "match": .string(match.id), "attempt": .integer(Int64(match.attempts)),
            "secret": .string(Hex.text(secret ?? Data())),
        ]
        if let finding, judgement.outcome != nil {
            members["result"] = finding.result
            members["at_block"] = .integer(try Stored.column(finding.block))
        } else {
            members["loss"] = .object([
                "code": .string(judgement.code), "sentence": .string(judgement.sentence), "numbers": .object([:]),
            ])
        }
        try append("match", members, at: at, in: db)
    }
}
