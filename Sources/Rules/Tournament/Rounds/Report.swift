/// Whose failure it is that there is no result.
package enum FailureClass: String, Sendable, Hashable, Codable {
    /// The submission did not do its work: it counts against the competitor.
    case competitor
    /// The machinery failed: it is tried again.
    case infrastructure
    /// The task cannot be done by anybody: it is replaced.
    case task
}

/// What is known of one competitor in one task.
package enum Report: Sendable, Hashable, Codable {
    /// Nothing yet.
    case pending
    /// A number; one that is not finite counts as none.
    case score(Double)
    /// Losses of single held-out samples, the same samples for everybody.
    case samples([Double])
    /// A number of a model that is no finetune of the base model, which has no place in the ranking.
    case notFinetuned(Double)
    /// There will be no result.
    case failed(FailureClass)

    /// The number to rank by, or nil when there is none.
    var value: Double? {
        switch self {
        case .score(let number): number.isFinite ? number : nil
        case .samples(let losses): Self.mean(losses)
        case .pending, .notFinetuned, .failed: nil
        }
    }

    /// Whether the competitor is not to blame for having no result.
    var isExcused: Bool {
        switch self {
        case .pending, .failed(.infrastructure), .failed(.task): true
        case .score, .samples, .notFinetuned, .failed(.competitor): false
        }
    }

    /// The mean of losses; nil without any, and when they or their sum are beyond all numbers.
    private static func mean(_ losses: [Double]) -> Double? {
        let sum = losses.reduce(0, +)
        return losses.isEmpty || !sum.isFinite ? nil : sum / Double(losses.count)
    }

    /// Of a model that was trained, but has no number: as if it had been tried on no sample.
    private static let withoutNumber = Report.samples([])

    /// The report as a bracket keeps it: a number that is not finite, or a sum that is not, is none.
    ///
    /// Such a number equals nothing, itself included, and two equal states could not be told to be equal.
    var kept: Report {
        switch self {
        case .score(let number), .notFinetuned(let number): number.isFinite ? self : Self.withoutNumber
        case .samples(let losses): losses.reduce(0, +).isFinite ? self : Self.withoutNumber
        case .pending, .failed: self
        }
    }

    /// The report as it is once nobody knows that the model is no finetune.
    var withoutVerdict: Report {
        guard case .notFinetuned(let number) = self else { return self }
        return .score(number)
    }
}
