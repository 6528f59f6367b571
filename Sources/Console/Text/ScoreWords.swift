/// Scores in the words of a board's metric.
struct ScoreWords: Hashable, Sendable {
    let metric: String

    /// A score without its unit.
    func number(_ score: Double) -> String {
        metric == "mfu" ? Figure.percent(score, 2) : Figure.fixed(score, abs(score) < 1000 ? 1 : 0)
    }

    var unit: String {
        switch metric {
        case "mfu": "MFU"
        case "tps": "tokens/s"
        default: metric
        }
    }

    func text(_ score: Double) -> String { number(score) + " " + unit }
}
