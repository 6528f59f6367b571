import Evidence
import Judging
import Rules

/// The pairs of a title match in the log beside the ones that were fought again.
struct MatchReplayRow: Encodable {
    var entry: Int64
    var challenger: String
    var champion: String
    var outcome: String
    var pairs: Int
    /// How many pairs counted for the challenger, in the log and when they were fought again.
    var won: Int
    var wonAgain: Int
    /// The first pair in which a run was lost, or was not, for another reason than in the log.
    var firstDifference: Int?
    /// Whether every run ended as it did in the log; missing when this machine could not fight.
    ///
    /// Who was faster depends on the machine, and is not part of it.
    var isSame: Bool?

    enum CodingKeys: String, CodingKey {
        case entry, challenger, champion, outcome, pairs, won
        case wonAgain = "won_again"
        case firstDifference = "first_difference"
        case isSame = "same"
    }

    /// Compares.
    ///
    /// - Parameters:
    ///   - replay: The match as the log has it.
    ///   - again: Its pairs, fought again, or nil where the machine failed.
    init(_ replay: EvidenceAudit.MatchReplay, again: [MatchPair]?) {
        let result = replay.result
        entry = replay.entry
        challenger = result.challenger.submission
        champion = result.champion.submission
        outcome = result.outcome?.rawValue ?? "-"
        pairs = result.pairs.count
        won = result.pairs.count { $0.sign > 0 }
        wonAgain = again?.count { $0.sign > 0 } ?? 0
        guard let again else { return }
        let ends = result.pairs.map(Self.ends)
        let endsAgain = again.map(Self.ends)
        firstDifference = ends.indices.first { $0 >= endsAgain.count || ends[$0] != endsAgain[$0] }
        isSame = firstDifference == nil
    }

    private static func ends(of pair: MatchPair) -> [VerdictCode?] {
        [pair.challenger.failure?.code, pair.champion.failure?.code]
    }

    /// One line for a terminal.
    var line: String {
        let word = ReplayRow.word(isSame)
        let difference = firstDifference.map { ", first at pair \($0)" } ?? ""
        return "\(word)  entry \(entry)  \(challenger) against \(champion)  \(outcome)\(difference)  "
            + "\(won) of \(pairs) pairs for the challenger, now \(wonAgain)"
    }
}
