import Evidence
import Judging
import Rules

/// A verdict of the log beside the one that judging again led to.
struct ReplayRow: Encodable {
    var entry: Int64
    var submission: String
    var code: String
    var codeAgain: String
    var tokensPerSecond: Double?
    var tokensPerSecondAgain: Double?
    /// Whether both verdicts are the same; missing when this machine could not judge.
    var isSame: Bool?

    enum CodingKeys: String, CodingKey {
        case entry, submission, code
        case codeAgain = "code_again"
        case tokensPerSecond = "tokens_per_second"
        case tokensPerSecondAgain = "tokens_per_second_again"
        case isSame = "same"
    }

    init(_ replay: EvidenceAudit.Replay, again: EvaluationResult) {
        entry = replay.entry
        submission = replay.evaluation.submission
        code = replay.result.verdict.code.rawValue
        codeAgain = again.verdict.code.rawValue
        tokensPerSecond = replay.result.score?.tokensPerSecond
        tokensPerSecondAgain = again.score?.tokensPerSecond
        let isAnswer = [.nobody, .competitor].contains(again.verdict.responsibility)
        isSame = isAnswer ? again.verdict.code == replay.result.verdict.code : nil
    }

    /// One line for a terminal.
    var line: String {
        let word = Self.word(isSame)
        let rates = [tokensPerSecond, tokensPerSecondAgain].map { $0.map(Numbers.grouped) ?? "-" }
        let codes = code == codeAgain ? code : "\(code), now \(codeAgain)"
        return "\(word)  entry \(entry)  \(submission)  \(codes)  \(rates[0]) tokens/s, now \(rates[1])"
    }

    /// How a comparison ended, in words of the same length.
    static func word(_ isSame: Bool?) -> String {
        switch isSame {
        case true?: Terminal.styled("same     ", .green)
        case false?: Terminal.styled("different", .bold, .red)
        case nil: Terminal.styled("no answer", .yellow)
        }
    }
}
