import FoundationEssentials
import Judging
import Rules

extension EvidenceAudit {
    /// Compares the result of a match with what was said when it was opened, and does its arithmetic again.
    func check(
        _ result: MatchResult,
        of body: MatchBody,
        _ opening: MatchOpenedBody,
        secret: [UInt8],
        _ number: Int64
    ) throws(EvidenceProblem) {
        guard result.presetHash == opening.presetHash, result.errorShare == opening.errorShare,
            isEntrant(result.challenger, opening.challenger), isEntrant(result.champion, opening.champion),
            boards[opening.presetHash]?.ladder.champion?.submission == opening.champion
        else { throw EvidenceProblem(.wrongMatch, entry: number, "the result is not that of match \(opening.number)") }
        let preset = try preset(opening.presetHash, number)
        let arithmetic = MatchArithmetic(
            result: result,
            preset: preset,
            seeds: Self.seeds(of: result, attempt: body.attempt, opening, secret: secret, preset)
        )
        if let (code, sentence) = arithmetic.problem {
            throw EvidenceProblem(code, entry: number, sentence)
        }
    }

    /// Returns the seed of each attempt that a pair of the result names, the last attempt's or an earlier one's.
    static func seeds(
        of result: MatchResult,
        attempt last: Int,
        _ opening: MatchOpenedBody,
        secret: [UInt8],
        _ preset: Preset
    ) -> [Int: String] {
        let attempts = Set(result.pairs.map(\.attempt)).filter((1...last).contains)
        let seeds = attempts.map { attempt in
            let seed = Seeds.match(
                secret: Data(secret),
                beacon: Data(Hex.bytes(opening.beaconHash) ?? []),
                preset: preset,
                challenger: result.challenger,
                champion: result.champion,
                attempt: attempt
            )
            return (attempt, seed)
        }
        return Dictionary(uniqueKeysWithValues: seeds)
    }

    private func isEntrant(_ entrant: MatchPlan.Entrant, _ id: String) -> Bool {
        guard let known = submissions[id], entrant.submission == id else { return false }
        return known.carried != nil || known.codeHash == entrant.codeHash
    }
}
