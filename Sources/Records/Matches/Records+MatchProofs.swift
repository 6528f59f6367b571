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
        guard try isStated(match.id, in: db) else { return }
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
        guard let finding, judgement.outcome != nil else {
            let loss = MatchLoss(code: judgement.code, sentence: judgement.sentence)
            return try prove(loss, of: match.id, at: at, in: db)
        }
        let end: [String: JSONValue] = [
            "result": finding.result, "at_block": .integer(try Stored.column(finding.block)),
        ]
        try prove(end, of: match.id, at: at, in: db)
    }

    /// The ends of all matches that wait under other rules.
    static func proveGivingUp(underOtherRulesThan presetHash: String, at: Int64, in db: Database) throws {
        let waiting = try String.fetchAll(
            db,
            sql: "SELECT id FROM matches WHERE state = 'queued' AND preset_hash <> ? ORDER BY sequence",
            arguments: [presetHash]
        )
        for id in waiting { try prove(.rulesChanged, of: id, at: at, in: db) }
    }

    private static func prove(_ loss: MatchLoss, of id: String, at: Int64, in db: Database) throws {
        let said: JSONValue = .object([
            "code": .string(loss.code), "sentence": .string(loss.sentence), "numbers": .object([:]),
        ])
        try prove(["loss": said], of: id, at: at, in: db)
    }

    private static func prove(_ end: [String: JSONValue], of id: String, at: Int64, in db: Database) throws {
        let row = try Row.fetchOne(db, sql: "SELECT attempts, secret FROM matches WHERE id = ?", arguments: [id])
        guard let row, try isStated(id, in: db) else { return }
        let secret: Data = row[1]
        let members: [String: JSONValue] = [
            "match": .string(id), "attempt": .integer(row[0]), "secret": .string(Hex.text(secret)),
        ]
        try append("match", members.merging(end) { own, _ in own }, at: at, in: db)
    }

    /// Whether the log tells of a match's opening: not so for one that was opened before the log, under rules that have
    /// never been in force since.
    private static func isStated(_ id: String, in db: Database) throws -> Bool {
        let isStated = try Bool.fetchOne(
            db,
            sql: """
                SELECT EXISTS (SELECT 1 FROM evidence
                    WHERE kind = 'match_opened' AND json_extract(body, '$.match') = ?)
                """,
            arguments: [id]
        )
        return isStated ?? false
    }
}

/// Why a match that has no outcome ended.
struct MatchLoss {
    let code: String
    let sentence: String

    static let rulesChanged = MatchLoss(
        code: "rules_changed",
        sentence: "The rules were changed before the match was fought."
    )
}
