package import Rules

/// What one execution found out about an evaluation.
package struct Judgement: Sendable, Hashable {
    /// The three ways in which an evaluation ends.
    package enum Outcome: String, Sendable, Hashable {
        /// The work was done and the score counts.
        case accepted
        /// The submission broke a rule or did not do the work.
        case rejected
        /// There is no answer, for a reason that is not the submission's work.
        case failed
    }

    /// Whose fault it is when an evaluation is not accepted.
    package enum Fault: String, Sendable, Hashable {
        /// The submission's. Only this costs its owner anything.
        case competitor
        /// The operator's machines'.
        case infrastructure
        /// The workload's own.
        case task
    }

    /// One timed call.
    package struct Run: Sendable, Hashable {
        /// The place in the plan, counted from 0.
        package let index: Int
        /// The time by the host's clock, or nil when the run did not end.
        package let nanoseconds: UInt64?
        /// The tokens that the plan handed out.
        package let tokens: Int?
        /// How it ended: `accepted`, or the code of the reason.
        package let outcome: String
        /// The numbers of its verification.
        package let statistics: JSONValue

        /// Makes a run.
        package init(index: Int, nanoseconds: UInt64?, tokens: Int?, outcome: String, statistics: JSONValue) {
            self.index = index
            self.nanoseconds = nanoseconds
            self.tokens = tokens
            self.outcome = outcome
            self.statistics = statistics
        }
    }

    /// The evaluation's token.
    package var evaluation: String
    /// How it ended.
    package var outcome: Outcome
    /// Whose fault it is; nil when it was accepted.
    package var fault: Fault?
    /// The stable code of the reason.
    package var code: String
    /// One sentence for people.
    package var sentence: String
    /// The numbers that it was made from, measured and limit.
    package var numbers: JSONValue
    /// The number that the board ranks by; there is one when it was accepted, and only then.
    package var score: Double?
    /// Tokens a second.
    package var tokensPerSecond: Double?
    /// Model FLOPs utilisation as a fraction.
    package var mfu: Double?
    /// The timed calls by index.
    package var runs: [Run]

    /// Makes a judgement.
    package init(
        evaluation: String,
        outcome: Outcome,
        fault: Fault? = nil,
        code: String,
        sentence: String,
        numbers: JSONValue = .object([:]),
        score: Double? = nil,
        tokensPerSecond: Double? = nil,
        mfu: Double? = nil,
        runs: [Run] = []
    ) {
        self.evaluation = evaluation
        self.outcome = outcome
        self.fault = fault
        self.code = code
        self.sentence = sentence
        self.numbers = numbers
        self.score = score
        self.tokensPerSecond = tokensPerSecond
        self.mfu = mfu
        self.runs = runs
    }
}

extension Judgement {
    /// Checks that the parts belong together.
    ///
    /// - Throws: `RecordsError.Code.invalid` naming the part that does not.
    func validate() throws {
        guard (outcome == .accepted) == (score != nil) else {
            throw RecordsError(.invalid, "evaluation '\(evaluation)' is \(outcome) and its score is \(score as Any)")
        }
        guard (outcome == .accepted) == (fault == nil) else {
            throw RecordsError(.invalid, "evaluation '\(evaluation)' is \(outcome) and its fault is \(fault as Any)")
        }
        for number in [score, tokensPerSecond, mfu].compactMap(\.self) where !number.isFinite || number < 0 {
            throw RecordsError(.invalid, "evaluation '\(evaluation)' has the number \(number)")
        }
        guard Set(runs.map(\.index)).count == runs.count else {
            throw RecordsError(.invalid, "evaluation '\(evaluation)' has two runs of one index")
        }
    }
}
