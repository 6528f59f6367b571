import Judging
import Records
import Rules

extension MatchJudgement {
    /// Says for the records what a judge found out about a match.
    init(_ result: MatchResult) throws {
        let last = result.pairs.last
        self.init(
            match: result.match,
            outcome: result.failure == nil ? result.outcome : nil,
            mayBeRepeated: result.failure?.responsibility == .infrastructure,
            code: result.failure?.code.rawValue ?? result.outcome?.rawValue ?? "no_outcome",
            sentence: Self.sentence(of: result),
            evidence: last?.evidence ?? 1,
            evidenceAgainst: last?.evidenceAgainst ?? 1,
            pairs: try result.pairs.map { try JSONValue(encoding: $0) }
        )
    }

    private static func sentence(of result: MatchResult) -> String {
        let won = result.pairs.count { $0.sign > 0 }
        let count = "\(won) of \(result.pairs.count) pairs were the challenger's"
        switch result.outcome {
        case .crowned: return "\(count): it takes the crown"
        case .futile: return "\(count): it is not faster by the margin"
        case .exhausted: return "\(count), which is no answer: the champion keeps the crown"
        case .forfeited: return "the challenger forfeits the match: \(result.breach?.sentence ?? "it broke the rules")"
        case nil: return result.failure?.sentence ?? "the judge gave no outcome"
        }
    }
}
