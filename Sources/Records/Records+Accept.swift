import GRDB
package import Rules

/// What became of a result that was handed in.
package enum Acceptance: Sendable, Hashable {
    /// It was taken: the evaluation has its verdict, or goes back to the queue after an infrastructure failure.
    case accepted
    /// This execution's result was taken before; nothing was changed.
    case duplicate
    /// The execution is unknown, was given up or belongs to another evaluation; nothing was changed.
    case stale
}

extension Records {
    /// Takes the result of an execution exactly once, in one transaction.
    ///
    /// Verdict, runs, states, crown, events and the closing of the epoch are stored together or not at all. A failure
    /// of the infrastructure puts the evaluation back into the queue, with fresh seeds, until it was started
    /// `maximumAttempts` times; then the failure is the verdict.
    ///
    /// - Parameters:
    ///   - judgement: What the execution found out.
    ///   - execution: The token that `beginExecution(_:directory:)` returned.
    ///   - rule: When a challenger takes the crown, from the preset that was judged by.
    ///   - block: The chain's block at this moment, which a crown is recorded with.
    ///   - result: Everything that the execution found out, for the evidence.
    /// - Returns: Whether anything was changed, and if not, why.
    /// - Throws: `RecordsError.Code.invalid` for a judgement whose parts do not belong together.
    package func accept(
        _ judgement: Judgement,
        execution: String,
        rule: CrownRule,
        atBlock block: UInt64,
        result: JSONValue? = nil
    ) async throws -> Acceptance {
        try judgement.validate()
        let at = milliseconds()
        return try await pool.write { db in
            guard let attempt = try Attempt.find(execution, in: db), attempt.evaluation.id == judgement.evaluation
            else {
                return .stale
            }
            switch attempt.state {
            case .lost: return .stale
            case .finished: return .duplicate
            case .started: break
            }
            try attempt.end(.finished, at: at, in: db)
            if judgement.fault == .infrastructure, attempt.mayBeRepeated {
                try attempt.requeue(code: judgement.code, at: at, in: db)
            } else {
                let finding = result.map { Finding(result: $0, block: block) }
                try attempt.settle(judgement, finding, at: at, in: db)
                guard judgement.outcome == .accepted else { return .accepted }
                try Self.crown(presetHash: attempt.evaluation.presetHash, rule: rule, block: block, at: at, in: db)
            }
            return .accepted
        }
    }

    /// Gives up an execution that left no result; its evaluation goes back to the queue, with fresh seeds.
    ///
    /// After `maximumAttempts` starts the evaluation fails instead, at no cost to its competitor.
    ///
    /// - Parameter execution: The execution's token.
    /// - Returns: False when the execution is not under way; then nothing was changed.
    /// - Throws: `RecordsError.Code.unknownExecution` when there is no such execution.
    @discardableResult
    package func markLost(_ execution: String) async throws -> Bool {
        let at = milliseconds()
        return try await pool.write { db in
            guard let attempt = try Attempt.find(execution, in: db) else {
                throw RecordsError(.unknownExecution, "there is no execution '\(execution)'")
            }
            guard attempt.state == .started else { return false }
            try attempt.end(.lost, at: at, in: db)
            if attempt.mayBeRepeated {
                try attempt.requeue(code: "execution_lost", at: at, in: db)
            } else {
                try attempt.settle(attempt.lossJudgement, at: at, in: db)
            }
            return true
        }
    }
}
