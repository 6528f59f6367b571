/// A tournament as text: round by round, who met and who went on.
package struct BracketDrawing: Sendable {
    let record: TournamentRecord
    private let standing: String?

    /// Draws a tournament.
    ///
    /// - Parameters:
    ///   - record: The tournament.
    ///   - standing: Where it stands, in a sentence, while it goes on; nil: it has ended.
    package init(_ record: TournamentRecord, standing: String? = nil) {
        self.record = record
        self.standing = standing
    }

    /// The lines of the drawing.
    package var lines: [String] {
        var lines: [String] = []
        for (number, round) in record.rounds.enumerated() {
            lines.append(title(number + 1, round))
            for (index, match) in round.matches.enumerated() {
                let isPair = round.kind == .pair || round.kind == .boss
                lines += isPair ? [pair(match, in: round)] : group(index + 1, match, in: round)
            }
            if let bye = round.bye { lines.append("  \(bye) goes on without a match") }
            lines.append("")
        }
        return lines + [ending]
    }

    /// How it ended, in a sentence.
    package var ending: String {
        if let standing { return standing }
        guard let outcome = record.outcome else { return "Cancelled: too few entered in time." }
        let champion = outcome.champion?.hotkey ?? "nobody"
        return switch outcome.reason {
        case .dethroned: "\(champion) dethrones \(record.defending?.hotkey ?? "the champion")."
        case .defended: "\(champion) keeps the title in the boss round."
        case .unchallenged: "\(champion) keeps the title: nobody is left to challenge it."
        case .vacant: "\(champion) takes a title that nobody held."
        case .nobody: "Nobody holds the title."
        }
    }

    func title(_ number: Int, _ round: TournamentRecord.Round) -> String {
        let kind =
            switch round.kind {
            case .group: round.matches.count == 1 ? "one group" : "\(round.matches.count) groups"
            case .smallGroup: "one small group"
            case .pair: round.matches.count == 1 ? "one pair" : "\(round.matches.count) pairs"
            case .boss: "boss round"
            }
        return "Round \(number): \(kind)"
    }

    private func pair(_ match: TournamentRecord.Match, in round: TournamentRecord.Round) -> String {
        let names = match.competitors.map { name in round.advancing.contains(name) ? "*\(name)" : " \(name)" }
        guard round.kind == .boss else { return "  " + names.joined(separator: "  –  ") }
        let decisions = match.tasks.map { "\($0.kind.rawValue) \($0.decision?.rawValue ?? "open")" }
        return "  " + names.joined(separator: "  –  ") + "   (" + decisions.joined(separator: ", ") + ")"
    }

    private func group(_ number: Int, _ match: TournamentRecord.Match, in round: TournamentRecord.Round) -> [String] {
        let advancing = match.competitors.filter(round.advancing.contains)
        let others = match.competitors.filter { !round.advancing.contains($0) }
        var lines = ["  Group \(number)"]
        if !advancing.isEmpty { lines.append("    go on: " + advancing.joined(separator: ", ")) }
        if !others.isEmpty { lines.append("    out: " + others.joined(separator: ", ")) }
        return lines
    }
}
