import GRDB
import Rules

/// One execution of a match together with the match, inside a transaction.
struct MatchAttempt {
    let execution: String
    let state: Execution.State
    let match: Match

    var mayBeRepeated: Bool { match.attempts < Records.maximumAttempts }

    /// The end of a match whose every attempt was lost.
    var loss: MatchJudgement {
        MatchJudgement(
            match: match.id,
            outcome: nil,
            code: "execution_lost",
            sentence: "The match was started \(match.attempts) times and left no result.",
            evidence: 1,
            evidenceAgainst: 1,
            pairs: []
        )
    }

    static func find(_ execution: String, in db: Database) throws -> MatchAttempt? {
        try Row.fetchOne(
            db,
            sql: """
                \(Records.matchColumns), match_executions.state FROM match_executions
                JOIN matches ON matches.id = match_id
                JOIN submissions AS one ON one.id = challenger
                JOIN submissions AS two ON two.id = champion
                WHERE match_executions.id = ?
                """,
            arguments: [execution]
        ).map { row in
            MatchAttempt(
                execution: execution,
                state: try Stored.choice(row[Records.matchColumnCount]),
                match: try Records.match(row)
            )
        }
    }

    func end(_ state: Execution.State, at: Int64, in db: Database) throws {
        try db.execute(
            sql: "UPDATE match_executions SET state = ?, ended = ? WHERE id = ?",
            arguments: [state.rawValue, at, execution]
        )
    }

    /// The end of a match that was won after the crown had gone elsewhere.
    func pointless(_ judgement: MatchJudgement) -> MatchJudgement {
        var pointless = judgement
        pointless.outcome = nil
        pointless.code = "crown_moved"
        pointless.sentence = "The champion is no longer the one that was challenged."
        return pointless
    }

    /// Puts the match back into the queue, with the pairs that it has now; nil leaves those of earlier attempts.
    func requeue(code: String, pairs: [JSONValue]?, at: Int64, in db: Database) throws {
        try db.execute(sql: "UPDATE matches SET state = 'queued' WHERE id = ?", arguments: [match.id])
        if let pairs {
            try db.execute(
                sql: "UPDATE matches SET pairs = ?, pair_count = ? WHERE id = ?",
                arguments: [JSONValue.array(pairs).canonicalText, pairs.count, match.id]
            )
        }
        let details: JSONValue = .object([
            "code": .string(code), "execution": .string(execution), "attempts": .integer(Int64(match.attempts)),
            "pairs": .integer(Int64(pairs?.count ?? match.pairs)),
        ])
        try Event.append(.matchRequeued, subject: match.id, details: details, at: at, in: db)
        try Records.proveAttempt(at: match, execution: execution, code: code, at: at, in: db)
    }

    func settle(_ judgement: MatchJudgement, _ finding: Records.Finding? = nil, at: Int64, in db: Database) throws {
        let ending = judgement.outcome?.rawValue ?? Match.Ending.failed.rawValue
        try db.execute(
            sql: """
                UPDATE matches SET state = 'done', ending = ?, code = ?, sentence = ?, evidence = ?,
                    evidence_against = ?, pairs = ?, pair_count = ?, ended_at = ?, execution_id = ?
                WHERE id = ?
                """,
            arguments: [
                ending, judgement.code, judgement.sentence, judgement.evidence, judgement.evidenceAgainst,
                JSONValue.array(judgement.pairs).canonicalText, judgement.pairs.count, at, execution, match.id,
            ]
        )
        let details: JSONValue = .object([
            "match": .string(match.id), "champion": .string(match.champion.submission), "ending": .string(ending),
            "code": .string(judgement.code), "sentence": .string(judgement.sentence),
            "evidence": .number(judgement.evidence), "pairs": .integer(Int64(judgement.pairs.count)),
            "preset_hash": .string(match.presetHash),
        ])
        try Event.append(.matchDecided, subject: match.challenger.submission, details: details, at: at, in: db)
        try Records.prove(judgement, of: match, finding, at: at, in: db)
    }
}
