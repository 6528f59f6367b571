import Foundation
import GRDB
package import Rules

extension Records {
    /// Records that a queued match is being fought in a directory.
    ///
    /// - Parameters:
    ///   - match: The match's token.
    ///   - directory: The job directory, which is this execution's own.
    /// - Returns: The execution, whose token has to be given with the result.
    /// - Throws: `RecordsError.Code.notQueued` when the match does not wait to be fought.
    package func beginMatch(_ match: String, directory: String) async throws -> MatchExecution {
        let at = milliseconds()
        return try await pool.write { db in
            try db.execute(
                sql: """
                    UPDATE matches SET state = 'running', attempts = attempts + 1 WHERE id = ? AND state = 'queued'
                    """,
                arguments: [match]
            )
            guard db.changesCount == 1 else {
                throw RecordsError(.notQueued, "match '\(match)' does not wait to be fought")
            }
            let id = UUID().uuidString.lowercased()
            try db.execute(
                sql: """
                    INSERT INTO match_executions (id, match_id, directory, state, started)
                    VALUES (?, ?, ?, 'started', ?)
                    """,
                arguments: [id, match, directory, at]
            )
            let details: JSONValue = .object(["execution": .string(id)])
            try Event.append(.matchStarted, subject: match, details: details, at: at, in: db)
            return MatchExecution(id: id, match: match, directory: directory)
        }
    }

    /// Returns the executions of matches that are under way, oldest first.
    package func openMatchExecutions() async throws -> [MatchExecution] {
        try await pool.read { db in
            try Row.fetchAll(
                db,
                sql: "SELECT id, match_id, directory FROM match_executions WHERE state = 'started' ORDER BY started, id"
            ).map { MatchExecution(id: $0[0], match: $0[1], directory: $0[2]) }
        }
    }

    /// Takes the result of a match exactly once, in one transaction with the crown that follows from it.
    ///
    /// A failure of the machine puts the match back into the queue, with the pairs that it has, until it was started
    /// `maximumAttempts` times; then it has failed, and the champion keeps the crown. So it has when the crown is no
    /// longer what it was about.
    ///
    /// - Parameters:
    ///   - judgement: What the execution found out.
    ///   - execution: The token that `beginMatch(_:directory:)` returned.
    ///   - rule: When a challenger takes the crown.
    ///   - block: The chain's block at this moment, which a crown is recorded with.
    ///   - result: Everything that the execution found out, for the evidence.
    /// - Returns: Whether anything was changed, and if not, why.
    /// - Throws: `DatabaseError`.
    package func accept(
        _ judgement: MatchJudgement,
        execution: String,
        rule: CrownRule,
        atBlock block: UInt64,
        result: JSONValue? = nil
    ) async throws -> Acceptance {
        let at = milliseconds()
        return try await pool.write { db in
            guard let attempt = try MatchAttempt.find(execution, in: db), attempt.match.id == judgement.match else {
                return .stale
            }
            switch attempt.state {
            case .lost: return .stale
            case .finished: return .duplicate
            case .started: break
            }
            try attempt.end(.finished, at: at, in: db)
            if judgement.outcome == nil, judgement.mayBeRepeated, attempt.mayBeRepeated {
                try attempt.requeue(code: judgement.code, pairs: judgement.pairs, at: at, in: db)
                return .accepted
            }
            // The evidence of a match comes before that of the crown which follows from it.
            let crown =
                judgement.outcome == .crowned
                ? try Self.crown(ofWinnerOf: attempt.match, rule: rule, block: block, in: db) : nil
            let isPointless = judgement.outcome == .crowned && crown == nil
            try attempt.settle(
                isPointless ? attempt.pointless(judgement) : judgement,
                result.map { Finding(result: $0, block: block) },
                at: at,
                in: db
            )
            if let crown { try Self.store(crown, presetHash: attempt.match.presetHash, at: at, in: db) }
            return .accepted
        }
    }

    /// Gives up an execution of a match that left no result.
    ///
    /// - Parameter execution: The execution's token.
    /// - Returns: False when the execution is not under way; then nothing was changed.
    /// - Throws: `RecordsError.Code.unknownExecution` when there is no such execution.
    @discardableResult
    package func markMatchLost(_ execution: String) async throws -> Bool {
        let at = milliseconds()
        return try await pool.write { db in
            guard let attempt = try MatchAttempt.find(execution, in: db) else {
                throw RecordsError(.unknownExecution, "there is no execution '\(execution)'")
            }
            guard attempt.state == .started else { return false }
            try attempt.end(.lost, at: at, in: db)
            if attempt.mayBeRepeated {
                try attempt.requeue(code: "execution_lost", pairs: nil, at: at, in: db)
            } else {
                try attempt.settle(attempt.loss, at: at, in: db)
            }
            return true
        }
    }
}
