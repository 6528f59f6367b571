package import Rules

extension EvaluationResult {
    /// How an evaluation ends for a board, and whose doing it is when it is not accepted.
    package enum Ending: Sendable, Hashable {
        /// The work was done; the number that the board ranks by.
        case accepted(Double)
        /// The submission broke a rule or did not do the work.
        case rejected
        /// There is no answer; the word is `infrastructure` or `task`.
        case failed(VerdictCode.Responsibility)
    }

    /// Returns how this ends on a board.
    ///
    /// - Parameter metric: What the board ranks by.
    /// - Returns: The end. A result that was accepted without the board's number is a failure of the machine.
    package func ending(for metric: Metric) -> Ending {
        if verdict.isAccepted {
            return score?.value(for: metric).map(Ending.accepted) ?? .failed(.infrastructure)
        }
        switch verdict.responsibility {
        case .competitor: return .rejected
        case .task: return .failed(.task)
        case .infrastructure, .nobody: return .failed(.infrastructure)
        }
    }
}
