import Foundation
import GRDB
import Rules

/// The rows of evidence, one function a kind. Each is written in the transaction that it tells of.
extension Records {
    static func prove(refusal: Submission.Refusal, of id: String, at: Int64, in db: Database) throws {
        var members = try identity(of: id, in: db)
        members["code"] = .string(refusal.code)
        members["sentence"] = .string(refusal.sentence)
        try append("refused", members, at: at, in: db)
    }

    /// Of an epoch's submissions, those that have no verdict yet: all of them, when it has just been opened.
    static func proveOpening(ofEpoch id: Int64, at: Int64, in db: Database) throws {
        let epoch = try Row.fetchOne(
            db,
            sql: "SELECT beacon_block, beacon_hash, secret FROM epochs WHERE id = ?",
            arguments: [id]
        )
        guard let epoch else { return }
        let rows = try Row.fetchAll(
            db,
            sql: """
                SELECT submissions.id, committed_at, attempts, evaluations.state
                FROM evaluations JOIN submissions ON submissions.id = submission_id
                WHERE epoch_id = ? AND evaluations.state <> 'done' ORDER BY reveal_block, reveal_index
                """,
            arguments: [id]
        )
        let members = try rows.map { row in
            var member = try identity(of: row[0], in: db)
            member["committed_at"] = .integer(row[1])
            // An attempt that is under way is counted when it ends.
            member["attempts"] = .integer((row[2] as Int64) - (row[3] == "running" ? 1 : 0))
            return JSONValue.object(member)
        }
        let (beacon, secret): (Data, Data) = (epoch[1], epoch[2])
        let body: [String: JSONValue] = [
            "epoch": .integer(id), "beacon_block": .integer(epoch[0]), "beacon_hash": .string(Hex.text(beacon)),
            "secret_hash": .string(SecretCommitment.hash(of: secret)), "submissions": .array(members),
        ]
        try append("epoch_opened", body, at: at, in: db)
    }

    static func proveClosing(ofEpoch id: Int64, at: Int64, in db: Database) throws {
        let secret = try Data.fetchOne(db, sql: "SELECT secret FROM epochs WHERE id = ?", arguments: [id]) ?? Data()
        try append("epoch_closed", ["epoch": .integer(id), "secret": .string(Hex.text(secret))], at: at, in: db)
    }

    /// An attempt that came to nothing.
    static func prove(_ attempt: Attempt, code: String, at: Int64, in db: Database) throws {
        let members: [String: JSONValue] = [
            "submission": .string(attempt.evaluation.submission), "epoch": .integer(attempt.evaluation.epoch),
            "attempt": .integer(Int64(attempt.evaluation.attempts)), "execution": .string(attempt.execution),
            "code": .string(code),
        ]
        try append("attempt", members, at: at, in: db)
    }

    /// A verdict, with everything that was found out, or with what is said in its place.
    static func prove(_ judgement: Judgement, of attempt: Attempt, _ finding: Finding?, at: Int64, in db: Database)
        throws
    {
        var members = try identity(of: attempt.evaluation.submission, in: db)
        members["epoch"] = .integer(attempt.evaluation.epoch)
        members["attempt"] = .integer(Int64(attempt.evaluation.attempts))
        members["preset_hash"] = .string(attempt.evaluation.presetHash)
        if let finding {
            members["result"] = finding.result
            members["at_block"] = .integer(try Stored.column(finding.block))
        } else {
            members["loss"] = .object([
                "code": .string(judgement.code), "sentence": .string(judgement.sentence), "numbers": judgement.numbers,
            ])
        }
        try append("evaluation", members, at: at, in: db)
    }

    /// What an execution found out in full, and when it was accepted.
    struct Finding {
        var result: JSONValue
        var block: UInt64
    }

    static func prove(_ crown: Ladder.Crown, presetHash: String, at: Int64, in db: Database) throws {
        var members: [String: JSONValue] = [
            "preset_hash": .string(presetHash), "submission": .string(crown.entry.submission),
            "score": .number(crown.entry.score), "at_block": .integer(try Stored.column(crown.block)),
        ]
        members["beaten_submission"] = crown.beaten.map { .string($0) }
        members["beaten_score"] = crown.beatenScore.map { .number($0) }
        try append("crown", members, at: at, in: db)
    }

    /// What a board holds, if it holds anything.
    static func carry(presetHash: String, at: Int64, in db: Database) throws {
        let rows = try Row.fetchAll(
            db,
            sql: """
                SELECT submissions.id, score, tps, mfu, sentence, numbers
                FROM verdicts
                JOIN evaluations ON evaluations.id = evaluation_id
                JOIN submissions ON submissions.id = submission_id
                WHERE outcome = 'accepted' AND preset_hash = ?
                ORDER BY verdicts.sequence
                """,
            arguments: [presetHash]
        ).map { row in
            var members = try identity(of: row[0], in: db).filter { $0.key != "code_hash" }
            members["score"] = .number(row[1])
            members["tokens_per_second"] = (row[2] as Double?).map { .number($0) }
            members["mfu"] = (row[3] as Double?).map { .number($0) }
            members["sentence"] = .string(row[4])
            members["numbers"] = try JSONValue(parsing: Data((row[5] as String).utf8))
            return JSONValue.object(members)
        }
        guard !rows.isEmpty else { return }
        var body: [String: JSONValue] = ["preset_hash": .string(presetHash), "rows": .array(rows)]
        if let champion = try champion(presetHash: presetHash, in: db) {
            var crown: [String: JSONValue] = [
                "submission": .string(champion.submission), "at_block": .integer(try Stored.column(champion.atBlock)),
            ]
            crown["beaten_score"] = champion.beatenScore.map { .number($0) }
            body["crown"] = .object(crown)
        }
        let matches = try Row.fetchOne(
            db,
            sql: """
                SELECT COALESCE(MAX(number), 0), COUNT(CASE WHEN ending = 'crowned' THEN 1 END)
                FROM matches WHERE preset_hash = ? AND state = 'done'
                """,
            arguments: [presetHash]
        )
        body["matches"] = .integer(matches?[0] ?? 0)
        body["matches_won"] = .integer(matches?[1] ?? 0)
        try append("carried", body, at: at, in: db)
        try proveOpenMatches(presetHash: presetHash, at: at, in: db)
    }

    private static func identity(of id: String, in db: Database) throws -> [String: JSONValue] {
        let row = try Row.fetchOne(
            db,
            sql: "SELECT hotkey, code_hash, reveal_block, reveal_index FROM submissions WHERE id = ?",
            arguments: [id]
        )
        guard let row else { throw RecordsError(.unknownSubmission, "there is no submission '\(id)'") }
        return [
            "submission": .string(id), "hotkey": .string(row[0]), "code_hash": .string(row[1]),
            "reveal": .object(["block": .integer(row[2]), "index": .integer(row[3])]),
        ]
    }
}
