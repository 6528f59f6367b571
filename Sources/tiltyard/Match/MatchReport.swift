import Foundation
import Judging
import Rules

/// A title match for a terminal: a line a pair as it is fought, and how it ended.
struct MatchReport {
    let preset: Preset
    let errorShare: Double
    var result: MatchResult?

    /// What is fought over, and the head of the pairs.
    var head: [String] {
        [
            "The challenger has to be faster by more than \(Numbers.trimmed(preset.crown.fraction * 100)) %, "
                + "and the evidence for it has to reach \(Numbers.grouped(1 / errorShare)).",
            "",
            Terminal.styled("pair    challenger      champion  tokens/s     lead  for         evidence", .dim),
        ]
    }

    /// One line for a pair; `nil` for other steps.
    func line(for progress: Judge.Progress) -> String? {
        guard case .paired(let pair, let challenger, let champion, let sign, let evidence) = progress else {
            return nil
        }
        let margin = log1p(preset.crown.fraction)
        let lead = challenger.flatMap { challenger in champion.map { log(challenger / $0) - margin } }
        let cells: [(String, Int)] = [
            ("\(pair + 1)", 4), (challenger.map(Numbers.grouped) ?? "failed", 14),
            (champion.map(Numbers.grouped) ?? "failed", 14),
            (lead.map { Numbers.fixed($0 * 100, 2) + " %" } ?? "", 19),
        ]
        let text = cells.map { String(repeating: " ", count: max(0, $1 - $0.count)) + $0 }.joined()
        let side = sign > 0 ? "challenger" : sign < 0 ? "champion  " : "neither   "
        return text + "  " + side + "  " + Self.evidence(evidence)
    }

    /// How the match ended.
    var lines: [String] {
        guard let result else { return [] }
        var lines = [""]
        switch (result.outcome, result.failure) {
        case (_, let failure?):
            lines.append(Terminal.styled(failure.code.rawValue, .bold, .yellow) + "  " + failure.sentence)
        case (.crowned, _):
            lines.append(Terminal.styled("crowned", .bold, .green) + "  the challenger takes the crown")
        case (.futile, _):
            lines.append(
                Terminal.styled("futile", .bold, .red) + "  the challenger is not faster by the margin: the evidence "
                    + "against it reached \(Self.evidence(result.pairs.last?.evidenceAgainst ?? 0))"
            )
        case (.exhausted, _):
            lines.append(
                Terminal.styled("exhausted", .bold, .red)
                    + "  \(result.pairs.count) pairs gave no answer; the champion "
                    + "keeps the crown"
            )
        case (.forfeited, _):
            lines.append(Terminal.styled("forfeited", .bold, .red) + "  the challenger broke the rules in a pair")
        case (nil, nil): lines.append("\(result.pairs.count) pairs were fought; nothing was decided")
        }
        lines += failures(result)
        lines.append(summary(result))
        if !result.environment.isRankable {
            lines.append(Terminal.styled("note    times of this machine are not rankable", .yellow))
        }
        return lines
    }

    private func failures(_ result: MatchResult) -> [String] {
        result.pairs.flatMap { pair in
            [("challenger", pair.challenger.failure), ("champion", pair.champion.failure)].compactMap { side, failure in
                failure.map { "pair \(pair.index + 1): \(side) lost it: \($0.code.rawValue), \($0.sentence)" }
            }
        }
    }

    private func summary(_ result: MatchResult) -> String {
        let won = result.pairs.count { $0.sign > 0 }
        let ratios = result.pairs.compactMap(\.lead).sorted()
        let middle = ratios.isEmpty ? nil : ratios[ratios.count / 2]
        let total = result.phases["total"].map { ", \(Numbers.seconds($0))" } ?? ""
        let lead = middle.map { ", median lead beyond the margin \(Numbers.fixed($0 * 100, 2)) %" } ?? ""
        return "\(won) of \(result.pairs.count) pairs for the challenger" + lead + total
    }

    private static func evidence(_ value: Double) -> String {
        value >= 1000 ? Numbers.grouped(value) : Numbers.trimmed(value)
    }
}
